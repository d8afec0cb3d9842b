package io.reissue.sandbox;

import io.reissue.relay.Busy;
import io.reissue.sandbox.time.TimeHolds;
import io.reissue.sandbox.time.TimeHolds.Hold;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** While the outbox has something to relay, or nobody can look into it, virtual time stands still. */
final class HeldTime implements Busy {
    /** A database that is not back by then has been given up. */
    static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);

    private final TimeHolds holds;
    private final AtomicReference<@Nullable Hold> outage = new AtomicReference<>();
    private final AtomicLong turns = new AtomicLong();
    private final ConcurrentLinkedDeque<Hold> held = new ConcurrentLinkedDeque<>();

    HeldTime(TimeHolds holds) {
        this.holds = holds;
    }

    /** Goes on whenever a writer begins, and whenever what he wrote has been looked after. */
    long turns() {
        return turns.get();
    }

    @Override
    public void begin() {
        turns.incrementAndGet();
        held.push(holds.hold("outbox"));
    }

    @Override
    public void end() {
        turns.incrementAndGet();
        held.pop().close();
    }

    @Override
    public void storeIsAway() {
        outage.set(holds.outage("the store, which is away", LONGEST_OUTAGE));
    }

    @Override
    public void storeIsBack() {
        Hold over = outage.getAndSet(null);
        if (over != null) over.close();
    }
}
