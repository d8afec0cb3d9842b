package io.reissue.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a platform did: those of {@code ./run ctl platform} that read, and send again. */
final class PlatformLogCommands {
    private PlatformLogCommands() {}

    /** {@code ./run ctl platform log}. */
    @Command(
            name = "log",
            description = "Shows what went out to a platform and what came in from it, the latest first.",
            footer = {"", "Example:", "  ./run ctl platform log bank-one --problems"})
    static final class Log extends PlatformCommand.OfOne {
        @Option(names = "--problems", description = "Only what was not taken.")
        boolean problems;

        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(
                    api.get(paging.of(new Query(path("/deliveries")).with("problems", problems ? true : null))),
                    Log::text);
        }

        private static String text(JsonNode page) {
            String table = Texts.table(
                    page.path("deliveries"),
                    "id",
                    "lastAt",
                    "direction",
                    "type",
                    "webhookId",
                    "items",
                    "attempts",
                    "status",
                    "problem",
                    "millis",
                    "accepted");
            return table + more(page);
        }
    }

    /** {@code ./run ctl platform resend}. */
    @Command(
            name = "resend",
            description = {
                "Has a batch sent once more, as it was and under its webhook-id.",
                "Exits with 1 where the platform does not take it, and where it may not be sent: it has expired, "
                        + "was rejected, or a number of it came back or was purged."
            },
            footer = {"", "Example:", "  ./run ctl platform resend bank-one 4711"})
    static final class Resend extends PlatformCommand.OfOne {
        @Parameters(index = "1", paramLabel = "ID", description = "Of the delivery, as the log has it.")
        long id;

        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.post(path("/deliveries/" + id + "/resend"), new Body());
            show(reply, Texts::sheet);
            return reply.json().path("problem").isNull() ? 0 : Failure.REFUSED;
        }
    }

    /** {@code ./run ctl platform score}. */
    @Command(
            name = "score",
            description = "Shows how fast a platform answers, what it refuses, what is open, and what went wrong.",
            footer = {"", "Example:", "  ./run ctl platform score bank-one"})
    static final class Score extends PlatformCommand.OfOne {
        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(path("/score")), Texts::sheet);
        }
    }
}
