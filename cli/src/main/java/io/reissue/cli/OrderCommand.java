package io.reissue.cli;

import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What somebody asks of one cycle, on record. It has an id of its own, by which it can be sent again. */
abstract class OrderCommand extends ApiCommand {
    @Parameters(paramLabel = "CYCLE", description = "Id of the cycle.")
    UUID cycle = new UUID(0, 0);

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            required = true,
            description = "Why: upper-case letters, digits, underscores.")
    String reason = "";

    @Option(
            names = "--id",
            paramLabel = "UUID",
            description = "Id of the command (default: a new one). The same again gives the first decision.")
    @Nullable
    UUID id;

    @Option(
            names = "--note",
            description = "Ask for a note, or read it from standard input; it goes with the cycle's purge.")
    boolean note;

    private final String kind;

    OrderCommand(String kind) {
        this.kind = kind;
    }

    /** Adds what this kind needs to know. */
    Body with(Body body) throws IOException {
        return body;
    }

    @Override
    final int run(Api api) throws IOException, InterruptedException {
        Body body = with(new Body().with("kind", kind).with("reasonCode", reason));
        if (note) body.with("note", typed("Note"));
        body.with("id", numbered(id, "command"));
        return decided(api.post("/v1/cycles/" + cycle + "/commands", body), "accepted");
    }
}
