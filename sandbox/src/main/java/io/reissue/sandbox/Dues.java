package io.reissue.sandbox;

import io.reissue.relay.OutboxRelay;
import io.reissue.sandbox.platforms.SimulatedPlatforms;
import io.reissue.sandbox.time.DueAnswers;
import io.reissue.store.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * What happens at a virtual time that no timer of the server stands for: queued answers, and messages for later. While the store is
 * away nobody knows when the next is due: whoever moves time waits.
 */
final class Dues implements DueAnswers {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final RetryTemplate PATIENTLY = new RetryTemplate(RetryPolicy.builder()
            .includes(DataAccessResourceFailureException.class, TransientDataAccessException.class)
            .delay(BETWEEN_LOOKS)
            .maxRetries(Long.MAX_VALUE)
            .timeout(HeldTime.LONGEST_OUTAGE)
            .build());

    private final SimulatedPlatforms platforms;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final HeldTime held;
    private Optional<Instant> message = Optional.empty();
    private long asOf = -1;

    Dues(SimulatedPlatforms platforms, Outbox outbox, OutboxRelay relay, HeldTime held) {
        this.platforms = platforms;
        this.outbox = outbox;
        this.relay = relay;
        this.held = held;
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        // most steps of time are timeouts of what ended long ago: not worth a query each
        long turns = held.turns();
        if (turns != asOf) {
            message = PATIENTLY.invoke(outbox::nextDue);
            asOf = turns;
        }
        return Stream.of(platforms.nextDue(), message).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    @Override
    public Optional<Instant> lastDueBy(Instant limit) {
        return platforms.lastDueBy(limit);
    }

    @Override
    public synchronized void postDue(Instant upTo) {
        platforms.postDue(upTo);
        while (PATIENTLY.invoke(relay::relayDue) > 0) {
            // what it finds is leased, so the next look finds less
        }
        asOf = -1;
    }
}
