package io.reissue.store.standing;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is counted over very many rows: once for all who look within a while, and by one of them while the others wait for it. It costs the
 * database the same, however many pages are open. Only the last that was asked for is kept.
 *
 * @param <K> what is asked for
 */
public final class Reading<K, T> {
    private final Freshness freshness;
    private final Clock clock;
    private final Function<K, T> count;
    private @Nullable Taken<K, T> last;

    private record Taken<K, T>(K of, T figures, Instant at) {}

    public Reading(Freshness freshness, Clock clock, Function<K, T> count) {
        this.freshness = freshness;
        this.clock = clock;
        this.count = count;
    }

    /** As of a moment ago at most. A failure to count is the caller's, and kept from nobody else. */
    public synchronized T of(K wanted) {
        Instant now = clock.instant();
        Taken<K, T> taken = last;
        if (taken == null
                || !taken.of().equals(wanted)
                || !now.isBefore(taken.at().plus(freshness.atMost()))) {
            taken = new Taken<>(wanted, count.apply(wanted), now);
            last = taken;
        }
        return taken.figures();
    }
}
