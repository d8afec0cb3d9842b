package io.reissue.store.cohort;

import io.reissue.cohort.CohortPlan;
import io.reissue.cohort.CohortPlan.Delivery;
import io.reissue.cohort.CohortRules;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.cohort.Batches.Plan;
import io.reissue.store.cohort.CohortRows.PlatformRow;
import io.reissue.store.cohort.CohortRows.StageRow;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps of a cohort, one transaction each. Every step may run again at any time and finds what the first one did. */
@Component
public class CohortStore {
    /** Behind the three stages, each round of asking the silent again is a step of its own. */
    private static final int STAGES = 3;

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final CohortRows cohorts;
    private final Batches batches;
    private final PolicyStore policies;
    private final AuditLog audit;

    public CohortStore(
            TransactionTemplate transaction,
            Clock clock,
            CohortRows cohorts,
            Batches batches,
            PolicyStore policies,
            AuditLog audit) {
        this.transaction = transaction;
        this.clock = clock;
        this.cohorts = cohorts;
        this.batches = batches;
        this.policies = policies;
        this.audit = audit;
    }

    /** Takes in what is due, in one statement; every platform starts with everything open. */
    public CohortPlan seal(UUID cohortId) {
        return inTransaction(() -> {
            CohortRow cohort = cohorts.lock(cohortId);
            if (cohort.sealedAt() != null) {
                return new CohortPlan(
                        cohort.members(), null, cohort.closedAt() == null, null, null, 0, null, null, null);
            }
            Instant now = clock.instant();
            int members = cohorts.takeMembers(cohort, CohortRules.MEMBERS_AT_MOST, now);
            cohorts.sealed(cohortId, members, now);
            if (members > 0) cohorts.openPlatforms(cohort, policies.byVersion(cohort.policyVersion()), members);
            audit.write(
                    AuditLog.SYSTEM, "cohort.sealed", cohort.workflowId(), Map.of("members", String.valueOf(members)));
            return new CohortPlan(members, null, members > 0, null, null, 0, null, null, null);
        });
    }

    /** Opens the stage if need be; says what of it has no answer, and what is to be delivered for that. */
    public CohortPlan openStage(UUID cohortId, Stage stage) {
        return inTransaction(() -> {
            CohortRow cohort = cohorts.lock(cohortId);
            Instant now = clock.instant();
            List<PlatformRow> platforms = cohorts.lockPlatforms(cohortId, Optional.of(stage));
            StageRow opened = cohorts.stage(cohortId, stage).orElseGet(() -> open(cohort, stage, platforms, now));
            boolean open = opened.openPlatforms() > 0 && now.isBefore(opened.deadline()) && cohort.closedAt() == null;
            return new CohortPlan(
                            cohort.members(),
                            stage.number(),
                            open,
                            CohortRules.halfTime(opened.openedAt(), opened.deadline()),
                            opened.deadline(),
                            cohorts.silentItems(cohortId),
                            open ? deliveries(cohortId, platforms, stage.number()) : null,
                            null,
                            null)
                    .doubting(cohorts.doubted(cohortId));
        });
    }

    private StageRow open(CohortRow cohort, Stage stage, List<PlatformRow> platforms, Instant now) {
        Policy policy = policies.byVersion(cohort.policyVersion());
        Instant deadline = FreezeRules.deadline(
                now,
                Objects.requireNonNull(policy.stageDeadlines().get(stage)),
                policies.workingDays(cohort.jurisdiction()),
                policy.days());
        BitSet present = present(cohort.id());
        int openPlatforms = 0;
        for (PlatformRow platform : platforms) {
            // the counter counts all that answers may still close, also one that is switched on only later
            if (platform.openItems() > 0) openPlatforms++;
        }
        plan(cohort.id(), platforms, stage.number(), present, deadline, now);
        StageRow opened = new StageRow(now, deadline, openPlatforms);
        cohorts.openStage(cohort.id(), stage, opened);
        return opened;
    }

