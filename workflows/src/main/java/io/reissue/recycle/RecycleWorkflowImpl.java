package io.reissue.recycle;

import io.reissue.names.SearchAttributes;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleView.Ask;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.RecycleActivities.PlatformAsk;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * <pre>
 *  disclose ──> rest ──────────> ask what is this number's own ──> finish ──> RELEASED, RETURNED_TO_DONOR, RETIRED
 *                 ▲  ▲ commands, answers                             │
 *                 │  └── undo, stage by stage in reverse ────────────┼──────> REINSTATED, WITHDRAWN
 *                 └──────────────── not yet: until when, and why ────┘
 * </pre>
 *
 * Every decision is the store's ({@link RecycleRules}, taken inside {@link RecycleActivities#finish}): a replay never decides anew.
 * The prefix "one local activity, one timer, one local activity" is frozen: millions of sleeping histories begin with it.
 */
public class RecycleWorkflowImpl implements RecycleWorkflow {
    /** A store step is milliseconds; longer, and the workflow task would have to heartbeat. */
    private static final Duration STEP = Duration.ofSeconds(5);

    /** After this long without the store the workflow says so and waits on a server timer instead of holding a task. */
    private static final Duration STEP_WITH_RETRIES = Duration.ofSeconds(30);

    private static final Duration SHORTEST_BACKOFF = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

    /** The store has looked and said "not yet": were its clock behind the server's, looking again at once would never end. */
    private static final Duration SHORTEST_REST = Duration.ofMinutes(1);

    /** One HTTP exchange with a platform, slow bodies included. */
    private static final Duration ASK = Duration.ofMinutes(2);

    /** Past this an unreachable platform counts as silent; the store's schedule asks again. */
    private static final Duration ASK_WITH_RETRIES = Duration.ofDays(2);

    /** Marks the histories in which an update alone no longer cuts short an ask. */
    private static final String CONFIRMED = "command-confirmed";

    private final String cycleId;
    private final CycleRun self;
    private final RecycleActivities store;
    private @Nullable CycleView view;
    private @Nullable StuckReason shownStuck;
    private boolean answered;
    private boolean commanded;
    private Duration atLeast = Duration.ZERO;

    @WorkflowInit
    public RecycleWorkflowImpl(RecycleStart start) {
        cycleId = start.cycleId();
        self = new CycleRun(
                cycleId, Workflow.getInfo().getRunId(), Workflow.getInfo().getRunStartedTimestampMillis());
        store = Workflow.newLocalActivityStub(RecycleActivities.class, stepOptions());
    }

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public RecycleResult run(RecycleStart start) {
        disclose();
        while (now().open()) {
            rest();
            if (now().next() == Next.UNDO) {
                for (Stage stage : Stage.IN_ORDER.reversed()) undo(stage);
            } else {
                for (Stage stage : Stage.IN_ORDER) unbind(stage);
            }
            finish();
        }
        return new RecycleResult(now().state(), now().certificateId(), now().stages());
    }

    private void disclose() {
        learn(patiently(() -> store.resume(self)));
    }

    /** Until the day it is due, or somebody wakes it. */
    private void rest() {
        if (now().next() != Next.REST && now().next() != Next.UNKNOWN) return;
        Instant until =
                Objects.requireNonNullElseGet(now().until(), () -> Waits.now().plus(LONGEST_BACKOFF));
        Duration left = Waits.until(until);
        if (left.compareTo(atLeast) < 0) left = atLeast;
        if (left.isPositive()) sleep(left, CycleDetails.restSummary(now()));
    }

    /** Asks the platforms of one stage that are this number's own to ask, all at once; usually none. A command cuts it short. */
    private void unbind(Stage stage) {
        List<Ask> asks = now().asksOf(stage);
        if (asks.isEmpty() || commanded) return;
        asking(asks, ask -> platform(ask, "ask").askPlatform(request(ask))).run();
    }

    /** Detached: what was begun for the holder who came back is seen through, even when the workflow is cancelled. */
    private void undo(Stage stage) {
        List<Ask> restores = now().asksOf(stage);
        if (restores.isEmpty()) return;
        Workflow.newDetachedCancellationScope(() -> asking(
                                restores, ask -> platform(ask, "restore").restorePlatform(request(ask)))
                        .run())
                .run();
    }

    /** Verify, destroy, certify, release, where the rules allow it; else learn what is still waited for. */
    private void finish() {
        learn(patiently(() -> store.finish(self)));
        atLeast = SHORTEST_REST;
    }

