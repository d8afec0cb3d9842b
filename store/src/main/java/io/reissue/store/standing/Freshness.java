package io.reissue.store.standing;

import java.time.Duration;

/**
 * How old figures may be that people read of all numbers.
 *
 * @param atMost zero: they are counted each time
 */
public record Freshness(Duration atMost) {
    /** For a clock that stands still while things happen. */
    public static final Freshness ALWAYS = new Freshness(Duration.ZERO);
}
