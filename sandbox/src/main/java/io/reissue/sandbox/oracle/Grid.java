package io.reissue.sandbox.oracle;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** For each platform and number the best that is known, and since when; millions of them. */
final class Grid {
    private static final long NEVER = Long.MIN_VALUE;

    private final int numbers;
    private final byte[] outcomes;
    private final long[] since;

    Grid(int platforms, int numbers) {
        this.numbers = numbers;
        this.outcomes = new byte[platforms * numbers];
        this.since = new long[outcomes.length];
        Arrays.fill(since, NEVER);
    }

    /** Keeps the better one; of two that are the same, the first, and of two by which nothing is bound any more, the first instant. */
    void climb(int platform, int number, Outcome outcome, Instant at) {
        int place = platform * numbers + number;
        boolean known = since[place] != NEVER;
        if (known && outcomes[place] >= outcome.ordinal()) return;
        if (!known || !outcome(platform, number).cleared()) since[place] = at.toEpochMilli();
        outcomes[place] = (byte) outcome.ordinal();
    }

    Outcome outcome(int platform, int number) {
        return Outcome.values()[outcomes[platform * numbers + number]];
    }

    /** Since when the outcome is known, or another one by which nothing was bound, to the millisecond; empty: nothing is known. */
    Optional<Instant> since(int platform, int number) {
        long at = since[platform * numbers + number];
        return at == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }
}
