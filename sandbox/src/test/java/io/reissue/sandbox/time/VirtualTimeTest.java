package io.reissue.sandbox.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.reissue.sandbox.time.TimeHolds.Hold;
import io.reissue.sandbox.time.TimeWorkflows.Asker;
import io.reissue.sandbox.time.TimeWorkflows.AskerImpl;
import io.reissue.sandbox.time.TimeWorkflows.Sleeper;
import io.reissue.sandbox.time.TimeWorkflows.SleeperImpl;
import io.reissue.sandbox.time.TimeWorkflows.Step;
import io.reissue.sandbox.time.TimeWorkflows.StumblingSleeper;
import io.reissue.sandbox.time.TimeWorkflows.Waverer;
import io.reissue.sandbox.time.TimeWorkflows.WavererImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimeTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Time runs at real speed before it is moved, so what is asked of whole days is right to some seconds. */
    private static final Duration START_UP = Duration.ofSeconds(30);

    private final VirtualTemporal temporal = VirtualTemporal.start(START);
    private final QueuedAnswers answers = new QueuedAnswers();
    private final VirtualTime time = temporal.time(answers, _ -> {}, Duration.ZERO, PATIENCE);
    private final WorkflowClient client = WorkflowClient.newInstance(temporal.workflowServiceStubs());
    private final WorkerFactory workers = WorkerFactory.newInstance(client);
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Instant> progress = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void shutDown() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        temporal.close();
        background.shutdownNow();
    }

    @Test
    void aSleeperWakesWhenTimeReachesIt() throws Exception {
        startWorkers(new Steps());
        var early = sleeper("early", DAY);
        var late = sleeper("late", DAY.multipliedBy(3));

        time.advance(DAY.multipliedBy(2), progress::add);

        assertThat(wokeAt(early)).isBetween(START.plus(DAY), START.plus(DAY).plus(START_UP));
        assertThat(temporal.clock().instant())
                .isBetween(
                        START.plus(DAY.multipliedBy(2)),
                        START.plus(DAY.multipliedBy(2)).plus(START_UP));
        assertThat(isOpen("late")).isTrue();
        assertThat(progress).isSorted().hasSizeGreaterThanOrEqualTo(2);

        time.advance(DAY.multipliedBy(2), progress::add);

        assertThat(wokeAt(late))
                .isBetween(
                        START.plus(DAY.multipliedBy(3)),
                        START.plus(DAY.multipliedBy(3)).plus(START_UP));
    }

    @Test
    void whatTheTargetItselfSetsOffHasSettledOnReturn() throws Exception {
        var steps = new Steps();
        startWorkers(steps);
        var begins = START.plus(HOUR);
        answers.add(begins, () -> asker("settled", HOUR, DAY));

        time.advanceTo(begins.plus(HOUR).minusSeconds(60), progress::add);
        assertThat(steps.firsts).hasValue(0);
        time.advanceTo(begins.plus(HOUR), progress::add);

        assertThat(steps.firsts).hasValue(1);
        assertThat(steps.seconds).hasValue(1);
        assertThat(isOpen("settled")).isTrue();
    }

    @Test
    void whatWakesWithinTheGrainOfAStepWakesTogetherAndLaterByThatAtMost() throws Exception {
        startWorkers(new Steps());
        var coarse = temporal.time(answers, _ -> {}, Duration.ofMinutes(2), PATIENCE);
        List<String> sleepers = List.of("first", "second", "third");
        List<WorkflowStub> woken = new ArrayList<>();
        for (int i = 0; i < sleepers.size(); i++) woken.add(sleeper(sleepers.get(i), DAY.plusSeconds(30L * i)));
        var apart = sleeper("apart", DAY.plusMinutes(4));

        coarse.advance(DAY.multipliedBy(2), progress::add);

        var together = woken.stream().map(this::wokeAt).toList();
        assertThat(together).containsOnly(together.getFirst());
        assertThat(together.getFirst()).isAfterOrEqualTo(START.plus(DAY).plusSeconds(60));
        assertThat(wokeAt(apart)).isAfter(together.getFirst().plusSeconds(60));
    }

    @Test
    void inAStepOfSomeGrainNoTimerOvertakesAnAnswerAndNoAnswerATimer() throws Exception {
        startWorkers(new Steps());
        var coarse = temporal.time(answers, _ -> {}, Duration.ofHours(1), PATIENCE);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        sleeper("between", DAY);
        var between = START.plus(DAY).plus(START_UP);
        answers.add(START.plus(DAY).minusSeconds(60), () -> order.add("before " + isOpen("between")));
        answers.add(between.plusSeconds(60), () -> order.add("after " + isOpen("between")));

        coarse.advance(DAY.multipliedBy(2), progress::add);

        assertThat(order).containsExactly("before true", "after false");
    }

    @Test
    void anActivityInFlightHoldsTime() throws Exception {
        var started = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        List<Instant> seen = Collections.synchronizedList(new ArrayList<>());
        startWorkers(new Steps() {
            @Override
            public void first() {
                seen.add(temporal.clock().instant());
                started.countDown();
                await(mayEnd);
                seen.add(temporal.clock().instant());
            }
        });
        asker("in-flight", HOUR, DAY);

        var advance = advanceInBackground(DAY.multipliedBy(3));
        await(started);
        assertThatThrownBy(() -> advance.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        advance.get();

        assertThat(seen).hasSize(2);
        assertThat(seen.getLast()).isEqualTo(seen.getFirst());
        assertThat(result("in-flight")).startsWith("silence at ");
    }

    @Test
    void aHoldTakenInAnActivityAndReleasedElsewhereKeepsTimeStillInBetween() throws Exception {
        BlockingQueue<Hold> handedOver = new LinkedBlockingQueue<>();
        List<Instant> seen = Collections.synchronizedList(new ArrayList<>());
        var secondEnds = new CountDownLatch(1);
        startWorkers(new Steps() {
            @Override
            public void first() {
                seen.add(temporal.clock().instant());
                handedOver.add(temporal.holds().hold("the relay"));
            }

            @Override
            public void second() {
                secondEnds.countDown();
            }
        });
        asker("relayed", HOUR, HOUR);

        var advance = advanceInBackground(DAY);
        await(secondEnds);
        var hold = handedOver.take();
        // No workflow task or activity is left here, and the deadline is an hour away.
        assertThatThrownBy(() -> advance.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        seen.add(temporal.clock().instant());
        client.newWorkflowStub(Asker.class, "relayed").answer("yes");
        hold.close();
        advance.get();

        assertThat(seen.getLast()).isEqualTo(seen.getFirst());
        assertThat(result("relayed")).isEqualTo("yes at " + seen.getFirst().toEpochMilli());
    }

    @Test
    void aHoldTakenFromOutsideWhileTimeMovesStopsItThere() throws Exception {
        startWorkers(new Steps());
        sleeper("hourly", HOUR);
        BlockingQueue<Hold> taken = new LinkedBlockingQueue<>();
        var advance = background.submit(() -> {
            time.advance(DAY, now -> {
                if (progress.isEmpty()) {
                    taken.add(temporal.holds().hold("an operator"));
                }
                progress.add(now);
            });
            return temporal.clock().instant();
        });
        var hold = taken.take();
        assertThatThrownBy(() -> advance.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(temporal.clock().instant()).isEqualTo(progress.getFirst());
        hold.close();
        assertThat(advance.get()).isAfterOrEqualTo(START.plus(DAY));
    }

    @Test
    void answersArePostedAtTheirTimesInOrderAndBeforeLaterTimers() throws Exception {
        List<String> posted = Collections.synchronizedList(new ArrayList<>());
        startWorkers(new Steps() {
            @Override
            public void second() {
                var now = temporal.clock().instant();
                // An answer a moment before the deadline, although the machine may need longer to get there.
                queue(now.plus(HOUR).minusMillis(1), "in time");
                queue(now.plusSeconds(5), "first");
                queue(now.plusSeconds(5), "second");
            }

            private void queue(Instant due, String text) {
                answers.add(due, () -> {
                    posted.add(text + " " + Duration.between(temporal.clock().instant(), due));
                    if ("in time".equals(text)) {
                        client.newWorkflowStub(Asker.class, "answered").answer(text);
                    }
                });
            }
        });
        asker("answered", HOUR, HOUR);

        time.advance(DAY, progress::add);

        assertThat(posted).containsExactly("first PT0S", "second PT0S", "in time PT0S");
        assertThat(result("answered")).startsWith("in time at ");
    }

    @Test
    void aRetryPassesInVirtualTime() throws Exception {
        var steps = new Steps() {
            @Override
            public void first() {
                super.first();
                if (firsts.get() < 3) {
                    throw new IllegalStateException("not yet");
                }
            }
        };
        startWorkers(steps);
        asker("retried", HOUR, HOUR);

        time.advance(DAY, progress::add);

        assertThat(steps.firsts).hasValue(3);
        assertThat(result("retried")).startsWith("silence at ");
    }

    @Test
    void anActivityThatWasCancelledBeforeAWorkerTookItDoesNotHoldTime() throws Exception {
        startWorkers(new Steps());
        var id = "wavering";
        var waverer = client.newWorkflowStub(
                Waverer.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TimeWorkflows.QUEUE)
                        .build());
        WorkflowClient.start(waverer::waver, "late", HOUR);
        var advance = advanceInBackground(DAY);
        while (orders(id) == 0) Thread.onSpinWait();
        waverer.cancel();
        assertThatThrownBy(() -> advance.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        var lateComers = WorkerFactory.newInstance(client);
        var steps = new Steps();
        lateComers.newWorker("late").registerActivitiesImplementations(steps);
        lateComers.start();
        advance.get();
        lateComers.shutdownNow();

        assertThat(isOpen(id)).isFalse();
        assertThat(steps.firsts).hasValue(0);
    }

    @Test
    void saysWhoHoldsTimeWhenNothingSettles() throws Exception {
        var impatient = temporal.time(DueAnswers.NONE, _ -> {}, Duration.ZERO, Duration.ofMillis(500));
        try (var _ = temporal.holds().hold("the relay of the outbox")) {
            assertThatThrownBy(() -> impatient.advance(DAY, progress::add))
                    .isInstanceOf(TimeStuckException.class)
                    .hasMessageContaining("held by the relay of the outbox (for ");
        }
        sleeper("nobody-works-here", DAY);
        assertThatThrownBy(() -> impatient.advance(DAY, progress::add))
                .isInstanceOf(TimeStuckException.class)
                .hasMessageContaining("workflow task of nobody-works-here on queue time, waits for a worker");

        startWorkers(new Steps());
        time.advance(DAY.multipliedBy(2), progress::add);
        assertThat(isOpen("nobody-works-here")).isFalse();
    }

    @Test
    void aWorkflowTaskThatItsWorkerHasDroppedIsTimedOutAndTakenAgain() throws Exception {
        var worker = workers.newWorker(TimeWorkflows.QUEUE);
        worker.registerWorkflowImplementationTypes(StumblingSleeper.class);
        workers.start();
        // the first failure is reported to the server; of the second it hears nothing
        StumblingSleeper.stumble(2);
        var sleeper = sleeper("stumbling", HOUR);

        time.advance(DAY, progress::add);

        assertThat(wokeAt(sleeper)).isBetween(START.plus(HOUR), START.plus(HOUR).plus(START_UP));
    }

    @Test
    void anOutageIsWaitedForAndAfterItPatienceBeginsAnew() throws Exception {
        startWorkers(new Steps());
        var sleeper = sleeper("through-an-outage", HOUR);
        var patience = Duration.ofSeconds(1);
        var impatient = temporal.time(DueAnswers.NONE, _ -> {}, Duration.ZERO, patience);
        var outage = temporal.holds().outage("the store", Duration.ofSeconds(30));
        var relay = temporal.holds().hold("the relay of the outbox");
        var advance = background.submit(() -> {
            impatient.advance(DAY, progress::add);
            return temporal.clock().instant();
        });

        assertThatThrownBy(() -> advance.get(patience.toMillis() + 500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        outage.close();
        assertThatThrownBy(() -> advance.get(patience.toMillis() / 2, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        relay.close();

        assertThat(advance.get()).isAfterOrEqualTo(START.plus(DAY));
        assertThat(wokeAt(sleeper)).isBetween(START.plus(HOUR), START.plus(HOUR).plus(START_UP));
    }

    @Test
    void anOutageThatDoesNotEndIsNamed() {
        var impatient = temporal.time(DueAnswers.NONE, _ -> {}, Duration.ZERO, Duration.ofMillis(100));
        try (var _ = temporal.holds().outage("the store", Duration.ofMillis(300))) {
            assertThatThrownBy(() -> impatient.advance(DAY, progress::add))
                    .isInstanceOf(TimeStuckException.class)
                    .hasMessageContaining("held by the store (for ");
        }
    }

    @Test
    void eachTimeIsToldBeforeItIsReached() throws Exception {
        startWorkers(new Steps());
        sleeper("told", HOUR);
        List<Instant> told = new ArrayList<>();
        List<Instant> reached = new ArrayList<>();
        var kept = temporal.time(
                DueAnswers.NONE,
                next -> {
                    assertThat(temporal.clock().instant()).isBeforeOrEqualTo(next);
                    told.add(next);
                },
                Duration.ZERO,
                PATIENCE);

        kept.advance(DAY, reached::add);

        assertThat(reached).isNotEmpty().allSatisfy(time -> assertThat(told).anyMatch(next -> !time.isAfter(next)));
        assertThat(told.getLast()).isEqualTo(reached.getLast());
    }

    @Test
    void namesTheActivityThatDoesNotEnd() throws Exception {
        var never = new CountDownLatch(1);
        startWorkers(new Steps() {
            @Override
            public void first() {
                await(never);
            }
        });
        asker("hung", HOUR, HOUR);
        var impatient = temporal.time(DueAnswers.NONE, _ -> {}, Duration.ZERO, Duration.ofSeconds(2));

        assertThatThrownBy(() -> impatient.advance(DAY, progress::add))
                .isInstanceOf(TimeStuckException.class)
                .hasMessageContaining("activity First of hung, attempt 1, runs");
        never.countDown();
    }

    @Test
    void canBeInterruptedAndMovedOnLater() throws Exception {
        startWorkers(new Steps());
        var advance = new Thread[1];
        var hold = temporal.holds().hold("an operator");
        var begun = new CountDownLatch(1);
        var outcome = background.submit(() -> {
            advance[0] = Thread.currentThread();
            begun.countDown();
            time.advance(DAY, progress::add);
            return "arrived";
        });
        await(begun);
        advance[0].interrupt();
        assertThatThrownBy(outcome::get).hasCauseInstanceOf(InterruptedException.class);
        hold.close();
        time.advance(DAY, progress::add);
        assertThat(temporal.clock().instant()).isAfterOrEqualTo(START.plus(DAY));
    }

    @Test
    void refusesToBeMovedByTwoAtOnce() throws Exception {
        startWorkers(new Steps());
        var refused = new ArrayList<Throwable>();

        time.advance(DAY, _ -> {
            var second = background.submit(() -> {
                time.advance(DAY, progress::add);
                return "arrived";
            });
            refused.add(catchThrowable(second::get));
        });

        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).hasRootCauseMessage("virtual time is being moved already"));
    }

    @Test
    void resumesAtTheTimeThatWasKept() throws Exception {
        time.advance(DAY.multipliedBy(40), progress::add);
        var kept = temporal.clock().instant();
        try (var resumed = VirtualTemporal.start(kept)) {
            assertThat(resumed.clock().instant()).isBetween(kept, kept.plus(START_UP));
        }
    }

    @Test
    void answersOnItsLoopbackPort() throws Exception {
        startWorkers(new Steps());
        sleeper("described", DAY);
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", temporal.port())
                .usePlaintext()
                .build();
        var stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
        try {
            var described = stubs.blockingStub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(VirtualTemporal.NAMESPACE)
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId("described"))
                            .build());
            assertThat(described.getWorkflowExecutionInfo().getType().getName()).isEqualTo("Sleeper");
        } finally {
            stubs.shutdownNow();
            channel.shutdownNow();
        }
    }

    private static class Steps implements Step {
        final AtomicInteger firsts = new AtomicInteger();
        final AtomicInteger seconds = new AtomicInteger();

        @Override
        public void first() {
            firsts.incrementAndGet();
        }

        @Override
        public void second() {
            seconds.incrementAndGet();
        }
    }

    private void startWorkers(Step steps) {
        var worker = workers.newWorker(TimeWorkflows.QUEUE);
        worker.registerWorkflowImplementationTypes(SleeperImpl.class, AskerImpl.class, WavererImpl.class);
        worker.registerActivitiesImplementations(steps);
        workers.start();
    }

    private WorkflowStub sleeper(String id, Duration duration) {
        var sleeper = client.newWorkflowStub(Sleeper.class, options(id));
        WorkflowClient.start(sleeper::sleep, duration);
        return WorkflowStub.fromTyped(sleeper);
    }

    private WorkflowStub asker(String id, Duration before, Duration deadline) {
        var asker = client.newWorkflowStub(Asker.class, options(id));
        WorkflowClient.start(asker::ask, before, deadline);
        return WorkflowStub.fromTyped(asker);
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TimeWorkflows.QUEUE)
                .build();
    }

    private Instant wokeAt(WorkflowStub sleeper) {
        return Instant.ofEpochMilli(sleeper.getResult(Long.class));
    }

    private String result(String id) {
        return client.newUntypedWorkflowStub(id).getResult(String.class);
    }

    private int orders(String id) {
        return client.newUntypedWorkflowStub(id).describe().getRawDescription().getPendingActivitiesCount();
    }

    private boolean isOpen(String id) {
        return client.newUntypedWorkflowStub(id).describe().getStatus().name().endsWith("RUNNING");
    }

    private Future<Instant> advanceInBackground(Duration duration) {
        return background.submit(() -> {
            time.advance(duration, progress::add);
            return temporal.clock().instant();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
