package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Bench;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntroubledNumberTest {
    private static final int MOST_EVENTS = 15;

    @ParameterizedTest(name = "with {0} platforms")
    @ValueSource(ints = {40, 220})
    void sleepsThroughItsLifeInAtMostFifteenEvents(int platforms) {
        try (Bench bench = Bench.asking(Asking.COHORT, platforms)) {
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle));
            bench.openDue();

            RecycleResult result = bench.end(cycle);

            assertThat(result.state()).isEqualTo(CycleState.RELEASED);
            List<String> events = bench.events(bench.untyped(cycle));
            assertThat(events).hasSizeLessThanOrEqualTo(MOST_EVENTS);
            assertThat(events).filteredOn("TIMER_STARTED"::equals).hasSize(1);
            assertThat(events).filteredOn("MARKER_RECORDED"::equals).hasSize(2);
            assertThat(events)
                    .noneMatch(type -> type.contains("SIGNALED")
                            || type.contains("UPDATE")
                            || type.contains("ACTIVITY")
                            || type.contains("UPSERT")
                            || type.contains("FAILED"));
        }
    }

    @ParameterizedTest(name = "asked {0}")
    @CsvSource({"COHORT", "ALONE"})
    void isReleasedWithACertificateAndNothingLeftAtAnyPlatform(Asking asking) {
        try (Bench bench = Bench.asking(asking, 8)) {
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle));
            bench.openDue();

            RecycleResult result = bench.end(cycle);

            CycleSnapshot left = bench.store().state(cycle);
            assertThat(result.state()).isEqualTo(CycleState.RELEASED);
            assertThat(result.certificateId()).isNotNull().isEqualTo(left.certificateId());
            assertThat(result.outcomes()).isEqualTo(new StageCounts("2/0/0", "3/0/0", "3/0/0"));
            assertThat(left.feed()).containsExactly("number.disconnected", "number.purged");
            assertThat(left.notices()).isEqualTo(1);
            assertThat(left.holderKnown()).isFalse();
            assertThat(left.member()).isFalse();
            assertThat(left.outcomes()).isEmpty();
            assertThat(bench.closedAt(bench.untyped(cycle))).isAfterOrEqualTo(left.freezeEnd());
            assertThat(bench.store().fleet().platforms())
                    .allSatisfy(platform -> assertThat(platform.bound()).isEmpty());
            assertThat(bench.store().exchanges())
                    .as("each platform once, stage by stage")
                    .extracting(exchange -> exchange.stage().number())
                    .hasSize(8)
                    .isSorted();
            assertThat(bench.store().exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.verb()).isEqualTo(SimulatedPlatform.Verb.UNBIND));
        }
    }

    @Test
    void thatWasPortedInGoesBackToItsDonorAtOnceAndNobodyIsAsked() {
        try (Bench bench = Bench.asking(Asking.COHORT, 8)) {
            String cycle = bench.givenUpByItsHolder();

            RecycleResult result = bench.end(cycle);

            assertThat(result.state()).isEqualTo(CycleState.RETURNED_TO_DONOR);
            assertThat(result.certificateId()).isNotNull();
            assertThat(result.outcomes()).isNull();
            assertThat(bench.closedAt(bench.untyped(cycle))).isBefore(Fleet.START.plusSeconds(600));
            assertThat(bench.store().exchanges()).isEmpty();
            assertThat(bench.store().state(cycle).feed()).containsExactly("number.disconnected", "number.purged");
        }
    }
}
