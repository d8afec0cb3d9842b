package io.reissue.store.cohort;

import io.reissue.policy.Policy;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a number asks by itself: a batch of one item per attempt. The attempt is on disk before anything is sent. */
@Component
public class OwnAsks {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Batches batches;
    private final PolicyStore policies;

    public OwnAsks(
            TransactionTemplate transaction, JdbcClient jdbc, Clock clock, Batches batches, PolicyStore policies) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.batches = batches;
        this.policies = policies;
    }

    private record Known(int attempts, @Nullable UUID batchId) {}

    private record Asker(UUID cohortId, int ordinal, int policyVersion) {}

    /**
     * The batch of this attempt, planned; the same one when the attempt is repeated. Empty when there is nothing to ask any
     * more: on hold, withdrawn, purged, cleared, a later attempt has begun, or another run has taken the cycle over.
     */
    public Optional<UUID> plan(UUID cycleId, String runId, int platformId, int attempt) {
        return Objects.requireNonNull(transaction.execute(status -> planned(cycleId, runId, platformId, attempt)));
    }

    /** Shares the cycle: a number asks many platforms at once, and each of them would wait until the one before is on disk. */
    private Optional<UUID> planned(UUID cycleId, String runId, int platformId, int attempt) {
        Optional<Asker> asker = jdbc.sql("""
                select m.cohort_id, m.ordinal, c.policy_version
                from cycle c join membership m on m.cycle_id = c.id and not m.withdrawn
                join cohort_platform cp on cp.cohort_id = m.cohort_id and cp.platform_id = :platform
                    and (get_bit(cp.cleared, m.ordinal) = 0 or get_bit(cp.unbound, m.ordinal) = 0 and exists (
                        select 1 from doubted_part d where d.cohort_id = cp.cohort_id and d.platform_id = cp.platform_id
                            and get_bit(d.ordinals, m.ordinal) = 1))
                where c.id = :cycle and c.run_id = :run and c.state = 'RESTING' and not c.held
                for share of c for no key update of cp
                """)
                .param("cycle", cycleId)
                .param("run", runId)
                .param("platform", platformId)
                .query((row, n) -> new Asker(
                        row.getObject("cohort_id", UUID.class), row.getInt("ordinal"), row.getInt("policy_version")))
                .optional();
        if (asker.isEmpty()) return Optional.empty();
        Optional<Known> known = jdbc.sql(
                        "select attempts, batch_id from own_ask where cycle_id = :cycle and platform_id = :platform")
                .param("cycle", cycleId)
                .param("platform", platformId)
                .query((row, n) -> new Known(row.getInt("attempts"), row.getObject("batch_id", UUID.class)))
                .optional();
        if (known.isPresent() && known.get().attempts() == attempt)
            return Optional.ofNullable(known.get().batchId());
        if (known.isPresent() && known.get().attempts() > attempt) return Optional.empty();
        return Optional.of(begin(cycleId, platformId, attempt, asker.get()));
    }

    private UUID begin(UUID cycleId, int platformId, int attempt, Asker asker) {
        Instant now = clock.instant();
        Policy policy = policies.byVersion(asker.policyVersion());
        Instant again = policy.days().plus(now, policy.askAgainAfter(attempt));
        BitSet itself = new BitSet();
        itself.set(asker.ordinal());
        UUID batch = batches.plan(asker.cohortId(), platformId, 0, itself, again, now);
        jdbc.sql("""
                insert into own_ask (cycle_id, platform_id, attempts, batch_id, ask_again_at)
                values (:cycle, :platform, :attempt, :batch, :again)
                on conflict (cycle_id, platform_id) do update
                set attempts = excluded.attempts, batch_id = excluded.batch_id, ask_again_at = excluded.ask_again_at
                """)
                .param("cycle", cycleId)
                .param("platform", platformId)
                .param("attempt", attempt)
                .param("batch", batch)
                .param("again", SqlTime.param(again))
                .update();
        return batch;
    }

    /** A person wants these platforms asked again now: by the number itself, once, whatever they have said or not said. */
    public void askAgainNow(UUID cycleId, List<String> platforms) {
        jdbc.sql("""
                insert into own_ask (cycle_id, platform_id, attempts)
                select :cycle, id, 0 from platform where code = any (:platforms) order by id
                on conflict (cycle_id, platform_id) do update set ask_again_at = null
                """)
                .param("cycle", cycleId)
                .param("platforms", platforms.toArray(String[]::new))
                .update();
    }
}
