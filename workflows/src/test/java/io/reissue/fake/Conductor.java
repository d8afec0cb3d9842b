package io.reissue.fake;

import io.reissue.calendar.CalendarWorkflow;
import io.reissue.calendar.CalendarWorkflow.CalendarStart;
import io.reissue.calendar.CalendarWorkflowImpl;
import io.reissue.cohort.CohortWorkflow;
import io.reissue.cohort.CohortWorkflow.CohortResult;
import io.reissue.cohort.CohortWorkflow.CohortStart;
import io.reissue.cohort.CohortWorkflowImpl;
import io.reissue.names.TaskQueues;
import io.reissue.names.WorkflowIds;
import io.reissue.recycle.RecycleWorkflow;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.RecycleStart;
import io.reissue.recycle.RecycleWorkflowImpl;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** An in-memory Temporal server whose time is skipped, both workflows, and a store behind them. */
public class Conductor<S extends BenchStore> implements AutoCloseable {
    /** Of the wall clock: a test that waits longer waits for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A machine that is busy makes a workflow wait, and each task that is taken twice for that is three more events. */
    private static final WorkerOptions UNHURRIED = WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis())
            .build();

    private final TestWorkflowEnvironment server;
    private final S store;

    /** @param opening makes the store, given a client of the server and the server's time */
    public Conductor(BiFunction<WorkflowClient, InstantSource, S> opening) {
        this(Fleet.START, opening);
    }

    /** As above, with a server that begins later. */
    public Conductor(Instant begin, BiFunction<WorkflowClient, InstantSource, S> opening) {
        server = TestWorkflowEnvironment.newInstance(options(begin));
        store = opening.apply(server.getWorkflowClient(), this::now);
        Worker numbers = server.newWorker(TaskQueues.RECYCLE, UNHURRIED);
        numbers.registerWorkflowImplementationTypes(RecycleWorkflowImpl.class);
        numbers.registerActivitiesImplementations(store.numbers());
        Worker cohorts = server.newWorker(TaskQueues.COHORT, UNHURRIED);
        cohorts.registerWorkflowImplementationTypes(CohortWorkflowImpl.class, CalendarWorkflowImpl.class);
        cohorts.registerActivitiesImplementations(store.cohorts());
        cohorts.registerActivitiesImplementations(store.calendar());
        server.start();
    }

    private static TestEnvironmentOptions options(Instant begin) {
        return TestEnvironmentOptions.newBuilder()
                .setInitialTime(begin)
                .registerSearchAttribute(
                        io.reissue.names.SearchAttributes.JURISDICTION.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                        io.reissue.names.SearchAttributes.INTAKE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                        io.reissue.names.SearchAttributes.STUCK_REASON.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                        io.reissue.names.SearchAttributes.STUCK_SINCE.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
                .build();
    }

    /** The server is gone with all its histories; what is left is the store. */
    public S lose() {
        server.close();
        return store;
    }

    /** Does something at a time of the server's that is still to come. */
    protected void later(Duration delay, Runnable what) {
        server.registerDelayedCallback(delay, what);
    }

    public S store() {
        return store;
    }

    public SimulatedPlatform platform(String code) {
        return store.fleet().platform(code);
    }

    /** Takes in a number that was disconnected just now, with an account at every platform but those, and starts its workflow. */
    public String disconnected(String... withoutAccountAt) {
        String cycleId = takenIn(withoutAccountAt);
        start(cycleId);
        return cycleId;
    }

    /** As {@link #disconnected}, and its workflow is not started. */
    public String takenIn(String... withoutAccountAt) {
        String cycleId = store.takeIn(now(), false);
        for (SimulatedPlatform platform : store.fleet().platforms()) {
            if (!List.of(withoutAccountAt).contains(platform.code()))
                platform.hasAccount(cycleId, Fleet.account(platform));
        }
        return cycleId;
    }

    /** A number that was ported in goes back to its donor. */
    public String givenUpByItsHolder() {
        String cycleId = store.takeIn(now(), true);
        start(cycleId);
        return cycleId;
    }

    /** Starts the number's workflow, once more if it has ended; one that runs is left alone. */
    public void start(String cycleId) {
        WorkflowClient.start(
                server.getWorkflowClient()
                        .newWorkflowStub(
                                RecycleWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(WorkflowIds.recycle(UUID.fromString(cycleId)))
                                        .setTaskQueue(TaskQueues.RECYCLE)
                                        .setWorkflowTaskTimeout(PATIENCE)
                                        .setWorkflowIdConflictPolicy(
                                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                        .build())::run,
                new RecycleStart(cycleId));
    }

    /** Starts the jurisdiction's calendar: from now on what is due is opened day by day. */
    public void startCalendar() {
        WorkflowClient.start(
                server.getWorkflowClient()
                        .newWorkflowStub(
                                CalendarWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(WorkflowIds.calendar("CN"))
                                        .setTaskQueue(TaskQueues.COHORT)
                                        .build())::run,
                new CalendarStart("CN"));
    }

    /** What the calendar does on one day: opens what is due and starts its cohorts; their ids. */
    public List<String> openDue() {
        List<String> opened = store.openDue();
        opened.forEach(this::startCohort);
        return opened;
    }

    /** Starts the cohort's workflow, once more if it has ended; one that runs is left alone. */
    public void startCohort(String cohortId) {
        WorkflowClient.start(
                server.getWorkflowClient()
                        .newWorkflowStub(
                                CohortWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(store.cohortWorkflow(cohortId))
                                        .setTaskQueue(TaskQueues.COHORT)
                                        .setWorkflowIdConflictPolicy(
                                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                        .build())::run,
                new CohortStart(cohortId));
    }

    public RecycleWorkflow number(String cycleId) {
        return server.getWorkflowClient()
                .newWorkflowStub(RecycleWorkflow.class, WorkflowIds.recycle(UUID.fromString(cycleId)));
    }

    public WorkflowStub untyped(String cycleId) {
        return WorkflowStub.fromTyped(number(cycleId));
    }

    public WorkflowStub cohort(String cohortId) {
        return server.getWorkflowClient().newUntypedWorkflowStub(store.cohortWorkflow(cohortId));
    }

    /** Skips time until the number's workflow has ended. */
    public RecycleResult end(String cycleId) {
        return result(untyped(cycleId), RecycleResult.class);
    }

    /** Skips time until the cohort's workflow has ended. */
    public CohortResult endOfCohort(String cohortId) {
        return result(cohort(cohortId), CohortResult.class);
    }

    private <T> T result(WorkflowStub workflow, Class<T> type) {
        try {
            return workflow.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, type);
        } catch (TimeoutException stalled) {
            throw new AssertionError("the workflow has not ended, time stands still: " + events(workflow), stalled);
        }
    }

    /** A number whose platforms have been asked, well before its freeze ends. */
    public String asked() {
        String cycle = disconnected();
        sleepUntil(store.askAt(cycle));
        openDue();
        sleep(Duration.ofDays(2));
        return cycle;
    }

    public void sleep(Duration duration) {
        server.sleep(duration);
    }

    public void sleepUntil(Instant instant) {
        Duration left = Duration.between(now(), instant);
        if (left.isPositive()) server.sleep(left);
    }

    public Instant now() {
        return Instant.ofEpochMilli(server.currentTimeMillis());
    }

    public CommandReceipt command(String cycleId, Command command) {
        return store.command(cycleId, command);
    }

    /** Types of the events of the latest run, without their common prefix. */
    public List<String> events(WorkflowStub workflow) {
        List<String> types = new ArrayList<>();
        for (HistoryEvent event : history(workflow)) {
            types.add(event.getEventType().name().replace("EVENT_TYPE_", ""));
        }
        return types;
    }

    public List<HistoryEvent> history(WorkflowStub workflow) {
        return server.getWorkflowClient()
                .fetchHistory(Objects.requireNonNull(workflow.getExecution()).getWorkflowId())
                .getEvents();
    }

    /** When the workflow closed. Waiting for a result lets time run on, so {@link #now} may be later. */
    public Instant closedAt(WorkflowStub workflow) {
        return Objects.requireNonNull(workflow.describe().getCloseTime());
    }

    public SearchAttributes searchAttributes(String cycleId) {
        return untyped(cycleId).describe().getTypedSearchAttributes();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
