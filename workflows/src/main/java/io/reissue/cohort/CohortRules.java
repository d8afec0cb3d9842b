package io.reissue.cohort;

import io.reissue.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.stream.IntStream;

/** How members are cut into cohorts and batches, and when the silent are asked again. Pure. */
public final class CohortRules {
    /** A cohort's bitmaps stay small enough to be read whole for one number. */
    public static final int MEMBERS_AT_MOST = 5_000;

    private CohortRules() {}

    /** How many cohorts {@code due} members need. */
    public static int shards(int due) {
        return Math.ceilDiv(due, MEMBERS_AT_MOST);
    }

    /** When a stage's silent platforms are delivered to once more. */
    public static Instant halfTime(Instant opened, Instant deadline) {
        return opened.plus(Duration.between(opened, deadline).dividedBy(2));
    }

    /** When round {@code round} (counted from 1) begins, counted from {@code previous}. */
    public static Instant round(Policy policy, int round, Instant previous) {
        return policy.days().plus(previous, policy.askAgainAfter(round));
    }

    /** Cuts the set bits of {@code members} into batches of at most {@code limit}, in order. */
    public static BitSet[] batches(BitSet members, int limit) {
        int[] ordinals = members.stream().toArray();
        return IntStream.range(0, Math.ceilDiv(ordinals.length, limit))
                .mapToObj(batch -> {
                    BitSet part = new BitSet();
                    for (int i = batch * limit; i < Math.min(ordinals.length, (batch + 1) * limit); i++)
                        part.set(ordinals[i]);
                    return part;
                })
                .toArray(BitSet[]::new);
    }

    /** The ordinal that a batch's {@code ref} (0-based position) speaks of, or -1. */
    public static int ordinalOf(BitSet batch, int ref) {
        int ordinal = -1;
        for (int i = 0; i <= ref; i++) {
            ordinal = batch.nextSetBit(ordinal + 1);
            if (ordinal < 0) return -1;
        }
        return ordinal;
    }

    /** The {@code ref} under which a batch speaks of {@code ordinal}. */
    public static int refOf(BitSet batch, int ordinal) {
        if (!batch.get(ordinal)) throw new IllegalArgumentException("ordinal " + ordinal + " is not in the batch");
        return batch.get(0, ordinal).cardinality();
    }
}
