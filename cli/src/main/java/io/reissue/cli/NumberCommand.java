package io.reissue.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ./run ctl number}: the number itself is no argument. */
@Command(
        name = "number",
        description = {
            "Finds all cycles of a number, the latest first.",
            "The number is asked for, or read from standard input: an argument would stay in shell histories and process lists."
        },
        footer = {"", "Example:", "  ./run ctl number"})
final class NumberCommand extends ApiCommand {
    @Override
    int run(Api api) throws IOException, InterruptedException {
        return show(
                api.post("/v1/cycles/search", new Body().with("number", typed("Number"))),
                found -> Texts.table(
                        found,
                        "id",
                        "number",
                        "state",
                        "ending",
                        "stuck",
                        "held",
                        "askOn",
                        "freezeEnd",
                        "reclaimUntil"));
    }
}
