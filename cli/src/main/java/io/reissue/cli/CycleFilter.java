package io.reissue.cli;

import java.time.Period;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What cycles have in common, as they are listed by. What is not given is left out. */
final class CycleFilter {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = {
                "ACCEPTED, RESTING, REINSTATING, WITHDRAWING, RELEASED, REINSTATED, WITHDRAWN, RETURNED_TO_DONOR "
                        + "or RETIRED."
            })
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

    Query over(Query query) {
        say(query::with);
        return query;
    }

    Body over(Body body) {
        say(body::with);
        return body;
    }

    private void say(BiConsumer<String, @Nullable Object> what) {
        what.accept("state", state);
        what.accept("stuck", stuck);
        what.accept("jurisdiction", jurisdiction);
        what.accept("province", province);
        what.accept("file", file);
        what.accept("held", held);
        what.accept("open", open);
        what.accept("age", age);
    }
}
