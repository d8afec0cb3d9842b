package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ./run ctl stuck}. */
@Command(
        name = "stuck",
        description = {
            "Lists numbers that do not move by themselves, those that have been stuck for longest first.",
            "The runbook says for each reason what to do about it."
        },
        footer = {"", "Example:", "  ./run ctl stuck --reason REQUIRED_SILENT"})
final class StuckCommand extends ApiCommand {
    @Option(names = "--reason", paramLabel = "REASON", description = "For this reason only, REQUIRED_SILENT say.")
    @Nullable
    String reason;

    @Option(names = "--jurisdiction", paramLabel = "CODE", description = "Of numbers of this country, CN say.")
    @Nullable
    String jurisdiction;

    @Mixin
    Paging paging = new Paging();

    @Override
    int run(Api api) throws InterruptedException {
        return show(
                api.get(paging.of(new Query("/v1/stuck").with("reason", reason).with("jurisdiction", jurisdiction))),
                StuckCommand::text);
    }

    private static String text(JsonNode page) {
        String table = Texts.table(
                page.path("numbers"),
                "cycle",
                "jurisdiction",
                "province",
                "reason",
                "since",
                "freezeEnd",
                "held",
                "open");
        return table + more(page);
    }
}
