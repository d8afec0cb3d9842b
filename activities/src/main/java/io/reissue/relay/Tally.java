package io.reissue.relay;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of comparing workflows of one kind.
 *
 * @param wanted by the store
 * @param missing of them at Temporal
 * @param outdated of them there, conducted by a run that another has followed since
 * @param sample ids of a few that are missing or outdated
 */
public record Tally(int wanted, int missing, int outdated, List<String> sample) {
    static final Tally NONE = new Tally(0, 0, 0, List.of());
    private static final int SAMPLE = 5;

    static Tally of(String workflowId, Standing standing) {
        return switch (standing) {
            case RUNS -> new Tally(1, 0, 0, List.of());
            case MISSING -> new Tally(1, 1, 0, List.of(workflowId));
            case OUTDATED -> new Tally(1, 0, 1, List.of(workflowId));
        };
    }

    Tally plus(Tally more) {
        return new Tally(
                wanted + more.wanted,
                missing + more.missing,
                outdated + more.outdated,
                Stream.concat(sample.stream(), more.sample.stream())
                        .limit(SAMPLE)
                        .toList());
    }

    /** Temporal has all that the store wants. */
    public boolean complete() {
        return missing == 0 && outdated == 0;
    }
}
