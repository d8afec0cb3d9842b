package io.reissue.store.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRefusal;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.brake.Brakes.Decision;
import io.reissue.store.jdbc.SqlTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

class BrakesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final Brakes brakes = parts.brakes();
    private final BrakeRows rows = new BrakeRows(STORE.jdbc());

    /** What one test leaves standing would stop the numbers of the next. */
    @AfterEach
    void liftAll() {
        brakes.latest().stream().filter(BrakeState::stands).forEach(state -> liftByTwo(id(state)));
    }

    @Test
    void theDatabaseItselfRefusesALiftByOnePersonOrByOneWhoNeverAskedForIt() {
        UUID brake = set(Scope.EVERYTHING, "");
        brakes.lift(brake, "operator-a", "MENDED");

        assertThatThrownBy(() -> rows.lift(brake, "operator-a", "operator-a", scene.now()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> rows.lift(brake, "operator-a", "operator-x", scene.now()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> STORE.jdbc()
                        .sql("update brake set lifted_at = set_at where id = :id")
                        .param("id", brake)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(state(brake).stands()).isTrue();
    }

    @Test
    void onePersonWhoAsksTwiceIsOnePerson() {
        UUID brake = set(Scope.EVERYTHING, "");

        assertThat(lift(brake, "operator-a")).isInstanceOf(Decision.WaitsForSecond.class);
        assertThat(lift(brake, "operator-a")).isInstanceOf(Decision.WaitsForSecond.class);
        assertThat(state(brake).liftWantedBy()).containsExactly("operator-a");
        assertThat(lift(brake, "operator-b")).isInstanceOf(Decision.Lifted.class);
        assertThat(lift(brake, "operator-a")).as("repeated").isInstanceOf(Decision.Lifted.class);
        assertThat(lift(brake, "operator-c")).isEqualTo(new Decision.Refused(BrakeRefusal.ALREADY_LIFTED));
        assertThat(brakes.lift(UUID.randomUUID(), "operator-a", "MENDED")).isEmpty();
    }

    @Test
    void theSameIdAgainIsAnsweredWithTheBrakeThatIsThere() {
        UUID id = UUID.randomUUID();
        Decision first = brakes.set(id, Scope.JURISDICTION, "CN", "operator-a", "WRONG_UNBINDS");
        Decision again = brakes.set(id, Scope.JURISDICTION, "CN", "operator-a", "WRONG_UNBINDS");

        assertThat(first)
                .isInstanceOfSatisfying(
                        Decision.Set.class, set -> assertThat(set.repeated()).isFalse());
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decision.Set.class, set -> assertThat(set.repeated()).isTrue());
        assertThat(audit(id)).containsExactly("brake.set");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "EVERYTHING, CN",
        "JURISDICTION, CH",
        "JURISDICTION, ''",
        "PROVINCE, CN/Atlantis",
        "PROVINCE, Beijing",
        "INTAKE_FILE, numbers.csv",
        "INTAKE_FILE, 01939f0e-0000-7000-8000-000000000002",
        "PLATFORM, no-such-bank"
    })
    void aCodeThatNamesNothingIsRefusedBecauseItWouldStopNothing(Scope scope, String code) {
        assertThat(brakes.set(null, scope, code, "operator-a", "WRONG_UNBINDS"))
                .isEqualTo(new Decision.Refused(BrakeRefusal.UNKNOWN_CODE));
    }

    @Test
    void everyScopeTakesHoldOfItsNumbersAndOfNoOthers() {
        var due = scene.due(3);
        UUID fromBeijing = due.member(0);
        UUID ofTheFile = due.member(1);
        UUID neither = due.member(2);
        isFrom(fromBeijing, "Beijing");
        UUID province = set(Scope.PROVINCE, "CN/Beijing");
        UUID file = set(Scope.INTAKE_FILE, scene.row(ofTheFile).intakeFileId().toString());

        assertThat(scene.resume(fromBeijing).waits()).containsExactly("brake: PROVINCE CN/Beijing");
        assertThat(scene.resume(ofTheFile).why()).isEqualTo(Waiting.BRAKE);
        assertThat(scene.resume(neither).state()).isEqualTo(CycleState.RELEASED);
        assertThat(brakes.waiting()).containsEntry(province, 1L).containsEntry(file, 1L);
    }

    @Test
    void aPlatformsBrakeStopsEveryNumberItWasAskedAboutRequiredOrNot() {
        var due = scene.due(1);
        set(Scope.PLATFORM, Scene.REST);

        assertThat(scene.resume(due.member(0)).waits()).containsExactly("brake: PLATFORM " + Scene.REST);
    }

    @Test
    void provincesAreKnownByTheNumbersThatWereTakenIn() {
        assertThat(rows.known(Scope.PROVINCE, "CN/Inner Mongolia")).isFalse();
        parts.inventory()
                .register(List.of(new io.reissue.store.inventory.NewNumber(
                        "8613900000001",
                        "CN",
                        "Inner Mongolia",
                        null,
                        io.reissue.policy.LineType.RESIDENTIAL,
                        io.reissue.store.inventory.NumberStatus.RECYCLING)));

        assertThat(brakes.set(null, Scope.PROVINCE, "CN/Inner Mongolia", "operator-a", "WRONG_UNBINDS"))
                .as("the blank does not stop the audit either")
                .isInstanceOf(Decision.Set.class);
    }

    @Test
    void theNumbersThatWaitedAreWokenEachAtItsOwnInstantWithinTheSpread() {
        var due = scene.due(40);
        UUID brake = set(Scope.EVERYTHING, "");
        due.cohort().members().forEach(scene::resume);
        scene.spread(due.member(0), Duration.ofHours(6));
        var fresh = new StoreParts(STORE);

        liftByTwo(brake);
        Instant lifted = Objects.requireNonNull(state(brake).liftedAt());
        STORE.clock().advance(Duration.ofMinutes(5));
        fresh.brakeWakes().take(brake, "");
        fresh.brakeWakes().take(brake, "");

        List<Instant> wakes = wakes(brake);
        assertThat(wakes).as("each once, though the message came twice").hasSize(40);
        assertThat(wakes).allMatch(at -> at.isAfter(lifted) && at.isBefore(lifted.plus(Duration.ofHours(7))));
        assertThat(wakes.stream()
                        .map(at -> Duration.between(lifted, at).toHours())
                        .distinct())
                .as("spread over six hours")
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aNumberThatWasWokenBeforeIsNotWokenAgainByAnotherBrakesLift() {
        var due = scene.due(1);
        UUID first = set(Scope.EVERYTHING, "");
        scene.resume(due.member(0));
        UUID second = set(Scope.JURISDICTION, "CN");

        liftByTwo(second);
        parts.brakeWakes().take(second, "");

        assertThat(wakes(second)).isEmpty();
        assertThat(brakes.waiting()).containsEntry(first, 1L);
    }

    @Test
    void setAndLiftedAreInTheAuditWithScopeAndReason() {
        UUID brake = set(Scope.JURISDICTION, "CN");
        liftByTwo(brake);

        assertThat(audit(brake)).containsExactly("brake.set", "brake.lift-wanted", "brake.lifted");
        assertThat(STORE.jdbc()
                        .sql("select detail ->> 'code' from audit_entry where subject = :id")
                        .param("id", brake.toString())
                        .query(String.class)
                        .list())
                .containsOnly("CN");
    }

    @Test
    void whatStandsIsShownBeforeWhatWasLifted() {
        UUID standing = set(Scope.JURISDICTION, "CN");
        UUID lifted = set(Scope.EVERYTHING, "");
        liftByTwo(lifted);

        assertThat(brakes.latest()).extracting(BrakesTest::id).startsWith(standing, lifted);
        assertThat(scene.resume(scene.due(1).member(0)).next()).isEqualTo(Next.REST);
    }

    private UUID set(Scope scope, String code) {
        return switch (brakes.set(null, scope, code, "operator-a", "WRONG_UNBINDS")) {
            case Decision.Set set -> id(set.state());
            case Decision other -> throw new AssertionError(other);
        };
    }

    private Decision lift(UUID brake, String actor) {
        return brakes.lift(brake, actor, "MENDED").orElseThrow();
    }

    private void liftByTwo(UUID brake) {
        lift(brake, "operator-a");
        lift(brake, "operator-b");
    }

    private BrakeState state(UUID brake) {
        return rows.find(brake).orElseThrow();
    }

    private static UUID id(BrakeState state) {
        return state.brake().id();
    }

    private void isFrom(UUID cycle, String province) {
        STORE.jdbc()
                .sql("update number set province = :province where id = :number")
                .param("province", province)
                .param("number", scene.row(cycle).numberId())
                .update();
        STORE.jdbc()
                .sql("insert into province values ('CN', :province) on conflict do nothing")
                .param("province", province)
                .update();
    }

    private static List<Instant> wakes(UUID brake) {
        return STORE.jdbc()
                .sql("select next_at from outbox where kind = 'LOOK_AGAIN' and detail = :brake")
                .param("brake", brake.toString())
                .query((row, n) -> SqlTime.instant(row, "next_at"))
                .list();
    }

    private static List<String> audit(UUID brake) {
        return STORE.jdbc()
                .sql("select action from audit_entry where subject = :id order by id")
                .param("id", brake.toString())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
