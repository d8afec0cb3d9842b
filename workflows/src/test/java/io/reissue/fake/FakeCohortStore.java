package io.reissue.fake;

import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortPlan;
import io.reissue.cohort.CohortPlan.Delivery;
import io.reissue.cohort.CohortRules;
import io.reissue.fake.SimulatedPlatform.Reply;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cohort's port on the {@link FakeStore}. */
public final class FakeCohortStore implements CohortActivities {
    /** Small, so that a test with a handful of members has several batches. */
    private static final int BATCH_LIMIT = 3;

    private static final int ROUND = 0;

    private final FakeStore store;

    public FakeCohortStore(FakeStore store) {
        this.store = store;
    }

    @Override
    public CohortPlan seal(String cohortId) {
        synchronized (store) {
            FakeCohort cohort = store.cohort(cohortId);
            if (!cohort.sealed) {
                cohort.sealed = true;
                store.cycles.values().stream()
                        .filter(store::due)
                        .limit(CohortRules.MEMBERS_AT_MOST)
                        .forEach(cycle -> {
                            cycle.ordinal = cohort.members.size();
                            cycle.cohort = cohort;
                            cycle.progressAt = store.now();
                            cohort.members.add(cycle);
                        });
            }
            return plan(cohort, null, !cohort.members.isEmpty(), null, null, List.of());
        }
    }

    @Override
    public CohortPlan openStage(StageOf order) {
        synchronized (store) {
            FakeCohort cohort = store.cohort(order.cohortId());
            Stage stage = Stage.of(order.stage());
            FakeCohort.StageState state = cohort.stages.computeIfAbsent(stage, first -> open(cohort, stage));
            boolean open =
                    store.now().isBefore(state.deadline) && !store.answers().settled(cohort, stage);
            return plan(
                    cohort,
                    order.stage(),
                    open,
                    CohortRules.halfTime(state.opened, state.deadline),
                    state.deadline,
                    open ? deliveries(cohort, order.stage()) : List.of());
        }
    }

    private FakeCohort.StageState open(FakeCohort cohort, Stage stage) {
        platforms(stage)
                .filter(SimulatedPlatform::active)
                .forEach(platform -> plan(cohort, platform, stage.number(), cohort.live()));
        int days = Objects.requireNonNull(cohort.policy.stageDeadlines().get(stage));
        Instant deadline = FreezeRules.deadline(store.now(), days, Fleet.weekdays(), store.limits.days());
        return new FakeCohort.StageState(store.now(), deadline);
    }

    private static void plan(FakeCohort cohort, SimulatedPlatform platform, int stage, BitSet members) {
        for (BitSet part : CohortRules.batches(members, BATCH_LIMIT)) {
            cohort.batches.add(new FakeCohort.Batch(platform.code(), stage, cohort.round, part));
        }
    }

    @Override
    public CohortPlan nextRound(String cohortId) {
        synchronized (store) {
            FakeCohort cohort = store.cohort(cohortId);
            boolean open = silentItems(cohort) > 0;
            cohort.ended = !open;
            if (open && cohort.roundAt == null) {
                cohort.roundAt = CohortRules.round(cohort.policy, cohort.round + 1, store.now());
            }
            return plan(cohort, null, open, null, open ? cohort.roundAt : null, List.of());
        }
    }

    @Override
    public CohortPlan openRound(String cohortId) {
        synchronized (store) {
            FakeCohort cohort = store.cohort(cohortId);
            if (cohort.roundAt != null && !store.now().isBefore(cohort.roundAt)) {
                cohort.round++;
                cohort.roundAt = CohortRules.round(cohort.policy, cohort.round + 1, store.now());
                store.fleet.platforms().stream()
                        .filter(SimulatedPlatform::active)
                        .forEach(platform -> plan(cohort, platform, ROUND, cohort.silent(platform.code())));
            }
            return plan(
                    cohort, null, true, null, cohort.roundAt, cohort.round > 0 ? deliveries(cohort, ROUND) : List.of());
        }
    }

    @Override
    public DeliverReport deliver(DeliverOrder order) {
        synchronized (store) {
            return deliver(store.cohort(order.cohortId()), store.fleet.platform(order.platform()), order);
        }
    }

    private DeliverReport deliver(FakeCohort cohort, SimulatedPlatform platform, DeliverOrder order) {
        int items = 0;
        int answered = 0;
        List<FakeCohort.Batch> open =
                cohort.open(order.platform(), order.stage()).toList();
        for (FakeCohort.Batch planned : open) {
            FakeCohort.Batch batch = withoutTheWithdrawn(cohort, planned);
            batch.sent = true;
            for (int ordinal : batch.members.stream().toArray()) {
                FakeCycle cycle = cohort.members.get(ordinal);
                if (cycle == null || cohort.withdrawn.get(ordinal)) continue;
                items++;
                store.record(Verb.UNBIND, platform, cycle);
                Optional<Reply> reply = platform.take(Verb.UNBIND, batch.id, cycle.id.toString());
                if (reply.isEmpty()) continue;
                answered++;
                store.answers().take(cohort, batch, ordinal, reply.get());
            }
            store.answers().tell();
            batch.delivered = true;
        }
        return new DeliverReport(open.size(), items, answered, 0);
    }

    /** One that was never sent is made anew without them; one that may have arrived stays as it is. */
    private static FakeCohort.Batch withoutTheWithdrawn(FakeCohort cohort, FakeCohort.Batch planned) {
        if (planned.sent || !planned.members.intersects(cohort.withdrawn)) return planned;
        BitSet left = (BitSet) planned.members.clone();
        left.andNot(cohort.withdrawn);
        planned.voided = true;
        FakeCohort.Batch fresh = new FakeCohort.Batch(planned.platform, planned.stage, planned.round, left);
        cohort.batches.add(fresh);
        return fresh;
    }

    private List<Delivery> deliveries(FakeCohort cohort, int stage) {
        return store.fleet.platforms().stream()
                .filter(SimulatedPlatform::active)
                .filter(platform ->
                        cohort.open(platform.code(), stage).findAny().isPresent())
                .map(platform -> new Delivery(
                        platform.code(),
                        (int) cohort.open(platform.code(), stage).count(),
                        cohort.silent(platform.code()).cardinality()))
                .toList();
    }

    private CohortPlan plan(
            FakeCohort cohort,
            @Nullable Integer stage,
            boolean open,
            @Nullable Instant halfTime,
            @Nullable Instant until,
            List<Delivery> deliveries) {
        return new CohortPlan(
                        cohort.members.size(),
                        stage,
                        open,
                        halfTime,
                        until,
                        silentItems(cohort),
                        deliveries,
                        null,
                        null)
                .doubting(store.doubts().about(cohort));
    }

    private long silentItems(FakeCohort cohort) {
        return store.fleet.platforms().stream()
                .mapToLong(platform -> cohort.silent(platform.code()).cardinality())
                .sum();
    }

    private Stream<SimulatedPlatform> platforms(Stage stage) {
        return store.fleet.platforms().stream().filter(platform -> platform.stage() == stage);
    }
}
