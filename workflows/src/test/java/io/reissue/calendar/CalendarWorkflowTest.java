package io.reissue.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.calendar.CalendarWorkflow.CalendarStart;
import io.reissue.names.TaskQueues;
import io.reissue.names.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalendarWorkflowTest {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");
    private static final Duration SLOT = Duration.ofDays(1);

    private final Handovers handovers = new Handovers();
    private final TestWorkflowEnvironment server =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setInitialTime(START)
                    .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(handovers)
                            .build())
                    .build());
    private final SlotStore store = new SlotStore(() -> Instant.ofEpochMilli(server.currentTimeMillis()));

    /** Slots begin at midnight, UTC; remembers when it was asked. */
    private static final class SlotStore implements CalendarActivities {
        private final List<Instant> asked = new CopyOnWriteArrayList<>();
        private final Supplier<Instant> now;
        private volatile int failures;

        private SlotStore(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public DueReport openDue(String jurisdiction) {
            if (failures > 0) {
                failures = failures - 1;
                throw ApplicationFailure.newFailure("STORE_UNAVAILABLE", "STORE_UNAVAILABLE");
            }
            asked.add(now.get());
            long slots = Duration.between(Instant.EPOCH, now.get()).dividedBy(SLOT);
            return new DueReport(1, 10, 0, Instant.EPOCH.plus(SLOT.multipliedBy(slots + 1)));
        }
    }

    /** How each run asked for the next one; the in-JVM server knows no builds. */
    private static final class Handovers extends WorkerInterceptorBase {
        private final List<ContinueAsNewOptions> asked = new CopyOnWriteArrayList<>();

        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new WorkflowInboundCallsInterceptorBase(next) {
                @Override
                public void init(WorkflowOutboundCallsInterceptor outbound) {
                    super.init(new WorkflowOutboundCallsInterceptorBase(outbound) {
                        @Override
                        public void continueAsNew(ContinueAsNewInput input) {
                            asked.add(input.getOptions());
                            super.continueAsNew(input);
                        }
                    });
                }
            };
        }
    }

    @BeforeEach
    void start() {
        Worker worker = server.newWorker(TaskQueues.COHORT);
        worker.registerWorkflowImplementationTypes(CalendarWorkflowImpl.class);
        worker.registerActivitiesImplementations(store);
        server.start();
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

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void looksAtOnceAndThenAtTheBeginningOfEachSlot() {
        server.sleep(Duration.ofDays(5));

        assertThat(store.asked).hasSize(6);
        assertThat(store.asked.subList(1, 6)).allSatisfy(at -> {
            Instant midnight = at.truncatedTo(ChronoUnit.DAYS);
            assertThat(at).isBetween(midnight, midnight.plusSeconds(60));
        });
    }

    @Test
    void beginsANewRunAfterFiftySlotsAndMissesNone() {
        String first = runId();

        server.sleep(Duration.ofDays(70));

        assertThat(runId()).isNotEqualTo(first);
        assertThat(store.asked).hasSizeBetween(71, 72);
        assertThat(server.getWorkflowClient()
                        .fetchHistory(WorkflowIds.calendar("CN"))
                        .getEvents())
                .as("short histories")
                .hasSizeLessThan(450);
    }

    @Test
    void handsTheNextRunToTheBuildThatIsCurrentThen() {
        server.sleep(Duration.ofDays(70));

        assertThat(handovers.asked)
                .isNotEmpty()
                .allSatisfy(next -> assertThat(next)
                        .extracting(ContinueAsNewOptions::getInitialVersioningBehavior)
                        .isEqualTo(InitialVersioningBehavior.AUTO_UPGRADE));
    }

    @Test
    void outlivesAStoreThatIsDown() {
        server.sleep(Duration.ofHours(1));
        store.failures = 9;

        server.sleep(Duration.ofDays(3));

        assertThat(store.failures).isZero();
        assertThat(store.asked.getLast()).isAfter(START.plus(Duration.ofDays(2)));
    }

    private String runId() {
        WorkflowStub calendar = server.getWorkflowClient().newUntypedWorkflowStub(WorkflowIds.calendar("CN"));
        return calendar.describe().getExecution().getRunId();
    }
}
