package io.temporal.internal.testservice;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Who holds a {@link SteppedTimer}, since when, and how long that is to be waited for. Guarded by the timer. */
final class Holds {
    private record Hold(String owner, long sinceNanos, Duration patience) {
        long nanos() {
            return System.nanoTime() - sinceNanos;
        }
    }

    private final Map<Long, Hold> holds = new LinkedHashMap<>();
    private long last;

    /** When the last hold that brought patience with it was released. */
    private long mendedNanos = System.nanoTime();

    boolean isEmpty() {
        return holds.isEmpty();
    }

    /** @param patience zero, if whoever waits is not to have more than usual */
    long add(String owner, Duration patience) {
        holds.put(++last, new Hold(owner, System.nanoTime(), patience));
        return last;
    }

    void remove(long id) {
        var removed = holds.remove(id);
        if (removed != null && !removed.patience.isZero()) mendedNanos = System.nanoTime();
    }

    /** What is left in nanoseconds of a limit that began at {@code begun}, or anew with a release that ended an outage. */
    long patienceLeft(long begun, Duration limit) {
        var now = System.nanoTime();
        var left = limit.toNanos() - Math.min(now - begun, now - mendedNanos);
        for (var hold : holds.values()) left = Math.max(left, hold.patience.toNanos() - hold.nanos());
        return left;
    }

    List<String> owners() {
        return holds.values().stream()
                .map(hold -> hold.owner + " (for " + TimeUnit.NANOSECONDS.toSeconds(hold.nanos()) + " s)")
                .toList();
    }
}
