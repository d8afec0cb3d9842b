package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Faults;
import io.reissue.fake.Faults.Moment;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number whose workflow, steps or store are stopped; whatever store it is in. */
public abstract class NumberThatSurvivesContract {

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "terminated"})
    void whoseWorkflowIsStoppedStaysFrozenAndGoesOnWhenItIsStartedAgain(String how) {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.asked();
            CycleSnapshot before = bench.store().state(cycle);
            if (how.equals("cancelled")) bench.untyped(cycle).cancel();
            else bench.untyped(cycle).terminate("lost");
            bench.sleep(Duration.ofDays(200));
            assertThat(bench.events(bench.untyped(cycle)))
                    .last()
                    .isIn("WORKFLOW_EXECUTION_CANCELED", "WORKFLOW_EXECUTION_TERMINATED");
            assertThat(bench.store().state(cycle)).isEqualTo(before);

            bench.start(cycle);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.store().state(cycle).notices()).isEqualTo(1);
            assertThat(bench.store().state(cycle).feed()).containsExactly("number.disconnected", "number.purged");
        }
    }

    @Test
    void whoseWorkflowIsCancelledWhileItAsksIsAskedOnByTheNextRun() {
        try (Conductor<?> bench = conductor(Asking.ALONE, 6)) {
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle).plus(Duration.ofHours(10)));

            bench.untyped(cycle).cancel();
            bench.sleep(Duration.ofHours(1));
            assertThat(bench.events(bench.untyped(cycle)))
                    .as("the ask has stopped before the workflow ends")
                    .containsSubsequence("ACTIVITY_TASK_CANCELED", "WORKFLOW_EXECUTION_CANCELED");
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);
            bench.platform("pay-1").answers(Manner.AT_ONCE);
            bench.start(cycle);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.platform("pay-1").bound()).isEmpty();
        }
    }

    @Test
    void whoseStepsRunTwiceBecauseTheReplyWasLostIsDisclosedAndPurgedOnce() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.store().faults().fail("resume", Moment.AFTER, 1, Faults.GLITCH);
            bench.store().faults().fail("purge", Moment.AFTER, 1, Faults.GLITCH);
            String cycle = bench.asked();

            RecycleResult result = bench.end(cycle);

            assertThat(bench.store().faults().thrown()).containsExactly("resume", "purge");
            CycleSnapshot left = bench.store().state(cycle);
            assertThat(result.certificateId()).isEqualTo(left.certificateId());
            assertThat(left.notices()).isEqualTo(1);
            assertThat(left.feed()).containsExactly("number.disconnected", "number.purged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "finish"})
    void whoseStoreIsDownForDaysWaitsOnTheServerAndDoesNotEnd(String step) {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.store().faults().fail(step, Moment.BEFORE, 60, Faults.OUTAGE);
            String cycle = bench.disconnected();
            bench.sleep(Duration.ofDays(4));
            bench.sleepUntil(bench.store().askAt(cycle));
            bench.openDue();

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);

            assertThat(bench.store().faults().thrown()).hasSize(60).containsOnly(step);
            List<String> events = bench.events(bench.untyped(cycle));
            assertThat(events)
                    .as("a server timer each, no failed task")
                    .filteredOn("TIMER_FIRED"::equals)
                    .hasSizeGreaterThanOrEqualTo(60);
            assertThat(events).noneMatch(type -> type.contains("TASK_FAILED"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void thatANewerRunConductsLetsTheOlderOneEndQuietly(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.disconnected();
            bench.sleep(Duration.ofDays(1));
            CycleRun newer = new CycleRun(cycle, "a-newer-run", bench.now().toEpochMilli());
            bench.store().numbers().resume(newer);
            CycleSnapshot before = bench.store().state(cycle);

            RecycleResult result = bench.end(cycle);

            assertThat(result.state()).isEqualTo(CycleState.RESTING);
            assertThat(result.certificateId()).isNull();
            assertThat(bench.store().state(cycle)).isEqualTo(before);
            assertThat(bench.store().exchanges()).isEmpty();
            assertThat(bench.events(bench.untyped(cycle))).endsWith("WORKFLOW_EXECUTION_COMPLETED");
        }
    }
}
