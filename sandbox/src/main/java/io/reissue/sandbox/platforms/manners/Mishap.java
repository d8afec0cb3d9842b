package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;

/** What goes wrong with one request. */
public sealed interface Mishap {
    /** Whether the platform hears of the request at all. */
    default boolean beforeWork() {
        return false;
    }

    /** An error at the door. */
    record TurnedAway(int status, RetryAfter retryAfter, Instant until) implements Mishap {
        @Override
        public boolean beforeWork() {
            return true;
        }
    }

    /** The connection is dropped, and nothing was done. */
    record Cut() implements Mishap {
        @Override
        public boolean beforeWork() {
            return true;
        }
    }

    /** The platform does what it was asked; then {@code status} instead of its answer, or 0: the connection is dropped. */
    record Lost(int status) implements Mishap {}

    /** The response takes {@code takes} of real time, in pieces. */
    record Trickled(Duration takes) implements Mishap {}

    /** A byte now and then, and no end. */
    record Endless() implements Mishap {}

    /** The response is cut off in the middle, as if that were all of it. */
    record Garbled() implements Mishap {}
}
