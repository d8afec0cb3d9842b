package io.reissue.kit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** How often a partner came to look for something new. Whoever waits for a partner that comes by itself can only count. */
final class Visits {
    private final Duration patience;
    private final Duration silence;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    private long visits;
    private long lastAt = System.nanoTime();

    /**
     * @param patience how long what is awaited may take, however often the partner comes
     * @param silence after which nobody comes any more
     */
    Visits(Duration patience, Duration silence) {
        this.patience = patience;
        this.silence = silence;
    }

    /** It came to look for something new. */
    void came() {
        note(1);
    }

    /** Something else has changed that may be awaited. */
    void changed() {
        note(0);
    }

    long count() {
        lock.lock();
        try {
            return visits;
        } finally {
            lock.unlock();
        }
    }

    private void note(int visit) {
        lock.lock();
        try {
            visits += visit;
            changes++;
            lastAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it is so; gives up when the patience is over and the partner has come so many times more, or when it comes no more.
     *
     * @return whether it is so
     */
    boolean await(BooleanSupplier so, int more) {
        long begun = System.nanoTime();
        long seen = -1;
        long enough = -1;
        try {
            while (true) {
                lock.lock();
                try {
                    if (enough < 0) enough = visits + more;
                    while (changes == seen && isWorthwhile(begun, enough)) {
                        if (changed.await(1, TimeUnit.SECONDS)) break;
                    }
                    seen = changes;
                } finally {
                    lock.unlock();
                }
                if (so.getAsBoolean()) return true;
                if (!isWorthwhile(begun, enough)) return false;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    /** Waits until the partner has come so many times more, or comes no more. */
    void pass(int more) {
        boolean unused = await(() -> false, more);
    }

    private boolean isWorthwhile(long begun, long enough) {
        lock.lock();
        try {
            long now = System.nanoTime();
            boolean patient = now - begun < patience.toNanos();
            boolean comes = now - Math.max(lastAt, begun) < silence.toNanos();
            return patient || (comes && visits < enough);
        } finally {
            lock.unlock();
        }
    }
}
