package io.reissue.cohort;

import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.StageOf;
import io.reissue.cohort.CohortPlan.Delivery;
import io.reissue.policy.Stage;
import io.reissue.time.Waits;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.VersioningBehavior;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * <pre>
 *  seal ──> stage 1 ──> stage 2 ──> stage 3 ──> ask the silent again, round by round, until nobody is left to ask about
 *             │ all platforms of the stage at once; once more at half time what is silent; on at the deadline, or when all have
 *             │ taken a stand
 * </pre>
 */
public class CohortWorkflowImpl implements CohortWorkflow {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration STEP_WITH_RETRIES = Duration.ofSeconds(30);
    private static final Duration BACKOFF = Duration.ofMinutes(10);

    /** Were the store's clock behind the server's, asking at once whether a round is due would never end. */
    private static final Duration SHORTEST_REST = Duration.ofMinutes(1);

    /** Five batches of 1,000 to one platform, at its rate; each chunk heartbeats. */
    private static final Duration DELIVERY = Duration.ofMinutes(30);

    private static final Duration HEARTBEAT = Duration.ofMinutes(3);

    /** No stage is longer; past it a platform is silent. */
    private static final Duration DELIVERY_WITH_RETRIES = Duration.ofDays(14);

    /** What {@link CohortActivities.DeliverOrder} calls the rounds after the stages. */
    private static final int ROUND = 0;

    private final String cohortId;
    private final CohortActivities store;
    private final Set<Stage> settled = EnumSet.noneOf(Stage.class);
    private @Nullable CohortPlan plan;

    @WorkflowInit
    public CohortWorkflowImpl(CohortStart start) {
        cohortId = start.cohortId();
        store = Workflow.newLocalActivityStub(
                CohortActivities.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(STEP)
                        .setScheduleToCloseTimeout(STEP_WITH_RETRIES)
                        .setDoNotIncludeArgumentsIntoMarker(true)
                        .build());
    }

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.PINNED)
    public CohortResult run(CohortStart start) {
        int members = learn(() -> store.seal(cohortId)).members();
        if (members > 0) {
            for (Stage stage : Stage.IN_ORDER) ask(stage);
            keepAskingTheSilent();
        }
        return new CohortResult(members, now().silentItems());
    }

    private void ask(Stage stage) {
        CohortPlan opened = learn(() -> store.openStage(new StageOf(cohortId, stage.number())));
        if (!opened.open()) return;
        Deliveries deliveries = deliver(stage.number(), opened.toDeliver());
        if (!settledBy(stage, opened.halfTime(), "half time of stage ")) {
            deliveries.stop();
            CohortPlan silent = learn(() -> store.openStage(new StageOf(cohortId, stage.number())));
            if (!silent.open()) return;
            deliveries = deliver(stage.number(), silent.toDeliver());
            if (!settledBy(stage, silent.until(), "deadline of stage ")) deliveries.stop();
        }
        deliveries.finished().get();
    }

    private void keepAskingTheSilent() {
        for (CohortPlan next = nextRound(); next.open(); next = nextRound()) {
            timer(untilRound(next), "ask the silent again at " + next.until()).get();
            CohortPlan round = learn(() -> store.openRound(cohortId));
            // a platform that can't be reached until the next round is asked by that one, and does not hold it up for
            // the others
            deliver(ROUND, round.toDeliver(), round.until() == null ? DELIVERY_WITH_RETRIES : untilRound(round))
                    .finished()
                    .get();
        }
    }

    private static Duration untilRound(CohortPlan plan) {
        Duration left = Waits.until(Objects.requireNonNull(plan.until()));
        return left.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : left;
    }

    private CohortPlan nextRound() {
        return learn(() -> store.nextRound(cohortId));
    }

    /** Deliveries under way; {@code finished} completes when the last one ends, however it does. */
    private record Deliveries(CancellationScope scope, Promise<Void> finished) {
        /** Returns when the last one has really stopped: a platform is never asked by two at once. */
        void stop() {
            if (!finished.isCompleted()) scope.cancel();
            finished.get();
        }
    }

    private Deliveries deliver(int stage, List<Delivery> deliveries) {
        return deliver(stage, deliveries, DELIVERY_WITH_RETRIES);
    }

    private Deliveries deliver(int stage, List<Delivery> deliveries, Duration patience) {
        List<Promise<Void>> running = new ArrayList<>();
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            for (Delivery delivery : deliveries) {
                DeliverOrder order = new DeliverOrder(cohortId, delivery.platform(), stage);
                // a platform that could not be reached is silent: the next round asks again
                running.add(
                        Async.function(() -> platform(stage, delivery, patience).deliver(order))
                                .handle((report, failed) -> null));
            }
        });
        scope.run();
        return new Deliveries(scope, Promise.allOf(running));
    }

    /** Waits for the stage's last answer, but not past {@code instant}; says whether it came. */
    private boolean settledBy(Stage stage, @Nullable Instant instant, String name) {
        Duration left = Waits.until(Objects.requireNonNull(instant));
        if (settled.contains(stage) || !left.isPositive()) return settled.contains(stage);
        CancellationScope waiting = Workflow.newCancellationScope(scope -> {
            Promise<Void> over = timer(left, name + stage.number()).handle((done, cancelled) -> done);
            Workflow.await(() -> settled.contains(stage) || over.isCompleted());
            if (!over.isCompleted()) scope.cancel();
        });
        waiting.run();
        return settled.contains(stage);
    }

    private CohortPlan learn(Supplier<CohortPlan> step) {
        while (true) {
            try {
                CohortPlan learned = step.get();
                plan = learned;
                Workflow.setCurrentDetails(CohortDetails.markdown(cohortId, learned));
                return learned;
            } catch (ActivityFailure failure) {
                if (failure.getCause() instanceof CanceledFailure cancelled) throw cancelled;
                Workflow.setCurrentDetails("### The store does not answer\n\nNothing is lost; looking again soon.\n");
                timer(BACKOFF, "store not reachable").get();
            }
        }
    }

    private CohortPlan now() {
        return Objects.requireNonNull(plan, "sealed first");
    }

    private static Promise<Void> timer(Duration duration, String summary) {
        return Workflow.newTimer(
                duration, TimerOptions.newBuilder().setSummary(summary).build());
    }

    @Override
    public void stageSettled(int stage) {
        // what is no stage was typed by hand; an exception here would stop the workflow for good
        Stage.IN_ORDER.stream().filter(known -> known.number() == stage).forEach(settled::add);
    }

    @Override
    public @Nullable CohortPlan plan() {
        return plan;
    }

    private static CohortActivities platform(int stage, Delivery delivery, Duration patience) {
        String step = stage == ROUND ? "again" : "stage " + stage;
        return Workflow.newActivityStub(
                CohortActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(DELIVERY)
                        .setHeartbeatTimeout(HEARTBEAT)
                        .setScheduleToCloseTimeout(patience)
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setSummary(String.join(
                                " · ",
                                step,
                                delivery.platform(),
                                Counted.of(delivery.batches(), "batch", "batches"),
                                Counted.of(delivery.items(), "item", "items")))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMinutes(30))
                                .setMaximumInterval(Duration.ofHours(8))
                                .build())
                        .build());
    }
}