    private void plan(
            UUID cohortId, List<PlatformRow> platforms, int step, BitSet present, Instant respondBy, Instant now) {
        List<Plan> plans = new ArrayList<>();
        for (PlatformRow platform : platforms) {
            if (!platform.toAsk()) continue;
            BitSet silent = (BitSet) present.clone();
            silent.andNot(Bitmap.bits(platform.settled()));
            for (BitSet batch : CohortRules.batches(silent, platform.batchLimit())) {
                plans.add(new Plan(platform.platformId(), batch));
            }
        }
        batches.plan(cohortId, step, plans, respondBy, now);
    }

    private List<Delivery> deliveries(UUID cohortId, List<PlatformRow> platforms, int step) {
        List<PlatformRow> toAsk = platforms.stream().filter(PlatformRow::toAsk).toList();
        Map<Integer, List<UUID>> open = batches.open(
                cohortId, step, toAsk.stream().map(PlatformRow::platformId).toList());
        return toAsk.stream()
                .filter(platform -> open.containsKey(platform.platformId()))
                .map(platform -> new Delivery(
                        platform.code(),
                        Objects.requireNonNull(open.get(platform.platformId())).size(),
                        platform.openItems()))
                .toList();
    }

    /**
     * When the silent are asked again; not open once nobody rests here any more or nobody is silent. A platform that is switched off is
     * silent: the round after it is on again asks it.
     */
    public CohortPlan nextRound(UUID cohortId) {
        return inTransaction(() -> {
            CohortRow cohort = cohorts.lock(cohortId);
            Instant now = clock.instant();
            long silent = silent(present(cohortId), cohorts.lockPlatforms(cohortId, Optional.empty()));
            if (silent == 0) {
                cohorts.close(cohortId, now);
                return new CohortPlan(
                        cohort.members(), null, false, null, null, cohorts.silentItems(cohortId), null, null, null);
            }
            Instant at = cohort.roundAt() != null
                    ? cohort.roundAt()
                    : CohortRules.round(policies.byVersion(cohort.policyVersion()), cohort.round() + 1, now);
            cohorts.round(cohortId, cohort.round(), at);
            return new CohortPlan(cohort.members(), null, true, null, at, silent, null, null, null)
                    .doubting(cohorts.doubted(cohortId));
        });
    }

    /**
     * Plans one new batch per silent platform and chunk, and says when the next round begins: until then these are delivered. Run again
     * before that it finds the same batches; run before the first round's time it finds nothing to deliver.
     */
    public CohortPlan openRound(UUID cohortId) {
        return inTransaction(() -> {
            CohortRow cohort = cohorts.lock(cohortId);
            Instant now = clock.instant();
            List<PlatformRow> platforms = cohorts.lockPlatforms(cohortId, Optional.empty());
            BitSet present = present(cohortId);
            int round = cohort.round();
            Instant until = cohort.roundAt();
            if (until != null && !now.isBefore(until)) {
                round++;
                until = CohortRules.round(policies.byVersion(cohort.policyVersion()), round + 1, now);
                plan(cohortId, platforms, STAGES + round, present, until, now);
                cohorts.round(cohortId, round, until);
            }
            return new CohortPlan(
                            cohort.members(),
                            null,
                            true,
                            null,
                            until,
                            silent(present, platforms),
                            round > 0 ? deliveries(cohortId, platforms, STAGES + round) : List.of(),
                            null,
                            null)
                    .doubting(cohorts.doubted(cohortId));
        });
    }

    /** The open batches of one platform in the present step: of a stage, or (0) of the latest round. */
    public List<UUID> toDeliver(UUID cohortId, int platformId, int stage) {
        int step = stage > 0 ? stage : STAGES + cohorts.find(cohortId).round();
        return batches.open(cohortId, platformId, step);
    }

    private static long silent(BitSet present, List<PlatformRow> platforms) {
        long silent = 0;
        for (PlatformRow platform : platforms) {
            BitSet open = (BitSet) present.clone();
            open.andNot(Bitmap.bits(platform.settled()));
            silent += open.cardinality();
        }
        return silent;
    }

    private BitSet present(UUID cohortId) {
        BitSet present = new BitSet();
        cohorts.presentOrdinals(cohortId).forEach(present::set);
        return present;
    }

    private CohortPlan inTransaction(java.util.function.Supplier<CohortPlan> step) {
        return Objects.requireNonNull(transaction.execute(status -> step.get()));
    }
}
