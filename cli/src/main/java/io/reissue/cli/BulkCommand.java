package io.reissue.cli;

import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl bulk}. */
@Command(
        name = "bulk",
        description = {
            "Asks the same of many numbers at once: previews it, and does it as it was previewed.",
            "Whom it is for is said by what they have in common, by a list, or by what an earlier bulk did."
        },
        footer = {"", "Example:", "  ./run ctl bulk preview hold --list police.csv --reason POLICE_REQUEST"},
        subcommands = {
            BulkPreviewCommand.class,
            BulkCommand.Confirm.class,
            BulkCommand.Show.class,
            BulkCommand.Listing.class,
            BulkCommand.Stop.class,
            BulkCommand.Results.class,
            BulkCommand.BadRows.class
        })
final class BulkCommand extends Group {
    static final String BULKS = "/v1/bulk";

    /** Is about one. */
    private abstract static class OfOne extends ApiCommand {
        @Parameters(paramLabel = "BULK", description = "Its id.")
        UUID bulk = new UUID(0, 0);

        final String path(String below) {
            return BULKS + "/" + bulk + below;
        }
    }

    /** {@code ./run ctl bulk confirm}. */
    @Command(
            name = "confirm",
            description = {
                "Has done what was previewed, as it was seen: refused where a number joined, left or moved since.",
                "It goes on by itself behind that, see bulk show."
            },
            footer = {
                "",
                "Example:",
                "  ./run ctl bulk confirm 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a --fingerprint 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    static final class Confirm extends OfOne {
        @Option(names = "--fingerprint", paramLabel = "HEX", required = true, description = "Of the preview you saw.")
        String fingerprint = "";

        @Override
        int run(Api api) throws InterruptedException {
            return show(api.confirm(path("/confirmation"), fingerprint), BulkCommand::text);
        }
    }

    /** {@code ./run ctl bulk show}. */
    @Command(
            name = "show",
            description = "Shows how far a bulk is, and what became of its numbers, by code.",
            footer = {"", "Example:", "  ./run ctl bulk show 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a"})
    static final class Show extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("")), BulkCommand::text);
        }
    }

    /** {@code ./run ctl bulk list}. */
    @Command(
            name = "list",
            description = "Lists bulks, the latest previewed first.",
            footer = {"", "Example:", "  ./run ctl bulk list"})
    static final class Listing extends ApiCommand {
        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(paging.of(new Query(BULKS))),
                    page -> Texts.table(
                                    page.path("bulks"),
                                    "id",
                                    "kind",
                                    "actor",
                                    "reasonCode",
                                    "state",
                                    "members",
                                    "left",
                                    "previewedAt")
                            + more(page));
        }
    }

    /** {@code ./run ctl bulk stop}. */
    @Command(
            name = "stop",
            description = "Stops a bulk: the rest is not done. What was done stays.",
            footer = {"", "Example:", "  ./run ctl bulk stop 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a"})
    static final class Stop extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.post(path("/stop"), new Body()), BulkCommand::text);
        }
    }

    /** {@code ./run ctl bulk results}. */
    @Command(
            name = "results",
            description = "Prints what became of each number, as CSV: cycle, verdict, refusal.",
            footer = {"", "Example:", "  ./run ctl bulk results 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a"})
    static final class Results extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            out().print(api.get(path("/results.csv")).body());
            return 0;
        }
    }

    /** {@code ./run ctl bulk bad-rows}. */
    @Command(
            name = "bad-rows",
            description =
                    "Prints the rows of a list that select nothing, as CSV: line, code; never what stands in them.",
            footer = {"", "Example:", "  ./run ctl bulk bad-rows 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a"})
    static final class BadRows extends OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            out().print(api.get(path("/bad-rows.csv")).body());
            return 0;
        }
    }

    /** A preview says how it is confirmed. */
    static String text(JsonNode bulk) {
        String sheet = Texts.sheet(bulk);
        if (!bulk.path("state").asString("").equals("PREVIEW")) return sheet;
        List<String> seen =
                List.of(bulk.path("id").asString(""), bulk.path("fingerprint").asString(""));
        return sheet + "nothing has been done; to do it: bulk confirm "
                + Texts.printable(String.join(" --fingerprint ", seen));
    }
}
