package io.reissue.cli;

import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl cycles}. */
@Command(
        name = "cycles",
        description = "Finds cycles, and reads where one stands and what happened to it.",
        footer = {"", "Example:", "  ./run ctl cycles list --jurisdiction CN --held"},
        subcommands = {
            CyclesCommand.Listing.class,
            CyclesCommand.Show.class,
            CyclesCommand.Timeline.class,
            CyclesCommand.Platforms.class
        })
final class CyclesCommand extends Group {

    /** {@code ./run ctl cycles list}. */
    @Command(
            name = "list",
            description =
                    "Lists cycles by what they have in common, the latest taken in first; with --age, whoever left first.",
            footer = {"", "Example:", "  ./run ctl cycles list --open --stuck REQUIRED_SILENT --age P120D"})
    static final class Listing extends ApiCommand {
        @Mixin
        CycleFilter filter = new CycleFilter();

        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(paging.of(filter.over(new Query("/v1/cycles")))), Listing::text);
        }

        private static String text(JsonNode page) {
            return Texts.table(
                            page.path("cycles"),
                            "id",
                            "number",
                            "jurisdiction",
                            "province",
                            "state",
                            "stuck",
                            "held",
                            "disconnectedAt",
                            "freezeEnd")
                    + more(page);
        }
    }

    /** Is about one cycle. */
    private abstract static class OfOne extends ApiCommand {
        @Parameters(paramLabel = "CYCLE", description = "Its id.")
        UUID cycle = new UUID(0, 0);

        final String path(String below) {
            return "/v1/cycles/" + cycle + below;
        }
    }

    /** {@code ./run ctl cycles show}. */
    @Command(
            name = "show",
            description = "Shows where a cycle stands; its number is masked.",
            footer = {"", "Example:", "  ./run ctl cycles show 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Show extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("")), Texts::sheet);
        }
    }

    /** {@code ./run ctl cycles timeline}. */
    @Command(
            name = "timeline",
            description = "Tells what happened to a cycle, from the beginning.",
            footer = {"", "Example:", "  ./run ctl cycles timeline 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Timeline extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(path("/timeline")),
                    events -> Texts.table(
                            events,
                            "at",
                            "kind",
                            "actor",
                            "code",
                            "verdict",
                            "refusal",
                            "reasonCode",
                            "platform",
                            "stage",
                            "until",
                            "count"));
        }
    }

    /** {@code ./run ctl cycles platforms}. */
    @Command(
            name = "platforms",
            description = "Shows what a cycle's platforms have said, and when each is asked next.",
            footer = {"", "Example:", "  ./run ctl cycles platforms 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Platforms extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("/platforms")), Platforms::text);
        }

        private static String text(JsonNode found) {
            if (found.path("purged").isObject()) return Texts.sheet(found.path("purged"));
            return Texts.table(
                    found.path("lines"),
                    "platform",
                    "stage",
                    "required",
                    "outcome",
                    "refusal",
                    "blocks",
                    "waived",
                    "doubted",
                    "active",
                    "attempts",
                    "lastAsked",
                    "nextAsk");
        }
    }
}