    /** A platform that could not be reached has been silent: the store knows the attempt, and when to ask again. */
    private CancellationScope asking(List<Ask> asks, Consumer<Ask> exchange) {
        return Workflow.newCancellationScope(scope -> {
            Promise<Void> all = Promise.allOf(asks.stream()
                    .map(ask -> Async.procedure(() -> exchange.accept(ask)).handle((done, failed) -> done))
                    .toList());
            do {
                Workflow.await(() -> commanded || all.isCompleted());
            } while (!all.isCompleted() && !isCommanded());
            if (!all.isCompleted()) scope.cancel();
            all.get();
        });
    }

    /** An update is a word from outside: only a command in the store cuts short what is in flight. */
    private boolean isCommanded() {
        if (Workflow.getVersion(CONFIRMED, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) return true;
        boolean confirmed = patiently(() -> store.commanded(self));
        commanded |= confirmed;
        return confirmed;
    }

    /** No exception of a step ends the workflow: it says so, waits on a server timer, and reads the store again. */
    private <T> T patiently(Supplier<T> step) {
        Duration backoff = SHORTEST_BACKOFF;
        while (true) {
            answered = false;
            commanded = false;
            try {
                return step.get();
            } catch (ActivityFailure failure) {
                if (failure.getCause() instanceof CanceledFailure cancelled) throw cancelled;
                Workflow.setCurrentDetails(CycleDetails.storeUnreachable(backoff));
                Workflow.newTimer(
                                backoff,
                                TimerOptions.newBuilder()
                                        .setSummary("store not reachable")
                                        .build())
                        .get();
                backoff = backoff.multipliedBy(2).compareTo(LONGEST_BACKOFF) > 0
                        ? LONGEST_BACKOFF
                        : backoff.multipliedBy(2);
            }
        }
    }

    private void sleep(Duration duration, String summary) {
        if (answered || commanded) return;
        CancellationScope timer = Workflow.newCancellationScope(scope -> {
            Promise<Void> over = Workflow.newTimer(
                            duration,
                            TimerOptions.newBuilder().setSummary(summary).build())
                    .handle((done, cancelled) -> done);
            Workflow.await(() -> answered || commanded || over.isCompleted());
            if (!over.isCompleted()) scope.cancel();
        });
        timer.run();
    }

    private void learn(CycleView learned) {
        view = learned;
        Workflow.setCurrentDetails(CycleDetails.markdown(cycleId, learned));
        if (learned.stuck() != shownStuck) {
            shownStuck = learned.stuck();
            if (learned.stuck() == null || learned.stuckSince() == null) {
                Workflow.upsertTypedSearchAttributes(
                        SearchAttributes.STUCK_REASON.valueUnset(), SearchAttributes.STUCK_SINCE.valueUnset());
            } else {
                Workflow.upsertTypedSearchAttributes(
                        SearchAttributes.STUCK_REASON.valueSet(learned.stuck().name()),
                        SearchAttributes.STUCK_SINCE.valueSet(
                                learned.stuckSince().atOffset(ZoneOffset.UTC)));
            }
        }
    }

    private CycleView now() {
        return Objects.requireNonNull(view, "disclosed first");
    }

    private PlatformAsk request(Ask ask) {
        return new PlatformAsk(cycleId, self.runId(), ask.platform(), ask.stage(), ask.attempt());
    }

    @Override
    public void apply(String commandId) {
        commanded = true;
    }

    @Override
    public void validateApply(String commandId) {
        if (commandId.isBlank()) throw new IllegalArgumentException("a command id is needed");
    }

    @Override
    public void platformAnswered(String platform) {
        answered = true;
    }

    @Override
    public void lookAgain(String why) {
        answered = true;
    }

    @Override
    public @Nullable CycleView view() {
        return view;
    }

    private static LocalActivityOptions stepOptions() {
        return LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(STEP)
                .setScheduleToCloseTimeout(STEP_WITH_RETRIES)
                .setDoNotIncludeArgumentsIntoMarker(true)
                .build();
    }

    private static RecycleActivities platform(Ask ask, String verb) {
        String last = ask.last() == null ? "" : " · last: " + ask.last();
        return Workflow.newActivityStub(
                RecycleActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(ASK)
                        .setScheduleToCloseTimeout(ASK_WITH_RETRIES)
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setSummary(verb + " " + ask.platform() + " · attempt " + ask.attempt() + last)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMinutes(30))
                                .setMaximumInterval(Duration.ofHours(8))
                                .build())
                        .build());
    }
}
