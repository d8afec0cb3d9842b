package io.reissue.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.DeliverReport;
import io.reissue.cohort.CohortActivities.StageOf;
import io.reissue.cohort.CohortPlan.Delivery;
import io.reissue.fake.Command;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.fake.StoreDriver;
import io.reissue.fake.Wake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.RecycleActivities.FailureCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link CohortActivities} does, seen from outside. */
public abstract class CohortActivitiesContract {
    private static final int MEMBERS = 4;

    private final StoreDriver driver = driver(Asking.COHORT);

    /** A fresh store. */
    protected abstract StoreDriver driver(Asking asking);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void sealTakesInWhatIsDueAndNothingThatIsHeldOnceForAll() {
        List<String> numbers = resting();
        driver.command(numbers.getLast(), Command.by("operator-1", CommandKind.HOLD));
        String cohort = driver.openDue().getFirst();

        assertThat(driver.cohorts().seal(cohort).members()).isEqualTo(MEMBERS - 1);
        driver.command(numbers.getLast(), Command.by("operator-1", CommandKind.LIFT_HOLD));
        assertThat(driver.cohorts().seal(cohort).members())
                .as("a sealed cohort stays as it is")
                .isEqualTo(MEMBERS - 1);
        assertThat(driver.state(numbers.getFirst()).member()).isTrue();
        assertThat(driver.state(numbers.getLast()).member()).isFalse();
    }

    @Test
    void nothingIsDueBeforeItsDay() {
        resting();
        driver.clockTo(driver.now().minus(Duration.ofDays(1)));

        assertThat(driver.openDue()).isEmpty();
    }

    @Test
    void aStageIsOpenedOnceAndKeepsItsDeadline() {
        PLATFORMS_OF_STAGE_1.forEach(platform -> driver.behaves(platform, Manner.LATER, null));
        String cohort = sealed(resting());
        CohortPlan first = openStage(cohort, 1);
        driver.clockTo(driver.now().plus(Duration.ofDays(1)));
        CohortPlan again = openStage(cohort, 1);

        assertThat(first.open()).isTrue();
        assertThat(first.stage()).isEqualTo(1);
        assertThat(first.toDeliver()).extracting(Delivery::platform).containsExactlyInAnyOrder("id-1", "id-2");
        assertThat(first.toDeliver()).extracting(Delivery::items).containsOnly(MEMBERS);
        assertThat(first.halfTime()).isBetween(driver.now(), until(first));
        assertThat(again.until()).isEqualTo(first.until());
        assertThat(again.halfTime()).isEqualTo(first.halfTime());
    }

    private static final List<String> PLATFORMS_OF_STAGE_1 = List.of("id-1", "id-2");

    @Test
    void aDeliveryReachesEveryMemberOnceAndTheAnswersAreKept() {
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        openStage(cohort, 1);

        DeliverReport report = deliver(cohort, "id-1", 1);
        deliver(cohort, "id-1", 1);

        assertThat(report.items()).isEqualTo(MEMBERS);
        assertThat(report.answeredAtOnce()).isEqualTo(MEMBERS);
        assertThat(numbers).allSatisfy(number -> {
            assertThat(driver.sent(Verb.UNBIND, "id-1", number)).isEqualTo(1);
            assertThat(driver.state(number).outcomes()).containsEntry("id-1", Outcome.UNBOUND);
            assertThat(driver.state(number).outcomes()).containsEntry("id-2", Outcome.UNKNOWN);
        });
    }

    @Test
    void theLastAnswerOfAStageWakesTheCohortOnceAndTheStageIsNotOpenAnyMore() {
        driver.behaves("id-2", Manner.LATER, null);
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        openStage(cohort, 1);
        deliver(cohort, "id-1", 1);
        deliver(cohort, "id-2", 1);
        assertThat(driver.wakes()).noneMatch(wake -> wake.kind() == Wake.Kind.STAGE_SETTLED);

        numbers.forEach(number -> driver.answer(number, "id-2", Outcome.REFUSED, RefusalReason.DISPUTE_OR_LEGAL_HOLD));
        numbers.forEach(number -> driver.answer(number, "id-2", Outcome.UNBOUND, null));

        assertThat(driver.wakes())
                .filteredOn(wake -> wake.kind() == Wake.Kind.STAGE_SETTLED)
                .containsExactly(new Wake(Wake.Kind.STAGE_SETTLED, cohort, "1"));
        assertThat(openStage(cohort, 1).open()).isFalse();
    }

