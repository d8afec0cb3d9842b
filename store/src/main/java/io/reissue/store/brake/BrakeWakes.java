package io.reissue.store.brake;

import io.reissue.policy.FreezeRules;
import io.reissue.store.brake.BrakeRows.Stopped;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.policy.PolicyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wakes the numbers that a lifted brake had stopped: chunk by chunk, each at its own instant within its policy's spread from the lift
 * on. A chunk, how far it went, and the message for the next one are one transaction; a message that comes twice finds that its
 * chunk is done.
 */
@Component
public class BrakeWakes implements FollowUp {
    private static final int CHUNK = 5_000;

    private final TransactionTemplate transaction;
    private final BrakeRows rows;
    private final PolicyStore policies;
    private final Outbox outbox;

    public BrakeWakes(TransactionTemplate transaction, BrakeRows rows, PolicyStore policies, Outbox outbox) {
        this.transaction = transaction;
        this.rows = rows;
        this.policies = policies;
        this.outbox = outbox;
    }

    @Override
    public Outbox.Kind kind() {
        return Outbox.Kind.BRAKE_LIFTED;
    }

    @Override
    public void take(UUID brake, String wokenThrough) {
        transaction.executeWithoutResult(
                status -> chunk(brake, wokenThrough.isEmpty() ? null : UUID.fromString(wokenThrough)));
    }

    private void chunk(UUID brake, @Nullable UUID after) {
        Optional<Instant> liftedAt = rows.lockLifted(brake, after);
        if (liftedAt.isEmpty()) return;
        List<Stopped> stopped = rows.stopped(brake, after, CHUNK);
        if (stopped.isEmpty()) return;
        Map<UUID, Instant> wakes = new LinkedHashMap<>();
        for (Stopped number : stopped) {
            var spread = policies.byVersion(number.policyVersion()).spread();
            wakes.put(number.cycle(), FreezeRules.wakeAt(liftedAt.get(), number.cycle(), spread));
        }
        outbox.writeAt(Outbox.Kind.LOOK_AGAIN, wakes, brake.toString());
        UUID last = stopped.getLast().cycle();
        rows.wokenThrough(brake, last);
        if (stopped.size() == CHUNK) outbox.write(Outbox.Kind.BRAKE_LIFTED, brake, last.toString());
    }
}
