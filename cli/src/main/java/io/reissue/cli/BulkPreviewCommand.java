package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run ctl bulk preview}. */
@Command(
        name = "preview",
        description = {
            "Counts what would become of each number, and does nothing.",
            "What it prints as fingerprint is what is confirmed. waive, retire and shorten take two people: "
                    + "another does the same behind it, with --of."
        },
        footer = {
            "",
            "Examples:",
            "  ./run ctl bulk preview withdraw --file 019cb4f2-4e10-7b6d-a1c2-3f4e5d6c7b8a --open --reason WRONG_FILE",
            "  ./run ctl bulk preview hold --list police.csv --country-code 86 --reason POLICE_REQUEST",
            "  ./run ctl bulk preview retire --of 019cb4f2-5b20-7d4e-8f6a-7b8c9d0e1f2a --reason PERMANENT_BAN"
        })
final class BulkPreviewCommand extends ApiCommand {
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
        CycleFilter common;
    }

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
        Query query = new Query(BulkCommand.BULKS)
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
        if (whom.common != null) body.with("filter", whom.common.over(new Body()));
        return api.post(BulkCommand.BULKS, body);
    }
}
