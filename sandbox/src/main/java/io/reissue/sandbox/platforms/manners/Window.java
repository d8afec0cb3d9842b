package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;

/**
 * A span that comes again and again, counted from the epoch.
 *
 * @param every from one beginning to the next
 * @param lasting how long it lasts each time, shorter than {@code every}
 * @param offset of the first beginning from the epoch
 */
public record Window(Duration every, Duration lasting, Duration offset) {
    public Window {
        if (!lasting.isPositive() || lasting.compareTo(every) >= 0 || offset.isNegative()) {
            throw new IllegalArgumentException("a window lasts for a part of its period");
        }
    }

    public boolean holds(Instant now) {
        return sinceBegin(now) < lasting.toMillis();
    }

    /** The next instant at which it begins or ends, after {@code now}. */
    public Instant nextEdge(Instant now) {
        long since = sinceBegin(now);
        long edge = since < lasting.toMillis() ? lasting.toMillis() : every.toMillis();
        return Instant.ofEpochMilli(now.toEpochMilli() + edge - since);
    }

    private long sinceBegin(Instant now) {
        return Math.floorMod(now.toEpochMilli() - offset.toMillis(), every.toMillis());
    }

    String words() {
        return Words.of(lasting) + " in every " + Words.of(every).replaceFirst("^1 ", "");
    }
}
