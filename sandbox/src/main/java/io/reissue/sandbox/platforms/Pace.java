package io.reissue.sandbox.platforms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast the time of manners runs beside the clock. What a platform does after ten days it does after ten days of this time; signatures,
 * cutoffs and expiry are always by the clock, which is the carrier's too.
 *
 * @param begin when both show the same
 * @param scale how many times faster than the clock; 1: the same
 */
record Pace(Instant begin, double scale) {
    static final Pace OF_THE_CLOCK = new Pace(Instant.EPOCH, 1);

    Pace {
        if (!(scale >= 1)) {
            throw new IllegalArgumentException("the time of manners is not slower than the clock");
        }
    }

    Instant inManners(Instant clock) {
        return scale == 1 ? clock : begin.plus(scaled(Duration.between(begin, clock), scale));
    }

    /** Never before the instant whose time of manners was given. */
    Instant onClock(Instant manners) {
        return scale == 1
                ? manners
                : begin.plus(scaled(Duration.between(begin, manners), 1 / scale))
                        .plusMillis(1);
    }

    /** What is advised in the time of manners, as it is said by the clock: in whole hours, which are the protocol's least; null: nothing. */
    @Nullable
    Duration advice(@Nullable Duration manners) {
        if (manners == null || scale == 1) return manners;
        Duration hours = Duration.ofHours(scaled(manners, 1 / scale).toHours());
        return hours.isZero() ? null : hours;
    }

    private static Duration scaled(Duration duration, double by) {
        return Duration.ofMillis(Math.round(duration.toMillis() * by));
    }
}
