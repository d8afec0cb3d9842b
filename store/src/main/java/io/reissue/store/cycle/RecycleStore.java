package io.reissue.store.cycle;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.RecycleRules;
import io.reissue.recycle.StuckReason;
import io.reissue.recycle.Verdict;
import io.reissue.recycle.Verdict.Waiting;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.cohort.AloneCohorts;
import io.reissue.store.cohort.Members;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of one cycle. Each is one transaction on the locked row: read the facts, ask {@link RecycleRules}, write, tell the
 * workflow. A step may run twice; the second time the rules say the next thing.
 */
@Component
public class RecycleStore {
    /** While platforms are being asked, the workflow is busy for as long as an exchange may be retried. */
    private static final Duration EXCHANGE = Duration.ofDays(2);

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final CycleRows cycles;
    private final FactsReader reader;
    private final PolicyStore policies;
    private final Disclosure disclosure;
    private final AloneCohorts alone;
    private final Members members;
    private final BrakeRows brakes;
    private final Purge purge;
    private final CycleEnd end;
    private final AuditLog audit;

    public RecycleStore(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            CycleRows cycles,
            FactsReader reader,
            PolicyStore policies,
            Disclosure disclosure,
            AloneCohorts alone,
            Members members,
            BrakeRows brakes,
            Purge purge,
            CycleEnd end,
            AuditLog audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.cycles = cycles;
        this.reader = reader;
        this.policies = policies;
        this.disclosure = disclosure;
        this.alone = alone;
        this.members = members;
        this.brakes = brakes;
        this.purge = purge;
        this.end = end;
        this.audit = audit;
    }

    /** Takes the cycle over for this run unless a newer one has, discloses if need be, and says what to do next. */
    public CycleView resume(CycleRun run) {
        return step(run, row -> {
            if (row.runStartedAt() != null && row.runStartedAt() > run.startedAt()) return false;
            cycles.takeOver(row.id(), run.runId(), run.startedAt());
            return true;
        });
    }

    /** Takes the next step that the rules allow. */
    public CycleView finish(CycleRun run) {
        return step(run, row -> run.runId().equals(row.runId()));
    }

    private CycleView step(CycleRun run, java.util.function.Predicate<CycleRow> fence) {
        UUID id = UUID.fromString(run.cycleId());
        return Objects.requireNonNull(transaction.execute(status -> {
            CycleRow row = lock(id);
            if (!fence.test(row)) return CycleViews.superseded(row.state());
            Instant now = clock.instant();
            if (!row.disclosed()) {
                disclosure.disclose(row, now);
                row = lock(id);
            }
            commandsAreRead(id, now);
            return next(row, now);
        }));
    }

    private CycleRow lock(UUID id) {
        return cycles.lock(id).orElseThrow(() -> new NoSuchElementException("no such cycle"));
    }

    /** Whether a command was accepted that no step has read yet. */
    public boolean commanded(CycleRun run) {
        return jdbc.sql("""
                select exists (select from command where cycle_id = :cycle and applied_at is null and verdict = 'ACCEPTED')
                """)
                .param("cycle", UUID.fromString(run.cycleId()))
                .query(Boolean.class)
                .single();
    }

    /** Their effect was written when they were accepted; what is left is to say that the workflow has seen it. */
    private void commandsAreRead(UUID id, Instant now) {
        jdbc.sql("""
                update command set applied_at = :now
                where cycle_id = :cycle and applied_at is null and verdict = 'ACCEPTED'
                """).param("cycle", id).param("now", SqlTime.param(now)).update();
    }

    /** Each turn but the last writes something that changes the facts, or finds behind a lock that they have changed: the loop ends. */
    private CycleView next(CycleRow found, Instant now) {
        CycleRow row = found;
        while (true) {
            CycleFacts facts = reader.read(row);
            switch (RecycleRules.next(facts, now)) {
                case Verdict.Ended ended -> {
                    return end.view(row);
                }
                case Verdict.SealAlone seal -> alone.seal(row.id(), now);
                case Verdict.OpenStage open -> alone.openStage(row.id(), open.stage(), now);
                case Verdict.Extend extend -> extend(row, extend, now);
                case Verdict.EndUndo undone -> end.endUndo(row, now);
                case Verdict.Purge due -> purgeUnlessStopped(row, now);
                case Verdict.Ask ask -> {
                    StuckReason stuck = ask.stuck().orElse(null);
                    Instant since = tell(row, now.plus(EXCHANGE), true, stuck, now);
                    return CycleViews.ask(row, facts, ask.platforms(), stuck, since, reader.cohort(row.id()));
                }
                case Verdict.Restore restore -> {
                    tell(row, now.plus(EXCHANGE), true, null, now);
                    return CycleViews.undo(row, facts, restore.platforms(), reader.cohort(row.id()));
                }
                case Verdict.Rest rest -> {
                    Optional<CycleView> view = rest(row, facts, rest, now);
                    if (view.isPresent()) return view.get();
                }
            }
            row = lock(row.id());
        }
    }

