package io.reissue.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Time in a test: it stands still until it is set, or follows another. UTC. */
public final class MutableClock extends Clock {
    private final AtomicReference<InstantSource> now;

    public MutableClock(Instant now) {
        this.now = new AtomicReference<>(InstantSource.fixed(now));
    }

    public void set(Instant instant) {
        now.set(InstantSource.fixed(instant));
    }

    /** From now on it is as late here as there. */
    public void follow(InstantSource other) {
        now.set(other);
    }

    public void advance(Duration duration) {
        now.updateAndGet(present -> InstantSource.fixed(present.instant().plus(duration)));
    }

    @Override
    public Instant instant() {
        return now.get().instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
