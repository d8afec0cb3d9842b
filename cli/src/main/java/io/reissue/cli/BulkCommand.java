package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
            BulkCommand.Preview.class,
            BulkCommand.Confirm.class,
            BulkCommand.Show.class,
            BulkCommand.Listing.class,
            BulkCommand.Stop.class,
            BulkCommand.Results.class,
            BulkCommand.BadRows.class
        })
final class BulkCommand extends Group {
    private static final String BULKS = "/v1/bulk";

    /** What can be asked of many. */
    enum What {
        HOLD("HOLD"),
        LIFT_HOLD("LIFT_HOLD"),
        EXTEND("EXTEND_FREEZE"),
        SHORTEN("SHORTEN_FREEZE"),
        WAIVE("WAIVE"),
        WITHDRAW("WITHDRAW"),
        RETIRE("RETIRE"),
        ASK_AGAIN("ASK_AGAIN");

        private final String kind;

        What(String kind) {
            this.kind = kind;
        }

        /** As the command for one number is called. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whom it is for. */
    static final class Whom {
        @Option(
                names = "--list",
                paramLabel = "FILE",
                required = true,
                description = "UTF-8; one number or cycle id a line, or in the first column.")
        @Nullable
        Path list;

        @Option(
                names = "--of",
                paramLabel = "BULK",
                required = true,
                description = "Those on which that bulk did something.")
        @Nullable
        UUID of;

        @ArgGroup(exclusive = false, multiplicity = "1")
        @Nullable
        Common common;
    }

    /** What they have in common, as cycles are listed by. */
    static final class Common {
        @Option(names = "--state", paramLabel = "STATE", description = "RESTING, say.")
        @Nullable
        String state;

        @Option(names = "--stuck", paramLabel = "REASON", description = "Stuck for this reason, REQUIRED_SILENT say.")
        @Nullable
        String stuck;

        @Option(names = "--jurisdiction", paramLabel = "CODE", description = "Of numbers of this country, CN say.")
        @Nullable
        String jurisdiction;

        @Option(names = "--province", paramLabel = "NAME", description = "Of numbers of this province.")
        @Nullable
        String province;

        @Option(names = "--file", paramLabel = "ID", description = "Taken in with this intake file.")
        @Nullable
        UUID file;

        @Option(names = "--held", negatable = true, description = "On hold, or not.")
        @Nullable
        Boolean held;

        @Option(names = "--open", negatable = true, description = "Not ended yet, or ended.")
        @Nullable
        Boolean open;

        @Option(names = "--age", paramLabel = "PERIOD", description = "Left service at least so long ago: P90D.")
        @Nullable
        Period age;

        Body filter() {
            return new Body()
                    .with("state", state)
                    .with("stuck", stuck)
                    .with("jurisdiction", jurisdiction)
                    .with("province", province)
                    .with("file", file)
                    .with("held", held)
                    .with("open", open)
                    .with("age", age);
        }
    }

    /** {@code ./run ctl bulk preview}. */
    @Command(
            name = "preview",
            description = {
                "Counts what would become of each number, and does nothing. What it prints as fingerprint is what is",
                "confirmed. waive, retire and shorten take two people: another does the same behind it, with --of."
            },
            footer = {
                "",
                "Examples:",
                "  ./run ctl bulk preview withdraw --file 019cb4f2-4e10-7b6d-a1c2-3f4e5d6c7b8a --open --reason WRONG_FILE",
                "  ./run ctl bulk preview hold --list police.csv --country-code 86 --reason POLICE_REQUEST",
                "  ./run ctl bulk preview retire --of 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a --reason PERMANENT_BAN"
            })
    static final class Preview extends ApiCommand {
        @Parameters(
                paramLabel = "WHAT",
                description = "hold, lift-hold, extend, shorten, waive, withdraw, retire or ask-again.")
        What what = What.HOLD;

        @ArgGroup(multiplicity = "1")
        Whom whom = new Whom();

        @Option(
                names = "--reason",
                paramLabel = "CODE",
                required = true,
                description = "Why: upper-case letters, digits, underscores.")
        String reason = "";

        @Option(
                names = "--until",
                paramLabel = "INSTANT",
                description = "extend, shorten: the new end of the freeze, 2026-09-30T16:00:00Z say.")
        @Nullable
        Instant until;

        @Option(names = "--platform", paramLabel = "CODE", description = "waive, ask-again: the platform's code.")
        @Nullable
        String platform;

        @Option(
                names = "--country-code",
                paramLabel = "DIGITS",
                description = "With --list: of numbers that are written without one, 86 say.")
        @Nullable
        String countryCode;

        @Option(names = "--id", paramLabel = "UUID", description = "Id of the bulk (default: a new one).")
        @Nullable
        UUID id;

        @Override
        int run(Api api) throws IOException, InterruptedException {
            return show(whom.list == null ? selected(api) : listed(api, whom.list), BulkCommand::text);
        }

        private Reply listed(Api api, Path list) throws IOException, InterruptedException {
            if (!Files.isReadable(list)) throw new Failure(Failure.USAGE, "there is no file " + list + " to be read");
            Query query = new Query(BULKS)
                    .with("id", numbered(id, "bulk"))
                    .with("kind", what.kind)
                    .with("reasonCode", reason)
                    .with("until", until)
                    .with("platform", platform)
                    .with("countryCode", countryCode);
            return api.upload(query.toString(), list, "text/csv");
        }

        private Reply selected(Api api) throws InterruptedException {
            Body body = new Body()
                    .with("id", numbered(id, "bulk"))
                    .with("kind", what.kind)
                    .with("reasonCode", reason)
                    .with("until", until)
                    .with("platform", platform)
                    .with("of", whom.of);
            if (whom.common != null) body.with("filter", whom.common.filter());
            return api.post(BULKS, body);
        }
    }

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
        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(BULKS),
                    bulks -> Texts.table(
                            bulks, "id", "kind", "actor", "reasonCode", "state", "members", "left", "previewedAt"));
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

    private static String text(JsonNode bulk) {
        String sheet = Texts.sheet(bulk);
        if (!bulk.path("state").asString("").equals("PREVIEW")) return sheet;
        List<String> seen =
                List.of(bulk.path("id").asString(""), bulk.path("fingerprint").asString(""));
        return sheet + "nothing has been done; to do it: bulk confirm "
                + Texts.printable(String.join(" --fingerprint ", seen));
    }
}
