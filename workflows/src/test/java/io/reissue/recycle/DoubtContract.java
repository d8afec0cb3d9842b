package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.StageOf;
import io.reissue.cohort.CohortPlan;
import io.reissue.fake.Command;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.fake.StoreDriver;
import io.reissue.fake.Wake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store does about a platform that calls implausibly many numbers not bound, seen from outside. */
public abstract class DoubtContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String BANK = "pay-1";
    private static final String SHOP = "app-1";

    private final StoreDriver store = driver(Asking.COHORT);
    private String cohort = "";
    private String first = "";

    /** A fresh store. */
    protected abstract StoreDriver driver(Asking asking);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void answersWithoutAnythingBoundAreNotBelievedFromTheFirstOneOnceTenAreMissing() {
        store.hasHeld(BANK, 500, 500);
        List<String> numbers = asked(10);

        numbers.stream().limit(9).forEach(this::saysNotBound);
        assertThat(numbers.subList(0, 9)).allSatisfy(number -> knows(number, Outcome.NOT_BOUND));
        saysNotBound(numbers.getLast());

        assertThat(numbers).allSatisfy(number -> knows(number, Outcome.UNKNOWN));
        pastTheFreeze(numbers);
        CycleView view = finish(numbers.getFirst());
        assertThat(view.why()).isEqualTo(Waiting.ANSWERS);
        assertThat(view.stuck()).isEqualTo(StuckReason.REQUIRED_DOUBTED);
        assertThat(view.certificateId()).isNull();
    }

    @Test
    void aPlatformThatHasNotSaidMuchYetIsBelieved() {
        store.hasHeld(BANK, 499, 499);
        List<String> numbers = asked(12);

        numbers.forEach(this::saysNotBound);

        assertThat(numbers).allSatisfy(number -> knows(number, Outcome.NOT_BOUND));
    }

    @Test
    void oneBoundAmongThemAndAllAreBelieved() {
        store.hasHeld(BANK, 500, 500);
        List<String> numbers = asked(19);

        numbers.subList(0, 9).forEach(this::saysNotBound);
        store.answer(numbers.get(9), BANK, Outcome.REFUSED, RefusalReason.BALANCE_OR_DEBT);
        numbers.subList(10, 19).forEach(this::saysNotBound);

        assertThat(numbers)
                .allSatisfy(number ->
                        assertThat(store.state(number).outcomes().get(BANK)).isIn(Outcome.NOT_BOUND, Outcome.REFUSED));
    }

    @Test
    void aPlatformThatIsNotRequiredIsNotWatched() {
        store.hasHeld(SHOP, 500, 500);
        store.behaves(SHOP, Manner.LATER, null);
        List<String> numbers = asked(12);

        numbers.forEach(number -> store.answer(number, SHOP, Outcome.NOT_BOUND, null));

        assertThat(numbers)
                .allSatisfy(
                        number -> assertThat(store.state(number).outcomes()).containsEntry(SHOP, Outcome.NOT_BOUND));
    }

    @Test
    void whatAnOperatorAcceptsCountsAtOnceAndWhoWaitedIsWoken() {
        List<String> numbers = doubted();
        pastTheFreeze(numbers);
        numbers.forEach(this::finish);
        assertThat(wakes()).isEmpty();

        store.acceptDoubts("operator-1", BANK);

        assertThat(numbers).allSatisfy(number -> knows(number, Outcome.NOT_BOUND));
        assertThat(wakes())
                .containsExactlyInAnyOrderElementsOf(numbers.stream()
                        .map(number -> new Wake(Wake.Kind.LOOK_AGAIN, number, BANK))
                        .toList());
        pastTheFreeze(numbers);
        assertThat(finish(numbers.getFirst()).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void whatIsNotBelievedIsAskedAgainAndARealUnbindingEndsTheDoubtOfItsNumber() {
        List<String> numbers = doubted();

        askAgain();

        assertThat(numbers)
                .allSatisfy(number ->
                        assertThat(store.sent(Verb.UNBIND, BANK, number)).isEqualTo(2));
        store.answer(numbers.getFirst(), BANK, Outcome.UNBOUND, null);
        knows(numbers.getFirst(), Outcome.UNBOUND);
        knows(numbers.getLast(), Outcome.UNKNOWN);
    }

    @Test
    void anAnswerThatHoldsSomethingBoundIsBelievedInWhatItCallsNotBoundAnew() {
        List<String> numbers = doubted();
        askAgain();

        store.answer(numbers.get(0), BANK, Outcome.UNBOUND, null);
        saysNotBound(numbers.get(1));

        knows(numbers.get(1), Outcome.NOT_BOUND);
        knows(numbers.get(9), Outcome.UNKNOWN);
    }

    @Test
    void whatIsCalledNotBoundOnceMoreWithNothingBoundBesideItIsNoMoreBelieved() {
        List<String> numbers = doubted();
        askAgain();

        numbers.forEach(this::saysNotBound);

        assertThat(numbers).allSatisfy(number -> knows(number, Outcome.UNKNOWN));
        assertThat(store.cohorts().nextRound(cohort).open()).isTrue();
    }

    @Test
    void aPlatformMayTakeBackWhatWasNotBelieved() {
        List<String> numbers = doubted();
        askAgain();

        store.answer(numbers.getFirst(), BANK, Outcome.REFUSED, RefusalReason.BALANCE_OR_DEBT);

        knows(numbers.getFirst(), Outcome.REFUSED);
        store.acceptDoubts("operator-1", BANK);
        knows(numbers.getFirst(), Outcome.REFUSED);
    }

    @Test
    void aHolderWhoComesBackIsOwedARestoreByThePlatformThatIsNotBelieved() {
        List<String> numbers = doubted();

        store.command(numbers.getFirst(), Command.by("operator-1", CommandKind.WITHDRAW));

        assertThat(store.state(numbers.getFirst()).toRestore()).contains(BANK);
    }

    @Test
    void theCohortSaysWhoIsNotBelievedAndGoesOnAskingThoughItHadEnded() {
        store.hasHeld(BANK, 500, 500);
        List<String> numbers = asked(10);
        numbers.stream().limit(9).forEach(this::saysNotBound);
        store.command(numbers.getLast(), Command.by("operator-1", CommandKind.WITHDRAW));
        assertThat(store.cohorts().nextRound(cohort).open()).isFalse();
        List<String> others = asked(1);

        saysNotBound(others.getFirst());

        CohortPlan plan = store.cohorts().nextRound(first);
        assertThat(plan.open()).isTrue();
        assertThat(plan.doubted()).containsExactly(BANK);
        assertThat(store.wakes()).contains(new Wake(Wake.Kind.START_COHORT, first, ""));
    }

    private List<String> doubted() {
        store.hasHeld(BANK, 500, 500);
        List<String> numbers = asked(10);
        numbers.forEach(this::saysNotBound);
        return numbers;
    }

    /** Numbers of one cohort about which everybody has answered at once, but for the bank, which takes its time. */
    private List<String> asked(int howMany) {
        store.behaves(BANK, Manner.LATER, null);
        List<String> numbers =
                IntStream.range(0, howMany).mapToObj(n -> store.takeIn(false)).toList();
        numbers.forEach(number -> store.numbers().resume(run(number)));
        store.clockTo(store.askAt(numbers.getFirst()));
        first = cohort;
        cohort = store.openDue().getFirst();
        store.cohorts().seal(cohort);
        for (Stage stage : Stage.IN_ORDER) {
            store.cohorts()
                    .openStage(new StageOf(cohort, stage.number()))
                    .toDeliver()
                    .forEach(delivery ->
                            store.cohorts().deliver(new DeliverOrder(cohort, delivery.platform(), stage.number())));
        }
        return numbers;
    }

    private void askAgain() {
        Instant round = Objects.requireNonNull(store.cohorts().nextRound(cohort).until());
        store.clockTo(round);
        store.cohorts()
                .openRound(cohort)
                .toDeliver()
                .forEach(delivery -> store.cohorts().deliver(new DeliverOrder(cohort, delivery.platform(), 0)));
    }

    private void saysNotBound(String number) {
        store.answer(number, BANK, Outcome.NOT_BOUND, null);
    }

    private void knows(String number, Outcome outcome) {
        assertThat(store.state(number).outcomes()).containsEntry(BANK, outcome);
    }

    private void pastTheFreeze(List<String> numbers) {
        store.clockTo(store.state(numbers.getFirst()).freezeEnd().plus(DAY));
    }

    private List<Wake> wakes() {
        return store.wakes().stream()
                .filter(wake -> wake.kind() == Wake.Kind.LOOK_AGAIN)
                .toList();
    }

    private CycleView finish(String cycle) {
        return store.numbers().finish(run(cycle));
    }

    private static CycleRun run(String cycle) {
        return new CycleRun(cycle, "run-1", Fleet.START.toEpochMilli() + 1);
    }
}
