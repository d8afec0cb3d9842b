package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl audit}. */
@Command(
        name = "audit",
        description = "Reads who did what, and whether the chain of it is whole.",
        footer = {"", "Example:", "  ./run ctl audit list --actor operator-a"},
        subcommands = {AuditCommand.Listing.class, AuditCommand.Verify.class})
final class AuditCommand extends Group {

    /** {@code ./run ctl audit list}. */
    @Command(
            name = "list",
            description = "Lists the entries of the audit, the latest first.",
            footer = {"", "Example:", "  ./run ctl audit list --actor operator-a --limit 20"})
    static final class Listing extends ApiCommand {
        @Option(names = "--actor", paramLabel = "NAME", description = "What this one did only.")
        @Nullable
        String actor;

        @Mixin
        Paging paging = new Paging();

        @Override
        int run(Api api) throws InterruptedException {
            return show(api.get(paging.of(new Query("/v1/audit").with("actor", actor))), Listing::text);
        }

        private static String text(JsonNode page) {
            return Texts.table(page.path("entries"), "seq", "at", "actor", "action", "subject", "detail") + more(page);
        }
    }

    /** {@code ./run ctl audit verify}. */
    @Command(
            name = "verify",
            description =
                    "Has the whole chain read, and names its head, or the first broken entry, which exits with 1.",
            footer = {"", "Example:", "  ./run ctl audit verify"})
    static final class Verify extends ApiCommand {
        @Override
        int run(Api api) throws InterruptedException {
            Reply reply = api.get("/v1/audit/verification");
            show(reply, Verify::text);
            return reply.json().path("intact").asBoolean() ? 0 : Failure.REFUSED;
        }

        private static String text(JsonNode found) {
            if (found.path("intact").asBoolean())
                return "intact, " + found.path("entries").asString() + " entries, head "
                        + Texts.printable(found.path("head").asString(""));
            return "broken at entry " + found.path("entry").asString() + ": "
                    + Texts.printable(found.path("why").asString(""));
        }
    }
}
