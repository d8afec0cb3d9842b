package io.reissue.relay;

import io.reissue.store.outbox.OutboxBell;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the relay when a transaction that wrote to the outbox is over. Busy from the first word in the transaction until the relay has
 * looked after its end; and while it can't look.
 */
public final class RelayBell implements OutboxBell {
    private final Busy busy;
    private final AtomicInteger ended = new AtomicInteger();
    private final Semaphore rung = new Semaphore(0);
    private boolean blind;

    public RelayBell(Busy busy) {
        this.busy = busy;
    }

    @Override
    public void ring() {
        busy.begin();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            over();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                over();
            }
        });
    }

    private void over() {
        ended.incrementAndGet();
        rung.release();
    }

    /** How many writers are over and not looked after yet; to be read before the outbox is. */
    int ended() {
        return ended.get();
    }

    /** The outbox was found empty after those writers were over. */
    void lookedAfter(int writers) {
        ended.addAndGet(-writers);
        for (int i = 0; i < writers; i++) busy.end();
    }

    /** The outbox could not be read. */
    void blind() {
        if (!blind) busy.storeIsAway();
        blind = true;
    }

    /** The outbox was read. */
    void seeing() {
        if (blind) busy.storeIsBack();
        blind = false;
    }

    /** Waits for the next ring, or for {@code atMost} of real time. */
    void await(Duration atMost) throws InterruptedException {
        if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) rung.drainPermits();
    }
}
