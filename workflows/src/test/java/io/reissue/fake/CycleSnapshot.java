package io.reissue.fake;

import io.reissue.outcome.Outcome;
import io.reissue.recycle.CycleState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows about a cycle, for assertions.
 *
 * @param outcomes by platform; empty before the seal and after the purge
 * @param toRestore platforms that still have to restore, each once
 * @param notices written to the leaving holder
 * @param feed event types, in order
 * @param holderKnown anything about the holder is still readable
 * @param member a cohort still knows which ordinal this cycle is
 */
public record CycleSnapshot(
        CycleState state,
        Instant freezeEnd,
        boolean held,
        Map<String, Outcome> outcomes,
        List<String> toRestore,
        int notices,
        List<String> feed,
        boolean holderKnown,
        boolean member,
        @Nullable String certificateId) {}
