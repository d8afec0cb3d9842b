package io.reissue.sandbox.time;

import io.temporal.internal.testservice.SteppedTimer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The server's time as the clock of everything outside workflows, to the millisecond. */
final class VirtualClock extends Clock {
    private final SteppedTimer timer;
    private final ZoneId zone;

    VirtualClock(SteppedTimer timer, ZoneId zone) {
        this.timer = timer;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new VirtualClock(timer, other);
    }

    @Override
    public long millis() {
        return timer.now();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
