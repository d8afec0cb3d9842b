package io.reissue.sandbox;

import io.reissue.relay.Busy;
import io.reissue.sandbox.time.TimeHolds;
import io.reissue.sandbox.time.TimeHolds.Hold;
import java.util.concurrent.ConcurrentLinkedDeque;

/** While the outbox has something to relay, virtual time stands still. */
final class HeldTime implements Busy {
    private final TimeHolds holds;
    private final ConcurrentLinkedDeque<Hold> held = new ConcurrentLinkedDeque<>();

    HeldTime(TimeHolds holds) {
        this.holds = holds;
    }

    @Override
    public void begin() {
        held.push(holds.hold("outbox"));
    }

    @Override
    public void end() {
        held.pop().close();
    }
}
