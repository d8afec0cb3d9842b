package io.reissue.store.command;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Ending;
import io.reissue.recycle.Refusal;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.vault.KeyShredded;
import io.reissue.store.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;

class CommandsTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"WAIVE", "RETIRE"})
    void whatTakesTwoPeopleWaitsForTheSecondAndRefusesTheFirstAgain(CommandKind kind) {
        var cycle = scene.resting();

        var first = scene.command(input(cycle, kind, "operator-a", null, REQUIRED));
        assertThat(first.verdict()).isEqualTo(Verdict.WAITS_FOR_SECOND);
        assertThat(parts.commands().waitingForSecond(cycle))
                .containsExactly(new Unseconded(first.commandId(), kind, REQUIRED, null, "operator-a", scene.now()));
        assertThat(effects(cycle)).isZero();
        assertThat(scene.command(input(cycle, kind, "operator-a", null, REQUIRED))
                        .refusal())
                .isEqualTo(Refusal.SAME_PRINCIPAL);
        assertThat(effects(cycle)).isZero();

        var second = scene.command(input(cycle, kind, "operator-b", null, REQUIRED));
        assertThat(second.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(effects(cycle)).isEqualTo(1);
        assertThat(parts.commands().waitingForSecond(cycle)).isEmpty();
        assertThat(scene.messages("COMMAND", cycle))
                .containsExactly(second.commandId().toString());
        assertThat(scene.row(cycle).ending()).isEqualTo(kind == CommandKind.RETIRE ? Ending.RETIRE : Ending.RELEASE);
    }

    @Test
    void aFreezeIsShortenedByTwoPeopleWhoNameTheSameEndAndThenPinned() {
        var cycle = scene.resting();
        var end = Objects.requireNonNull(scene.row(cycle).freezeEnd());
        var floor = scene.row(cycle).floorAt();
        var longer = end.plus(Duration.ofDays(60));
        scene.command(input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", longer, null));
        var until = end.plus(Duration.ofDays(20));

        assertThat(scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "operator-a", until, null))
                        .verdict())
                .isEqualTo(Verdict.WAITS_FOR_SECOND);
        assertThat(scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "operator-a", until, null))
                        .refusal())
                .isEqualTo(Refusal.SAME_PRINCIPAL);
        assertThat(scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "operator-b", floor.minusMillis(1), null))
                        .refusal())
                .isEqualTo(Refusal.BELOW_FLOOR);
        assertThat(scene.row(cycle).freezeEnd()).isEqualTo(longer);
        assertThat(parts.commands().waitingForSecond(cycle))
                .extracting(Unseconded::until)
                .containsExactly(until);
        assertThat(scene.count("shortening", cycle)).isZero();

        var second = scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "operator-b", until, null));

        assertThat(second.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(scene.row(cycle).freezeEnd()).isEqualTo(until);
        assertThat(scene.row(cycle).askOn())
                .isEqualTo(until.atZone(scene.row(cycle).zone()).toLocalDate().minusDays(30));
        assertThat(cycleRow(cycle)).containsEntry("freeze_pinned", true);
        assertThat(scene.messages("COMMAND", cycle))
                .hasSize(2)
                .last()
                .isEqualTo(second.commandId().toString());
        assertThat(scene.count("shortening", cycle)).isEqualTo(1);
        assertThat(parts.commands().waitingForSecond(cycle)).isEmpty();
    }

    @Test
    void aShorteningUnderTheSameIdForAnotherEndIsAnotherCommand() {
        var cycle = scene.resting();
        var end = Objects.requireNonNull(scene.row(cycle).freezeEnd());
        scene.command(input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", end.plus(Duration.ofDays(60)), null));
        var first = input(cycle, CommandKind.SHORTEN_FREEZE, "operator-a", end.plus(Duration.ofDays(20)), null);
        var decision = scene.command(first);
        var other = new CommandInput(
                first.id(),
                cycle,
                CommandKind.SHORTEN_FREEZE,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                null,
                end.plus(Duration.ofDays(10)),
                null,
                null,
                false,
                false);

        assertThat(scene.command(first)).isEqualTo(decision);
        assertThat(scene.command(other).refusal()).isEqualTo(Refusal.ID_TAKEN);
    }

    @Test
    void theEndThatPlatformsWereToldStands() {
        var cycle = scene.asked(1).member(0);
        var end = Objects.requireNonNull(scene.row(cycle).freezeEnd());
        scene.command(input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", end.plus(Duration.ofDays(60)), null));

        assertThat(scene.command(input(cycle, CommandKind.SHORTEN_FREEZE, "operator-a", end, null))
                        .refusal())
                .isEqualTo(Refusal.ASKED_ALREADY);
    }

    @Test
    void theDatabaseItselfShortensForTwoPeopleAndOneEndOnly() {
        var cycle = scene.resting();
        var end = scene.now().plus(Duration.ofDays(100));
        var one = shortening(cycle, "operator-a", end);
        var again = shortening(cycle, "operator-a", end);
        var two = shortening(cycle, "operator-b", end);
        var otherEnd = shortening(cycle, "operator-b", end.plusSeconds(1));
        var otherCycle = shortening(scene.resting(), "operator-b", end);

        fails(() -> shorten(cycle, end, one, "operator-a", again, "operator-a"));
        fails(() -> shorten(cycle, end, one, "operator-a", again, "operator-b"));
        fails(() -> shorten(cycle, end, one, "operator-a", otherEnd, "operator-b"));
        fails(() -> shorten(cycle, end, one, "operator-a", otherCycle, "operator-b"));
        shorten(cycle, end, one, "operator-a", two, "operator-b");
        assertThat(scene.count("shortening", cycle)).isEqualTo(1);
    }

    private UUID shortening(UUID cycle, String actor, Instant until) {
        var id = row(cycle, CommandKind.SHORTEN_FREEZE, actor);
        STORE.jdbc()
                .sql("update command set until = :until where id = :id")
                .param("until", until.atOffset(java.time.ZoneOffset.UTC))
                .param("id", id)
                .update();
        return id;
    }

    private static void shorten(UUID cycle, Instant until, UUID first, String one, UUID second, String two) {
        STORE.jdbc()
                .sql("insert into shortening values (:cycle, :until, :first, :one, :second, :two)")
                .param("cycle", cycle)
                .param("until", until.atOffset(java.time.ZoneOffset.UTC))
                .param("first", first)
                .param("one", one)
                .param("second", second)
                .param("two", two)
                .update();
    }

    @Test
    void aSecondPersonForAnotherPlatformIsAFirst() {
        var cycle = scene.asked(1).member(0);
        STORE.jdbc()
                .sql("update cohort_platform set required = true where platform_id = :platform")
                .param("platform", scene.platform(REST))
                .update();
        scene.command(input(cycle, CommandKind.WAIVE, "operator-a", null, REQUIRED));

        assertThat(scene.command(input(cycle, CommandKind.WAIVE, "operator-b", null, REST))
                        .verdict())
                .isEqualTo(Verdict.WAITS_FOR_SECOND);
        assertThat(effects(cycle)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"WAIVE", "RETIRE"})
    void theDatabaseItselfRefusesOnePersonAsTwo(CommandKind kind) {
        var cycle = scene.resting();
        var one = row(cycle, kind, "operator-a");
        var two = row(cycle, kind, "operator-a");
        var three = row(scene.resting(), kind, "operator-b");

        fails(() -> write(cycle, kind, one, "operator-a", two, "operator-a"));
        fails(() -> write(cycle, kind, one, "operator-a", two, "operator-b"));
        fails(() -> write(cycle, kind, one, "operator-a", UUID.randomUUID(), "operator-b"));
        fails(() -> write(cycle, kind, one, "operator-a", three, "operator-b"));
        write(cycle, kind, one, "operator-a", row(cycle, kind, "operator-b"), "operator-b");
        assertThat(effects(cycle)).isEqualTo(1);
    }

    @Test
    void theSameCommandAgainGetsItsFirstDecisionAndHasOneEffect() {
        var cycle = scene.resting();
        var hold = input(cycle, CommandKind.HOLD, "operator-a", null, null);

        var first = scene.command(hold);
        scene.command(cycle, CommandKind.LIFT_HOLD);

        assertThat(scene.command(hold)).isEqualTo(first);
        assertThat(scene.row(cycle).held()).isFalse();
        assertThat(scene.messages("COMMAND", cycle)).hasSize(2);
        assertThat(scene.count("command", cycle)).isEqualTo(2);
    }

    @Test
    void theFirstOfTwoSentTwiceIsNoSecond() {
        var cycle = scene.resting();
        var retire = input(cycle, CommandKind.RETIRE, "operator-a", null, null);

        assertThat(scene.command(retire)).isEqualTo(scene.command(retire));
        assertThat(effects(cycle)).isZero();
        assertThat(parts.commands().waitingForSecond(cycle)).hasSize(1);

        scene.command(cycle, CommandKind.WITHDRAW);
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        assertThat(parts.commands().waitingForSecond(cycle))
                .as("nobody can be the second any more")
                .isEmpty();
    }

    @Test
    void aNumberOnItsWayBackTakesNoMoreCommands() {
        var cycle = scene.resting();
        assertThat(scene.command(cycle, CommandKind.REINSTATE).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.REINSTATING);

        assertThat(scene.command(cycle, CommandKind.HOLD).refusal()).isEqualTo(Refusal.ALREADY_UNDOING);
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
        assertThat(scene.command(cycle, CommandKind.HOLD).refusal()).isEqualTo(Refusal.CYCLE_CLOSED);
    }

    @Test
    void theReclaimWindowEnds() {
        var cycle = scene.resting();
        STORE.clock().set(Objects.requireNonNull(scene.row(cycle).reclaimUntil()));

        assertThat(scene.command(cycle, CommandKind.REINSTATE).refusal()).isEqualTo(Refusal.RECLAIM_OVER);
    }

    @Test
    void ofACycleThatThereIsNotNothingIsDecided() {
        assertThat(parts.commands().request(input(UUID.randomUUID(), CommandKind.HOLD, "operator-a", null, null)))
                .isEmpty();
    }

    @Test
    void aNoteIsUnderTheCyclesKeyAndGoneAfterThePurge() {
        var cycle = scene.due(1).member(0);
        var vault = new Vault(STORE.jdbc(), STORE.keys());
        var note = "called twice, will come by on Monday";
        scene.command(new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.ASK_AGAIN,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                note,
                null,
                null,
                null,
                false,
                false));
        var sealed = notes(cycle).getFirst();
        assertThat(new String(vault.open(cycle, "note", sealed), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(note);

        assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);

        assertThat(notes(cycle)).isEmpty();
        assertThatExceptionOfType(KeyShredded.class).isThrownBy(() -> vault.open(cycle, "note", sealed));
        scene.command(new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.HOLD,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                note,
                null,
                null,
                null,
                false,
                false));
        assertThat(notes(cycle)).as("a note on a closed cycle is not kept").isEmpty();
    }

    private List<byte[]> notes(UUID cycle) {
        return STORE.jdbc()
                .sql("select note_sealed from command where cycle_id = :cycle and note_sealed is not null")
                .param("cycle", cycle)
                .query((row, n) -> row.getBytes(1))
                .list();
    }

    private Map<String, @Nullable Object> cycleRow(UUID cycle) {
        return STORE.jdbc()
                .sql("select * from cycle where id = :cycle")
                .param("cycle", cycle)
                .query()
                .singleRow();
    }

    private long effects(UUID cycle) {
        return scene.count("waiver", cycle) + scene.count("retirement", cycle);
    }

    private UUID row(UUID cycle, CommandKind kind, String actor) {
        var id = UUID.randomUUID();
        STORE.jdbc()
                .sql("""
                        insert into command (id, cycle_id, kind, actor, reason_code, verdict, requested_at)
                        values (:id, :cycle, :kind, :actor, 'CASE', 'WAITS_FOR_SECOND', :now)
                        """)
                .param("id", id)
                .param("cycle", cycle)
                .param("kind", kind.name())
                .param("actor", actor)
                .param("now", scene.now().atOffset(java.time.ZoneOffset.UTC))
                .update();
        return id;
    }

    private void write(UUID cycle, CommandKind kind, UUID first, String one, UUID second, String two) {
        var sql = kind == CommandKind.WAIVE
                ? "insert into waiver values (:cycle, " + scene.platform(REQUIRED) + ", :first, :one, :second, :two)"
                : "insert into retirement values (:cycle, :first, :one, :second, :two)";
        STORE.jdbc()
                .sql(sql)
                .param("cycle", cycle)
                .param("first", first)
                .param("one", one)
                .param("second", second)
                .param("two", two)
                .update();
    }

    private static void fails(Runnable write) {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(write::run);
    }
}
