package io.reissue.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/** What has been started and how to stop it, latest first. */
final class Parts implements AutoCloseable {
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    void add(Runnable stop) {
        stops.push(stop);
    }

    /** Once, whoever is first; a part that does not stop orderly keeps no other from being stopped. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        RuntimeException first = null;
        for (Runnable stop : stops) {
            try {
                stop.run();
            } catch (RuntimeException e) {
                if (first == null) first = e;
            }
        }
        if (first != null) throw first;
    }
}
