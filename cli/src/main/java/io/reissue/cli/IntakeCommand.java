package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run ctl intake}. */
@Command(
        name = "intake",
        description = "Hands in files of numbers that left service, and sees what became of them.",
        footer = {"", "Example:", "  ./run ctl intake send left-service.csv --date 2026-03-02"},
        subcommands = {
            IntakeCommand.Listing.class,
            IntakeCommand.Send.class,
            IntakeCommand.Show.class,
            IntakeCommand.Rejections.class
        })
final class IntakeCommand extends Group {
    private static final String FILES = "/v1/intake-files";

    /** {@code ./run ctl intake list}. */
    @Command(
            name = "list",
            description = "Lists the files that came in, the latest first.",
            footer = {"", "Example:", "  ./run ctl intake list --limit 20"})
    static final class Listing extends ApiCommand {
        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(paging.of(new Query(FILES))),
                    page -> Texts.table(
                                    page.path("files"),
                                    "id",
                                    "name",
                                    "fileDate",
                                    "state",
                                    "read",
                                    "accepted",
                                    "rejected",
                                    "receivedAt")
                            + more(page));
        }
    }

    /** {@code ./run ctl intake send}. */
    @Command(
            name = "send",
            description = {
                "Hands in a file; it is read behind that, see intake show.",
                "Sent again under its id it is taken once."
            },
            footer = {"", "Example:", "  ./run ctl intake send left-service.csv --date 2026-03-02 --region CN"})
    static final class Send extends ApiCommand {
        @Parameters(paramLabel = "FILE", description = "CSV; tab-separated where its name ends with .tsv.")
        Path file = Path.of("");

        @Option(
                names = "--date",
                paramLabel = "DAY",
                required = true,
                description = "The day it was made; nothing in it can have happened later.")
        LocalDate date = LocalDate.EPOCH;

        @Option(names = "--name", paramLabel = "NAME", description = "As you call it (default: as the file is named).")
        @Nullable
        String name;

        @Option(
                names = "--region",
                paramLabel = "CODE",
                description = "Of numbers without a country code (${DEFAULT-VALUE}).")
        String region = "CN";

        @Option(
                names = "--asking",
                paramLabel = "HOW",
                description = "Of rows that don't say: COHORT or ALONE (${DEFAULT-VALUE}).")
        String asking = "COHORT";

        @Option(names = "--id", paramLabel = "UUID", description = "Id of the file (default: a new one).")
        @Nullable
        UUID id;

        @Override
        int run(Api api) throws IOException, InterruptedException {
            if (!Files.isReadable(file)) throw new Failure(Failure.USAGE, "there is no file " + file + " to be read");
            String called = Objects.requireNonNullElseGet(
                    name, () -> file.toAbsolutePath().getFileName().toString());
            Query query = new Query(FILES)
                    .with("id", numbered(id, "file"))
                    .with("name", called)
                    .with("fileDate", date)
                    .with("region", region)
                    .with("asking", asking);
            String type = file.toString().endsWith(".tsv") ? "text/tab-separated-values" : "text/csv";
            return show(api.upload(query.toString(), file, type), Texts::sheet);
        }
    }

    /** {@code ./run ctl intake show}. */
    @Command(
            name = "show",
            description = "Shows how far a file was read, and how many of its rows were rejected for which reason.",
            footer = {"", "Example:", "  ./run ctl intake show 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "FILE", description = "Id of the file.")
        UUID file = new UUID(0, 0);

        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(FILES + "/" + file), Texts::sheet);
        }
    }

    /** {@code ./run ctl intake rejections}. */
    @Command(
            name = "rejections",
            description =
                    "Prints the rows that gave no cycle, as CSV: line, column, reason; never what stands in them.",
            footer = {"", "Example:", "  ./run ctl intake rejections 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11"})
    static final class Rejections extends ApiCommand {
        @Parameters(paramLabel = "FILE", description = "Id of the file.")
        UUID file = new UUID(0, 0);

        @Override
        int run(Api api) throws InterruptedException {
            out().print(api.get(FILES + "/" + file + "/rejections.csv").body());
            return 0;
        }
    }
}
