package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeWish;
import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.StageOf;
import io.reissue.fake.Command;
import io.reissue.fake.Fleet;
import io.reissue.fake.StoreDriver;
import io.reissue.fake.Wake;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every store does about brakes, seen from outside. */
public abstract class BrakeContract {
    private static final Duration DAY = Duration.ofDays(1);

    private final StoreDriver store = driver(Asking.COHORT);

    /** A fresh store. */
    protected abstract StoreDriver driver(Asking asking);

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "EVERYTHING, ''",
        "JURISDICTION, CN",
        "PROVINCE, CN/Beijing",
        "INTAKE_FILE, the file",
        "PLATFORM, pay-1",
        "PLATFORM, app-1"
    })
    void aNumberWithinTheScopeIsNotPurgedAndSaysWhichBrakeStopsIt(Scope scope, String code) {
        String cycle = due();
        String named = scope == Scope.INTAKE_FILE ? store.file() : code;
        store.setBrake("operator-1", scope, named);

        CycleView view = finish(cycle);

        assertThat(view.next()).isEqualTo(Next.REST);
        assertThat(view.why()).isEqualTo(Waiting.BRAKE);
        assertThat(view.waits()).containsExactly("brake: " + (scope + " " + named).strip());
        assertThat(view.until()).isEqualTo(store.now().plus(RecycleRules.FALLBACK));
        assertThat(view.stuck()).isNull();
        assertThat(store.state(cycle).holderKnown()).isTrue();
        assertThat(store.state(cycle).certificateId()).isNull();
    }

    @Test
    void aNumberOutsideTheScopeIsPurged() {
        String cycle = due();
        String elsewhere = store.setBrake("operator-1", Scope.EVERYTHING, "");
        store.liftBrake("operator-1", elsewhere);
        store.liftBrake("operator-2", elsewhere);

        assertThat(finish(cycle).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aNumberThatWasPortedInDoesNotGoBackToItsDonorEither() {
        store.setBrake("operator-1", Scope.JURISDICTION, "CN");
        String cycle = store.takeIn(true);

        CycleView view = store.numbers().resume(run(cycle));

        assertThat(view.why()).isEqualTo(Waiting.BRAKE);
        assertThat(store.state(cycle).holderKnown()).isTrue();
    }

    @Test
    void oneSetsAndTwoLiftAndTheNumbersThatWaitedAreWokenOnceEach() {
        List<String> waiting = due(3);
        String brake = store.setBrake("operator-1", Scope.EVERYTHING, "");
        waiting.forEach(this::finish);

        assertThat(store.liftBrake("operator-1", brake)).isFalse();
        assertThat(store.liftBrake("operator-1", brake))
                .as("the same person again")
                .isFalse();
        assertThat(finish(waiting.getFirst()).why()).isEqualTo(Waiting.BRAKE);
        assertThat(wakes()).isEmpty();

        assertThat(store.liftBrake("operator-2", brake)).isTrue();

        assertThat(wakes())
                .containsExactlyInAnyOrderElementsOf(waiting.stream()
                        .map(cycle -> new Wake(Wake.Kind.LOOK_AGAIN, cycle, brake))
                        .toList());
        waiting.forEach(cycle -> assertThat(finish(cycle).state()).isEqualTo(CycleState.RELEASED));
    }

    @Test
    void theSameBrakeAgainIsOneAndAnotherUnderItsIdIsRefusedAndStopsNothing() {
        String cycle = due();
        UUID id = UUID.randomUUID();
        BrakeWish first = new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-1", "WRONG_UNBINDS");
        assertThat(store.setBrake(first)).isEmpty();
        assertThat(store.setBrake(first)).as("not heard of, and sent again").isEmpty();

        assertThat(List.of(
                        new BrakeWish(id, Scope.PLATFORM, "pay-1", "operator-1", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "KR", "operator-1", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-2", "WRONG_UNBINDS"),
                        new BrakeWish(id, Scope.JURISDICTION, "CN", "operator-1", "COURT_ORDER")))
                .allSatisfy(other -> assertThat(store.setBrake(other)).contains(BrakeRefusal.ID_TAKEN));

        assertThat(finish(cycle).waits()).containsExactly("brake: JURISDICTION CN");
        store.liftBrake("operator-1", id.toString());
        store.liftBrake("operator-2", id.toString());
        assertThat(finish(cycle).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aNumberThatRestsForAnotherReasonIsNotWoken() {
        String resting = store.takeIn(false);
        store.numbers().resume(run(resting));
        String brake = store.setBrake("operator-1", Scope.EVERYTHING, "");
        assertThat(finish(resting).why()).isEqualTo(Waiting.FREEZE);

        store.liftBrake("operator-1", brake);
        store.liftBrake("operator-2", brake);

        assertThat(wakes()).isEmpty();
    }

    @Test
    void twoBrakesAreLiftedOneByOneAndTheNumberNamesBoth() {
        String cycle = due();
        String narrow = store.setBrake("operator-1", Scope.PLATFORM, "pay-1");
        String wide = store.setBrake("operator-2", Scope.JURISDICTION, "CN");
        assertThat(finish(cycle).waits()).containsExactly("brake: JURISDICTION CN", "brake: PLATFORM pay-1");

        store.liftBrake("operator-1", wide);
        store.liftBrake("operator-2", wide);

        assertThat(wakes()).containsExactly(new Wake(Wake.Kind.LOOK_AGAIN, cycle, wide));
        assertThat(finish(cycle).waits()).containsExactly("brake: PLATFORM pay-1");
        store.liftBrake("operator-1", narrow);
        store.liftBrake("operator-2", narrow);
        assertThat(finish(cycle).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aHolderMayComeBackAndARetiredNumberIsStoppedLikeTheOthers() {
        List<String> both = due(2);
        store.setBrake("operator-1", Scope.EVERYTHING, "");
        both.forEach(this::finish);

        store.command(both.getFirst(), Command.by("operator-1", CommandKind.WITHDRAW));
        store.command(both.getLast(), Command.by("operator-1", CommandKind.RETIRE));
        store.command(both.getLast(), Command.by("operator-2", CommandKind.RETIRE));

        assertThat(finish(both.getFirst()).next()).isEqualTo(Next.UNDO);
        assertThat(finish(both.getLast()).why()).isEqualTo(Waiting.BRAKE);
    }

    private List<Wake> wakes() {
        return store.wakes().stream()
                .filter(wake -> wake.kind() == Wake.Kind.LOOK_AGAIN)
                .toList();
    }

    private String due() {
        return due(1).getFirst();
    }

    /** Numbers about which everybody has answered, past the end of their freeze. */
    private List<String> due(int numbers) {
        List<String> due = java.util.stream.IntStream.range(0, numbers)
                .mapToObj(n -> store.takeIn(false))
                .toList();
        due.forEach(cycle -> store.numbers().resume(run(cycle)));
        store.clockTo(store.askAt(due.getFirst()));
        String cohort = store.openDue().getFirst();
        store.cohorts().seal(cohort);
        for (Stage stage : Stage.IN_ORDER) {
            store.cohorts()
                    .openStage(new StageOf(cohort, stage.number()))
                    .toDeliver()
                    .forEach(delivery ->
                            store.cohorts().deliver(new DeliverOrder(cohort, delivery.platform(), stage.number())));
        }
        Instant end = Objects.requireNonNull(store.state(due.getFirst()).freezeEnd());
        store.clockTo(end.plus(DAY));
        return due;
    }

    private CycleView finish(String cycle) {
        return store.numbers().finish(run(cycle));
    }

    private static CycleRun run(String cycle) {
        return new CycleRun(cycle, "run-1", Fleet.START.toEpochMilli() + 1);
    }
}
