package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Bench;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.names.SearchAttributes;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class NumberThatWaitsTest {

    @Test
    void isWokenByAPlatformThatRelentsAndAsksNoMore() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            bench.platform("pay-1").refuses(RefusalReason.BALANCE_OR_DEBT);
            String cycle = pastItsFreeze(bench);
            assertThat(bench.events(bench.untyped(cycle)))
                    .as("it asked the refusing platform itself")
                    .contains("ACTIVITY_TASK_COMPLETED");
            int exchanges = bench.store().exchanges().size();

            bench.store().answer(cycle, "pay-1", Outcome.UNBOUND, null);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.store().exchanges()).hasSize(exchanges);
            assertThat(bench.events(bench.untyped(cycle)))
                    .filteredOn("WORKFLOW_EXECUTION_SIGNALED"::equals)
                    .hasSize(1);
        }
    }

    @Test
    void isFoundBySearchWhileItIsStuckAndNoLongerWhenItMoves() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            bench.platform("pay-1").refuses(RefusalReason.BOUND_AFTER_CUTOFF);
            String cycle = pastItsFreeze(bench);

            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_REASON))
                    .isEqualTo("BOUND_AFTER_CUTOFF");
            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_SINCE))
                    .isBetween(
                            bench.now().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC),
                            bench.now().atOffset(ZoneOffset.UTC));
            bench.sleep(Duration.ofDays(30));
            assertThat(upserts(bench, cycle)).as("told once").isEqualTo(1);

            bench.store().answer(cycle, "pay-1", Outcome.UNBOUND, null);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);

            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_REASON))
                    .isNull();
            assertThat(bench.searchAttributes(cycle).get(SearchAttributes.STUCK_SINCE))
                    .isNull();
            assertThat(upserts(bench, cycle)).isEqualTo(2);
        }
    }

    @Test
    void isRestedStepByStepUntilASilentPlatformAnswersTheCohort() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = pastItsFreeze(bench);
            bench.sleep(Duration.ofDays(20));
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);

            bench.store().answerWaiting("pay-1");

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.events(bench.untyped(cycle)))
                    .as("a platform's silence is the cohort's to chase")
                    .noneMatch(type -> type.contains("ACTIVITY_TASK"));
        }
    }

    @Test
    void alonePursuesASilentPlatformItself() {
        try (Bench bench = Bench.asking(Asking.ALONE, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = pastItsFreeze(bench);
            assertThat(bench.store().exchanges())
                    .filteredOn(exchange -> exchange.platform().equals("pay-1"))
                    .hasSizeGreaterThan(3);

            bench.store().answerWaiting("pay-1");

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void doesNotLookAgainAndAgainWhenTheStoresClockIsBehind() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            bench.platform("pay-1").refuses(RefusalReason.BALANCE_OR_DEBT);
            String cycle = pastItsFreeze(bench);
            bench.storeIsBehindBy(Duration.ofSeconds(3));
            long before = looks(bench, cycle);

            bench.sleep(Duration.ofDays(15));

            assertThat(looks(bench, cycle) - before)
                    .as("two or three asks and extensions in 15 days, each looked at twice at most")
                    .isBetween(4L, 25L);
        }
    }

    private static long looks(Bench bench, String cycle) {
        return bench.events(bench.untyped(cycle)).stream()
                .filter("MARKER_RECORDED"::equals)
                .count();
    }

    private static String pastItsFreeze(Bench bench) {
        String cycle = bench.disconnected();
        bench.sleepUntil(bench.store().askAt(cycle));
        bench.openDue();
        bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(Duration.ofDays(1)));
        return cycle;
    }

    private static long upserts(Bench bench, String cycle) {
        return bench.events(bench.untyped(cycle)).stream()
                .filter("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"::equals)
                .count();
    }
}
