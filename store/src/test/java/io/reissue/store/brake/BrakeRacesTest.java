package io.reissue.store.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.brake.Brake.Scope;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.brake.Brakes.Decision;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A brake and a purge at the same moment: the brake stops it, or comes after it; never neither. */
class BrakeRacesTest {
    private static final int TIMES = 20;

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @AfterEach
    void liftAll() {
        parts.brakes().latest().stream()
                .filter(BrakeState::stands)
                .forEach(state -> liftByTwo(state.brake().id()));
    }

    @Test
    void aBrakeWaitsForThePurgeThatHasBegunAndComesAfterIt() throws Exception {
        UUID cycle = scene.due(1).member(0);

        var both = Race.overtaking(STORE, () -> scene.resume(cycle), this::set);

        assertThat(both.first().certificateId()).isNotNull();
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.RELEASED);
        assertThat(closedAt(cycle)).isBeforeOrEqualTo(setAt(both.second()));
    }

    @Test
    void aPurgeWaitsForTheBrakeThatIsBeingSetAndSeesIt() throws Exception {
        UUID cycle = scene.due(1).member(0);

        var both = Race.overtaking(STORE, this::set, () -> scene.resume(cycle));

        assertThat(both.second().why()).isEqualTo(Waiting.BRAKE);
        assertThat(scene.count("certificate", cycle)).isZero();
        assertThat(scene.count("cycle_key", cycle)).isEqualTo(1);
    }

    /** The purge has judged and waits for its member when the brake is set: what was judged is judged again. */
    @Test
    void aBrakeThatIsSetBetweenTheJudgementAndThePurgeIsSeen() throws Exception {
        UUID cycle = scene.due(1).member(0);

        var both = Race.interleaved(
                STORE,
                () -> STORE.jdbc()
                        .sql("select ordinal from membership where cycle_id = :cycle for update")
                        .param("cycle", cycle)
                        .query(Integer.class)
                        .single(),
                () -> scene.resume(cycle),
                this::set);

        assertThat(both.second().why()).isEqualTo(Waiting.BRAKE);
        assertThat(scene.count("certificate", cycle)).isZero();
    }

    @RepeatedTest(TIMES)
    void ofAPurgeAndABrakeOneWins() throws Exception {
        UUID cycle = scene.due(1).member(0);

        var both = Race.together(() -> scene.resume(cycle), this::set);

        boolean purged = both.first().next() == Next.ENDED;
        assertThat(scene.count("certificate", cycle)).isEqualTo(purged ? 1 : 0);
        if (purged) assertThat(closedAt(cycle)).isBeforeOrEqualTo(setAt(both.second()));
        else assertThat(both.first().why()).isEqualTo(Waiting.BRAKE);
    }

    @Test
    void purgesDoNotWaitForEachOther() throws Exception {
        var due = scene.due(2);

        var both = Race.overtaking(STORE, () -> scene.resume(due.member(0)), () -> scene.resume(due.member(1)));

        assertThat(both.first().certificateId()).isNotNull();
        assertThat(both.second().certificateId()).isNotNull();
    }

    @Test
    void aNumberThatBeginsToWaitWhileTheBrakeIsLiftedIsWoken() throws Exception {
        UUID cycle = scene.due(1).member(0);
        UUID brake = set();

        var both = Race.overtaking(STORE, () -> scene.resume(cycle), () -> liftAndWake(brake));

        assertThat(both.first().why()).isEqualTo(Waiting.BRAKE);
        assertThat(scene.messages("LOOK_AGAIN", cycle)).containsExactly(brake.toString());
    }

    @RepeatedTest(TIMES)
    void noNumberIsForgottenByALift() throws Exception {
        UUID cycle = scene.due(1).member(0);
        UUID brake = set();

        var both = Race.together(() -> scene.resume(cycle), () -> liftAndWake(brake));

        boolean woken = scene.messages("LOOK_AGAIN", cycle).contains(brake.toString());
        assertThat(isPurged(both.first()) || woken).isTrue();
    }

    private static boolean isPurged(CycleView view) {
        return view.next() == Next.ENDED;
    }

    private UUID set() {
        return switch (parts.brakes().set(null, Scope.EVERYTHING, "", "operator-a", "WRONG_UNBINDS")) {
            case Decision.Set set -> set.state().brake().id();
            case Decision other -> throw new AssertionError(other);
        };
    }

    private void liftByTwo(UUID brake) {
        parts.brakes().lift(brake, "operator-a", "MENDED");
        parts.brakes().lift(brake, "operator-b", "MENDED");
    }

    private UUID liftAndWake(UUID brake) {
        liftByTwo(brake);
        parts.brakeWakes().take(brake, "");
        return brake;
    }

    private static OffsetDateTime closedAt(UUID cycle) {
        return STORE.jdbc()
                .sql("select closed_at from cycle where id = :id")
                .param("id", cycle)
                .query(OffsetDateTime.class)
                .single();
    }

    private static OffsetDateTime setAt(UUID brake) {
        return STORE.jdbc()
                .sql("select set_at from brake where id = :id")
                .param("id", brake)
                .query(OffsetDateTime.class)
                .single();
    }
}