    @Test
    void openedAgainAStageNamesTheSilentOnly() {
        driver.behaves("id-2", Manner.LATER, null);
        String cohort = sealed(resting());
        openStage(cohort, 1);
        deliver(cohort, "id-1", 1);
        deliver(cohort, "id-2", 1);

        assertThat(openStage(cohort, 1).toDeliver())
                .extracting(Delivery::platform)
                .containsExactly("id-2");
    }

    @Test
    void aStageIsNotOpenPastItsDeadlineWhateverIsSilent() {
        driver.behaves("id-2", Manner.LATER, null);
        String cohort = sealed(resting());
        CohortPlan opened = openStage(cohort, 1);
        deliver(cohort, "id-1", 1);
        driver.clockTo(until(opened));

        CohortPlan over = openStage(cohort, 1);
        assertThat(over.open()).isFalse();
        assertThat(over.silentItems()).isEqualTo(MEMBERS * 5L);
    }

    @Test
    void nobodyIsSentAMemberThatWasWithdrawnBefore() {
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        openStage(cohort, 1);
        driver.command(numbers.getFirst(), Command.by("operator-1", CommandKind.WITHDRAW));

        DeliverReport report = deliver(cohort, "id-1", 1);

        assertThat(report.items()).isEqualTo(MEMBERS - 1);
        assertThat(driver.sent(Verb.UNBIND, "id-1", numbers.getFirst())).isZero();
        assertThat(driver.state(numbers.getFirst()).toRestore()).isEmpty();
        assertThat(driver.state(numbers.getLast()).outcomes()).containsEntry("id-1", Outcome.UNBOUND);
    }

    @Test
    void theLastOpenMemberThatIsWithdrawnSettlesTheStage() {
        driver.behaves("id-1", Manner.LATER, null);
        driver.behaves("id-2", Manner.LATER, null);
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        openStage(cohort, 1);

        numbers.forEach(number -> driver.command(number, Command.by("operator-1", CommandKind.WITHDRAW)));

        assertThat(driver.wakes()).contains(new Wake(Wake.Kind.STAGE_SETTLED, cohort, "1"));
        assertThat(driver.cohorts().nextRound(cohort).open())
                .as("nobody is left to ask about")
                .isFalse();
    }

