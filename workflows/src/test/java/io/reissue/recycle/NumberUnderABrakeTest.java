package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.fake.Bench;
import io.reissue.policy.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberUnderABrakeTest {
    private static final Duration SPREAD = Duration.ofHours(6).plusMinutes(2);

    @Test
    void sleepsUntilTwoHaveLiftedItAndIsReleasedWithinThePolicysSpread() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            String brake = bench.store().setBrake(Scope.EVERYTHING, "");
            String cycle = asked(bench);
            bench.sleep(Duration.ofDays(3));
            assertThat(bench.number(cycle).view())
                    .satisfies(view -> assertThat(view.why()).isEqualTo(Verdict.Waiting.BRAKE));

            bench.store().liftBrake(brake, "operator-1");
            bench.sleep(Duration.ofDays(1));
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);
            bench.store().liftBrake(brake, "operator-2");
            Instant lifted = bench.now();

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.closedAt(bench.untyped(cycle))).isBetween(lifted, lifted.plus(SPREAD));
            assertThat(bench.events(bench.untyped(cycle)))
                    .filteredOn("WORKFLOW_EXECUTION_SIGNALED"::equals)
                    .hasSize(1);
        }
    }

    @Test
    void findsOutByItselfShouldTheWakingBeLost() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            String brake = bench.store().setBrake(Scope.EVERYTHING, "");
            String cycle = asked(bench);
            bench.sleep(Duration.ofDays(3));
            bench.store().outbox().relayedBy(lost -> {});

            bench.store().liftBrake(brake, "operator-1");
            bench.store().liftBrake(brake, "operator-2");

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.events(bench.untyped(cycle))).doesNotContain("WORKFLOW_EXECUTION_SIGNALED");
        }
    }

    @Test
    void doesNotNoticeABrakeThatIsLiftedBeforeItsTurn() {
        try (Bench bench = Bench.asking(Asking.COHORT, 6)) {
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle));
            String brake = bench.store().setBrake(Scope.EVERYTHING, "");
            bench.openDue();
            bench.sleep(Duration.ofDays(10));
            bench.store().liftBrake(brake, "operator-1");
            bench.store().liftBrake(brake, "operator-2");

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);

            List<String> events = bench.events(bench.untyped(cycle));
            assertThat(events).filteredOn("TIMER_STARTED"::equals).hasSize(1);
            assertThat(events).hasSizeLessThanOrEqualTo(15);
        }
    }

    /** Asked about, and past the end of its freeze. */
    private static String asked(Bench bench) {
        String cycle = bench.disconnected();
        bench.sleepUntil(bench.store().askAt(cycle));
        bench.openDue();
        bench.sleepUntil(bench.store().state(cycle).freezeEnd());
        return cycle;
    }
}
