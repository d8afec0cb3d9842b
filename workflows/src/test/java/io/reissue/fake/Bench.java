package io.reissue.fake;

import io.reissue.cohort.CohortWorkflow;
import io.reissue.cohort.CohortWorkflow.CohortResult;
import io.reissue.cohort.CohortWorkflow.CohortStart;
import io.reissue.cohort.CohortWorkflowImpl;
import io.reissue.names.TaskQueues;
import io.reissue.names.WorkflowIds;
import io.reissue.policy.Asking;
import io.reissue.policy.Policy;
import io.reissue.recycle.RecycleWorkflow;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.RecycleStart;
import io.reissue.recycle.RecycleWorkflowImpl;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An in-memory Temporal server whose time is skipped, both workflows, and the fakes behind them. The outbox is relayed at once;
 * whoever is gone by then is not woken.
 */
public final class Bench implements AutoCloseable {
    /** Of the wall clock: a test that waits longer waits for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestWorkflowEnvironment server =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setInitialTime(Fleet.START)
                    .registerSearchAttribute(
                            io.reissue.names.SearchAttributes.STUCK_REASON.getName(),
                            IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                    .registerSearchAttribute(
                            io.reissue.names.SearchAttributes.STUCK_SINCE.getName(),
                            IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
                    .build());
    private final FakeStore store;
    private volatile Duration lag = Duration.ZERO;

    public Bench(Fleet fleet, Policy policy) {
        store = new FakeStore(fleet, policy, () -> now().minus(lag));
        store.outbox().relayedBy(this::relay);
        store.outbox()
                .wokenBy(due -> server.registerDelayedCallback(
                        Duration.between(now(), due), () -> store.outbox().relay()));
        Worker numbers = server.newWorker(TaskQueues.RECYCLE);
        numbers.registerWorkflowImplementationTypes(RecycleWorkflowImpl.class);
        numbers.registerActivitiesImplementations(new FakeRecycleStore(store));
        Worker cohorts = server.newWorker(TaskQueues.COHORT);
        cohorts.registerWorkflowImplementationTypes(CohortWorkflowImpl.class);
        cohorts.registerActivitiesImplementations(new FakeCohortStore(store));
        server.start();
    }

    public static Bench asking(Asking asking, int platforms) {
        Fleet fleet = Fleet.of(platforms);
        return new Bench(fleet, fleet.policy(asking));
    }

    /** From now on the store's clock is behind the server's. */
    public void storeIsBehindBy(Duration behind) {
        lag = behind;
    }

    public FakeStore store() {
        return store;
    }

    public SimulatedPlatform platform(String code) {
        return store.fleet().platform(code);
    }

    /** Takes in a number that was disconnected just now, with an account at every platform but those, and starts its workflow. */
    public String disconnected(String... withoutAccountAt) {
        String cycleId = store.takeIn(now(), false);
        for (SimulatedPlatform platform : store.fleet().platforms()) {
            if (!List.of(withoutAccountAt).contains(platform.code()))
                platform.hasAccount(cycleId, Fleet.account(platform));
        }
        start(cycleId);
        return cycleId;
    }

    /** A number that was ported in goes back to its donor. */
    public String givenUpByItsHolder() {
        String cycleId = store.takeIn(now(), true);
        start(cycleId);
        return cycleId;
    }

    /** Starts the number's workflow, once more if it has ended. */
    public void start(String cycleId) {
        WorkflowClient.start(
                server.getWorkflowClient()
                        .newWorkflowStub(
                                RecycleWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(WorkflowIds.recycle(UUID.fromString(cycleId)))
                                        .setTaskQueue(TaskQueues.RECYCLE)
                                        .build())::run,
                new RecycleStart(cycleId));
    }

    /** What the calendar does: opens what is due and starts its cohorts; their ids. */
    public List<String> openDue() {
        List<String> opened = store.openDue();
        opened.forEach(this::startCohort);
        return opened;
    }

    public void startCohort(String cohortId) {
        WorkflowClient.start(
                server.getWorkflowClient()
                        .newWorkflowStub(
                                CohortWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(cohortName(cohortId))
                                        .setTaskQueue(TaskQueues.COHORT)
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
        return server.getWorkflowClient().newUntypedWorkflowStub(cohortName(cohortId));
    }

    private String cohortName(String cohortId) {
        synchronized (store) {
            return store.cohort(cohortId).workflowId;
        }
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

    private void relay(Wake wake) {
        try {
            switch (wake.kind()) {
                case COMMAND -> number(wake.target()).apply(wake.detail());
                case PLATFORM_ANSWERED -> number(wake.target()).platformAnswered(wake.detail());
                case STAGE_SETTLED -> cohort(wake.target()).signal("stageSettled", Integer.parseInt(wake.detail()));
                case LOOK_AGAIN -> number(wake.target()).lookAgain(wake.detail());
            }
        } catch (WorkflowNotFoundException gone) {
            // the store knows, whoever starts next reads it; a closed cycle that owes a restore has nobody but this
            if (wake.kind() == Wake.Kind.PLATFORM_ANSWERED
                    && !store.state(wake.target()).state().open()) start(wake.target());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
