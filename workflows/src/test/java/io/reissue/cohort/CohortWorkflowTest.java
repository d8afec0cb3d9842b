package io.reissue.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.cohort.CohortWorkflow.CohortResult;
import io.reissue.fake.Bench;
import io.reissue.fake.Command;
import io.reissue.fake.Exchange;
import io.reissue.fake.Faults;
import io.reissue.fake.Faults.Moment;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.outcome.Outcome;
import io.reissue.policy.Asking;
import io.reissue.recycle.CommandKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortWorkflowTest {
    private static final int EVENTS_PER_PLATFORM = 6;
    private static final int MEMBERS = 4;

    /** Asked on Thursday 2026-05-21 in Shanghai: five working days are over with Thursday the 28th. */
    private static final Instant FIRST_DEADLINE = Instant.parse("2026-05-28T16:00:00Z");

    @ParameterizedTest(name = "{0} platforms")
    @ValueSource(ints = {40, 220})
    void costsAtMostSixEventsAPlatform(int platforms) {
        try (Bench bench = Bench.asking(Asking.COHORT, platforms)) {
            resting(bench);
            String cohort = bench.openDue().getFirst();

            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));

            List<String> events = bench.events(bench.cohort(cohort));
            assertThat(events).filteredOn("ACTIVITY_TASK_SCHEDULED"::equals).hasSize(platforms);
            assertThat(events).hasSizeLessThanOrEqualTo(EVENTS_PER_PLATFORM * platforms);
            assertThat(bench.store().exchanges()).hasSize(MEMBERS * platforms);
        }
    }

    @Test
    void asksStageByStageAndTheNextOneWhenEveryPlatformHasTakenAStand() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            resting(bench);
            Instant asked = bench.now();
            String cohort = bench.openDue().getFirst();
            bench.endOfCohort(cohort);

            assertThat(bench.store().exchanges())
                    .extracting(exchange -> exchange.stage().number())
                    .isSorted()
                    .contains(1, 2, 3);
            assertThat(bench.store().exchanges())
                    .extracting(Exchange::at)
                    .as("no deadline was waited for")
                    .allMatch(at -> at.isBefore(asked.plus(Duration.ofHours(1))));
        }
    }

    @Test
    void goesOnAtTheDeadlineThoughAPlatformIsSilentAndDeliversAtHalfTimeToTheSilentOnly() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("id-2").answers(Manner.LATER);
            String number = resting(bench).getFirst();
            Instant asked = bench.now();
            bench.openDue();
            bench.sleepUntil(FIRST_DEADLINE.plus(Duration.ofHours(1)));

            assertThat(times(bench, number, "id-1")).hasSize(1);
            assertThat(times(bench, number, "id-2")).hasSize(2).element(1).satisfies(again -> {
                assertThat(again).isBetween(asked.plus(Duration.ofDays(3)), asked.plus(Duration.ofDays(5)));
            });
            assertThat(times(bench, number, "pay-1")).singleElement().satisfies(at -> {
                assertThat(at).isAfterOrEqualTo(FIRST_DEADLINE);
            });
            assertThat(bench.store().state(number).outcomes()).containsEntry("id-2", Outcome.UNKNOWN);
        }
    }

    @Test
    void keepsAskingTheSilentOnThePolicysScheduleUntilTheyAnswer() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("app-1").answers(Manner.LATER);
            String number = resting(bench).getFirst();
            String cohort = bench.openDue().getFirst();
            bench.sleepUntil(FIRST_DEADLINE.plus(Duration.ofDays(20)));
            int asked = times(bench, number, "app-1").size();
            assertThat(asked)
                    .as("at first, at half time, and in rounds of 1, 3, 7 days")
                    .isGreaterThanOrEqualTo(4);
            assertThat(times(bench, number, "app-2")).hasSize(1);

            bench.store().answerWaiting("app-1");

            assertThat(bench.store().state(number).outcomes()).containsEntry("app-1", Outcome.UNBOUND);
            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));
            assertThat(times(bench, number, "app-1")).hasSize(asked);
        }
    }

    @Test
    void asksTheSilentAsOftenWhileAnotherPlatformCannotBeReached() {
        List<Instant> alone = timesOfASilentPlatformBeside(Manner.AT_ONCE);

        assertThat(alone).as("at first, at half time, and in rounds").hasSizeGreaterThanOrEqualTo(4);
        assertThat(timesOfASilentPlatformBeside(Manner.UNREACHABLE)).hasSameSizeAs(alone);
    }

    private static List<Instant> timesOfASilentPlatformBeside(Manner manner) {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("app-1").answers(Manner.LATER);
            bench.platform("app-2").answers(manner);
            String number = resting(bench).getFirst();
            bench.openDue();
            bench.sleepUntil(FIRST_DEADLINE.plus(Duration.ofDays(20)));
            return times(bench, number, "app-1");
        }
    }

    @Test
    void reachesAPlatformThatWasDownForADayWithoutAskingTheOthersAgain() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            String number = resting(bench).getFirst();
            String cohort = bench.openDue().getFirst();
            bench.sleep(Duration.ofDays(1));
            bench.platform("pay-1").answers(Manner.AT_ONCE);

            bench.endOfCohort(cohort);

            assertThat(bench.platform("pay-1").bound()).isEmpty();
            assertThat(times(bench, number, "pay-2")).hasSize(1);
        }
    }

    @Test
    void asksAPlatformThatWasSwitchedOffOnceItIsOnAgain() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("pay-1").answers(Manner.SWITCHED_OFF);
            String number = resting(bench).getFirst();
            String cohort = bench.openDue().getFirst();
            bench.sleepUntil(FIRST_DEADLINE.plus(Duration.ofDays(20)));
            assertThat(times(bench, number, "pay-1")).isEmpty();
            assertThat(bench.events(bench.cohort(cohort))).doesNotContain("WORKFLOW_EXECUTION_COMPLETED");

            bench.platform("pay-1").answers(Manner.AT_ONCE);

            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));
            assertThat(times(bench, number, "pay-1")).hasSize(1);
        }
    }

    @Test
    void endsWhenNobodyIsLeftToAskAbout() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("app-1").answers(Manner.LATER);
            List<String> numbers = resting(bench);
            String cohort = bench.openDue().getFirst();
            bench.sleepUntil(FIRST_DEADLINE.plus(Duration.ofDays(5)));
            bench.platform("app-1").answers(Manner.AT_ONCE);
            numbers.forEach(number -> bench.command(number, Command.by("operator-1", CommandKind.WITHDRAW)));

            assertThat(bench.endOfCohort(cohort).members()).isEqualTo(MEMBERS);
        }
    }

    @Test
    void withoutAMemberAsksNobody() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            List<String> numbers = resting(bench);
            List<String> opened = bench.store().openDue();
            numbers.forEach(number -> bench.command(number, Command.by("operator-1", CommandKind.HOLD)));
            bench.startCohort(opened.getFirst());

            assertThat(bench.endOfCohort(opened.getFirst())).isEqualTo(new CohortResult(0, 0));
            assertThat(bench.store().exchanges()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{1} while {0} is silent")
    @CsvSource({
        "id-1, terminated",
        "pay-1, terminated",
        "app-1, terminated",
        "id-1, cancelled",
        "pay-1, cancelled",
        "app-1, cancelled"
    })
    void canBeStartedAgainInEachStageAndAsksNobodyTwiceWhoHasAnswered(String silent, String how) {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform(silent).answers(Manner.LATER);
            String number = resting(bench).getFirst();
            String cohort = bench.openDue().getFirst();
            bench.sleep(Duration.ofDays(1));
            if (how.equals("cancelled")) bench.cohort(cohort).cancel();
            else bench.cohort(cohort).terminate("lost");
            bench.sleep(Duration.ofHours(1));
            assertThat(bench.events(bench.cohort(cohort)))
                    .last()
                    .isIn("WORKFLOW_EXECUTION_CANCELED", "WORKFLOW_EXECUTION_TERMINATED");

            bench.startCohort(cohort);
            bench.sleep(Duration.ofHours(1));
            bench.store().answerWaiting(silent);
            bench.sleep(Duration.ofHours(1));

            assertThat(bench.store().state(number).outcomes().values()).containsOnly(Outcome.UNBOUND);
            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));
            bench.store().fleet().platforms().stream()
                    .filter(platform -> !platform.code().equals(silent))
                    .forEach(platform ->
                            assertThat(times(bench, number, platform.code())).hasSize(1));
        }
    }

    @Test
    void cancelledWhileAPlatformIsDownLetsTheDeliveryStopFirstAndCanBeStartedAgain() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            resting(bench);
            String cohort = bench.openDue().getFirst();
            bench.sleep(Duration.ofHours(3));
            bench.cohort(cohort).cancel();
            bench.sleep(Duration.ofHours(1));
            assertThat(bench.events(bench.cohort(cohort)))
                    .containsSubsequence("ACTIVITY_TASK_CANCELED", "WORKFLOW_EXECUTION_CANCELED");

            bench.platform("pay-1").answers(Manner.AT_ONCE);
            bench.startCohort(cohort);

            bench.endOfCohort(cohort);
            assertThat(bench.platform("pay-1").bound()).isEmpty();
        }
    }

    @Test
    void doesNotStumbleOverAStageThatDoesNotExist() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("id-1").answers(Manner.LATER);
            resting(bench);
            String cohort = bench.openDue().getFirst();
            bench.sleep(Duration.ofHours(1));

            bench.cohort(cohort).signal("stageSettled", 7);
            bench.sleep(Duration.ofHours(1));

            assertThat(bench.events(bench.cohort(cohort))).doesNotContain("WORKFLOW_TASK_FAILED");
            bench.store().answerWaiting("id-1");
            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));
        }
    }

    @Test
    void outlivesAStoreThatIsDownForHours() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            resting(bench);
            bench.store().faults().fail("openStage 2", Moment.BEFORE, 30, Faults.OUTAGE);
            String cohort = bench.openDue().getFirst();

            assertThat(bench.endOfCohort(cohort)).isEqualTo(new CohortResult(MEMBERS, 0));
            assertThat(bench.store().faults().thrown()).hasSize(30);
        }
    }

    @Test
    void doesNotLookAgainAndAgainWhenTheStoresClockIsBehind() {
        try (Bench bench = Bench.asking(Asking.COHORT, 9)) {
            bench.platform("app-1").answers(Manner.LATER);
            resting(bench);
            String cohort = bench.openDue().getFirst();
            bench.sleepUntil(FIRST_DEADLINE);
            bench.storeIsBehindBy(Duration.ofSeconds(3));

            bench.sleep(Duration.ofDays(12));

            assertThat(bench.events(bench.cohort(cohort)))
                    .filteredOn("MARKER_RECORDED"::equals)
                    .as("seal, four looks at stages, and two for each of a few rounds")
                    .hasSizeBetween(8, 25);
        }
    }

    /** Numbers on the day their platforms are asked. */
    private static List<String> resting(Bench bench) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) numbers.add(bench.disconnected());
        bench.sleepUntil(bench.store().askAt(numbers.getFirst()));
        return numbers;
    }

    private static List<Instant> times(Bench bench, String number, String platform) {
        return bench.store().exchanges().stream()
                .filter(exchange ->
                        exchange.cycleId().equals(number) && exchange.platform().equals(platform))
                .map(Exchange::at)
                .toList();
    }
}