    @Test
    void aPlatformThatIsDownFailsTheDeliveryByItsCode() {
        driver.behaves("id-1", Manner.UNREACHABLE, null);
        String cohort = sealed(resting());
        openStage(cohort, 1);

        assertThatThrownBy(() -> deliver(cohort, "id-1", 1))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureCode.PLATFORM_UNAVAILABLE.name());
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getCause()).isNull();
                });
        driver.behaves("id-1", Manner.AT_ONCE, null);
        assertThat(deliver(cohort, "id-1", 1).answeredAtOnce()).isEqualTo(MEMBERS);
    }

    @Test
    void theSilentAreAskedAgainInARoundAndNotBeforeItsTime() {
        driver.behaves("app-1", Manner.LATER, null);
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        for (int stage = 1; stage <= 3; stage++) {
            int number = stage;
            openStage(cohort, stage).toDeliver().forEach(delivery -> deliver(cohort, delivery.platform(), number));
        }
        CohortPlan next = driver.cohorts().nextRound(cohort);
        assertThat(next.open()).isTrue();
        assertThat(next.silentItems()).isEqualTo(MEMBERS);
        assertThat(until(next)).isAfter(driver.now());
        assertThat(driver.cohorts().nextRound(cohort).until()).as("asked again").isEqualTo(next.until());
        assertThat(driver.cohorts().openRound(cohort).toDeliver())
                .as("too early")
                .isEmpty();

        driver.clockTo(until(next));
        CohortPlan round = driver.cohorts().openRound(cohort);
        assertThat(round.toDeliver()).extracting(Delivery::platform).containsExactly("app-1");
        assertThat(until(round)).as("the round's end").isAfter(until(next));
        assertThat(driver.cohorts().openRound(cohort).toDeliver())
                .as("opened once")
                .isEqualTo(round.toDeliver());
        deliver(cohort, "app-1", 0);
        assertThat(numbers)
                .allSatisfy(number ->
                        assertThat(driver.sent(Verb.UNBIND, "app-1", number)).isEqualTo(2));
        assertThat(until(driver.cohorts().nextRound(cohort)))
                .as("delivering does not move it")
                .isEqualTo(until(round));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequiredPlatformThatIsSwitchedOffIsAskedInTheRoundAfterItIsOnAgain(boolean beforeTheSeal) {
        if (beforeTheSeal) driver.behaves("pay-1", Manner.SWITCHED_OFF, null);
        List<String> numbers = resting();
        String cohort = sealed(numbers);
        driver.behaves("pay-1", Manner.SWITCHED_OFF, null);
        for (int stage = 1; stage <= 3; stage++) {
            int number = stage;
            openStage(cohort, stage).toDeliver().forEach(delivery -> deliver(cohort, delivery.platform(), number));
        }

        CohortPlan off = driver.cohorts().nextRound(cohort);
        assertThat(off.open()).as("silent like any other").isTrue();
        assertThat(off.silentItems()).isEqualTo(MEMBERS);
        driver.clockTo(until(off));
        assertThat(driver.cohorts().openRound(cohort).toDeliver()).isEmpty();

        driver.behaves("pay-1", Manner.AT_ONCE, null);
        CohortPlan on = driver.cohorts().nextRound(cohort);
        driver.clockTo(until(on));
        assertThat(driver.cohorts().openRound(cohort).toDeliver())
                .extracting(Delivery::platform)
                .containsExactly("pay-1");
        deliver(cohort, "pay-1", 0);

        assertThat(numbers)
                .allSatisfy(
                        number -> assertThat(driver.state(number).outcomes()).containsEntry("pay-1", Outcome.UNBOUND));
        assertThat(driver.cohorts().nextRound(cohort).open()).isFalse();
    }

    @Test
    void thereIsNoRoundWhenEverybodyHasTakenAStand() {
        String cohort = sealed(resting());
        for (int stage = 1; stage <= 3; stage++) {
            int number = stage;
            openStage(cohort, stage).toDeliver().forEach(delivery -> deliver(cohort, delivery.platform(), number));
        }

        CohortPlan next = driver.cohorts().nextRound(cohort);

        assertThat(next.open()).isFalse();
        assertThat(next.silentItems()).isZero();
    }

    @Test
    void aCohortThatIsNotThereIsAFailureThatIsNotRetried() {
        assertThatThrownBy(() -> driver.cohorts().seal(UUID.randomUUID().toString()))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureCode.NOT_FOUND.name());
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    /** Numbers that have been disclosed, on the day their platforms are asked. */
    private List<String> resting() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            String number = driver.takeIn(false);
            driver.numbers().resume(new CycleRun(number, "run-1", Fleet.START.toEpochMilli()));
            numbers.add(number);
        }
        driver.clockTo(driver.askAt(numbers.getFirst()));
        return numbers;
    }

    private String sealed(List<String> numbers) {
        String cohort = driver.openDue().getFirst();
        assertThat(driver.cohorts().seal(cohort).members()).isEqualTo(numbers.size());
        return cohort;
    }

    private CohortPlan openStage(String cohort, int stage) {
        return driver.cohorts().openStage(new StageOf(cohort, stage));
    }

    private DeliverReport deliver(String cohort, String platform, int stage) {
        return driver.cohorts().deliver(new DeliverOrder(cohort, platform, stage));
    }

    private static Instant until(CohortPlan plan) {
        return Objects.requireNonNull(plan.until());
    }
}
