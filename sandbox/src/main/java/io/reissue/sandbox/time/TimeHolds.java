package io.reissue.sandbox.time;

import io.temporal.internal.testservice.SteppedTimer;
import java.time.Duration;

/**
 * Who is busy outside Temporal, such as the inbox or the relay of the outbox, holds virtual time still. A hold must be
 * taken before what caused the work ends, so inside the activity or request itself, or time may move in between. Holds
 * are counted; any thread may release one; while the clock is not being moved they have no effect.
 */
public final class TimeHolds {
    private final SteppedTimer timer;

    TimeHolds(SteppedTimer timer) {
        this.timer = timer;
    }

    /** Closing releases it; closing again does nothing. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** Holds time in the name of {@code who}, which is shown when time stands still for too long. */
    public Hold hold(String who) {
        return timer.hold(who, Duration.ZERO)::run;
    }

    /**
     * Holds time for what is broken outside and will be mended there: as long as it lasts, whoever moves time has patience, and
     * afterwards begins anew to wait until all has settled.
     *
     * @param atMost in real time; then time counts as stuck
     */
    public Hold outage(String who, Duration atMost) {
        return timer.hold(who, atMost)::run;
    }
}