    /**
     * Reads and judges once more behind the locks. The instant of the purge is read there too: it lies on the right side of those at
     * which a brake was set or lifted.
     */
    private void purgeUnlessStopped(CycleRow row, Instant now) {
        members.lock(row.id());
        brakes.keepAsTheyAre();
        CycleFacts facts = reader.read(row);
        if (RecycleRules.mayPurge(facts, now)) purge.purge(row, facts, clock.instant());
    }

    private void extend(CycleRow row, Verdict.Extend extend, Instant now) {
        Policy policy = policies.byVersion(Objects.requireNonNull(row.policyVersion()));
        cycles.extend(row, extend.freezeEnd(), FreezeRules.askOn(policy, policy.days(), extend.freezeEnd()));
        tell(row, extend.freezeEnd(), row.sealedAt() != null, extend.stuck().orElse(null), now);
        audit.write(
                AuditLog.SYSTEM,
                "freeze.extended",
                row.id().toString(),
                Map.of("until", extend.freezeEnd().toString()));
    }

    /**
     * Registers what the number waits for. Where answers wake it, what is open is read again behind a share lock on the outcomes: an
     * answer either committed before and is seen here, or comes after and sees that somebody waits.
     */
    private Optional<CycleView> rest(CycleRow row, CycleFacts facts, Verdict.Rest rest, Instant now) {
        if (rest.why() == Waiting.BRAKE) return braked(row, rest, now);
        boolean waiting = rest.why() == Waiting.ANSWERS && row.sealedAt() != null || rest.why() == Waiting.RESTORES;
        StuckReason stuck = rest.stuck().orElse(null);
        boolean crowded = rest.until().equals(facts.freezeEnd()) || rest.why() == Waiting.ASK_DAY;
        Instant until = crowded
                ? FreezeRules.wakeAt(
                        rest.until(),
                        row.id(),
                        policies.byVersion(Objects.requireNonNull(row.policyVersion()))
                                .spread())
                : rest.until();
        Instant since = tell(row, until, waiting, stuck, now);
        if (waiting) {
            members.lock(row.id());
            members.lockOutcomes(row.id());
            if (!RecycleRules.next(reader.read(row), now).equals(rest)) return Optional.empty();
        }
        String cohort = row.sealedAt() == null ? null : reader.cohort(row.id());
        return Optional.of(CycleViews.rest(row, facts, until, rest.why(), stuck, since, cohort));
    }

    /** Says for which brake the number waits; a lift comes before and is seen here, or after and sees that somebody waits. */
    private Optional<CycleView> braked(CycleRow row, Verdict.Rest rest, Instant now) {
        brakes.keepAsTheyAre();
        CycleFacts facts = reader.read(row);
        if (!RecycleRules.next(facts, now).equals(rest)) return Optional.empty();
        StuckReason stuck = rest.stuck().orElse(null);
        Instant since = since(row, stuck, now);
        cycles.rest(
                row.id(),
                rest.until(),
                false,
                stuck,
                since,
                facts.brakes().getFirst().id());
        return Optional.of(
                CycleViews.rest(row, facts, rest.until(), rest.why(), stuck, since, reader.cohort(row.id())));
    }

    /** Writes when the next step is due; says since when the number is stuck. */
    private @Nullable Instant tell(
            CycleRow row, Instant due, boolean waiting, @Nullable StuckReason stuck, Instant now) {
        Instant since = since(row, stuck, now);
        cycles.rest(row.id(), due, waiting, stuck, since, null);
        return since;
    }

    private static @Nullable Instant since(CycleRow row, @Nullable StuckReason stuck, Instant now) {
        return stuck == null ? null : row.stuck() == stuck ? row.stuckSince() : now;
    }
}
