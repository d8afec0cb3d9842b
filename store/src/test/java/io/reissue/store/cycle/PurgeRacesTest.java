package io.reissue.store.cycle;

import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Said;
import io.reissue.policy.Stage;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Refusal;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.inventory.NumberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever meets the purge, both orders forced: who commits first is obeyed, and who comes second leaves no trace of having tried. */
class PurgeRacesTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"HOLD", "REINSTATE", "WITHDRAW", "EXTEND_FREEZE"})
    void aCommandBehindACommittedPurgeIsRefusedAndChangesNothing(CommandKind kind) throws Exception {
        var cycle = detached();

        var both = Race.overtaking(
                STORE,
                () -> {
                    assertThat(scene.resume(cycle).next()).isEqualTo(Next.ENDED);
                    return rows(cycle);
                },
                () -> request(cycle, kind));

        assertThat(both.second().refusal()).isEqualTo(Refusal.CYCLE_CLOSED);
        assertThat(rows(cycle)).isEqualTo(both.first());
        assertThat(scene.messages("COMMAND", cycle)).isEmpty();
        assertThat(scene.resume(cycle).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aPurgeBehindACommittedReinstatementDoesNotHappenThenOrLater() throws Exception {
        var cycle = detached();

        var both = Race.overtaking(STORE, () -> request(cycle, CommandKind.REINSTATE), () -> scene.resume(cycle));

        assertThat(both.first().verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(both.second().next()).isEqualTo(Next.UNDO);
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.REINSTATING);
        isWhole(cycle);
        assertThat(status(cycle)).isEqualTo(NumberStatus.IN_SERVICE);
        assertThat(scene.owed(cycle)).containsExactly(REST + " -");

        STORE.clock().advance(Duration.ofDays(400));
        assertThat(scene.finish(cycle).next()).isEqualTo(Next.UNDO);
        isWhole(cycle);
    }

    @Test
    void aPurgeBehindAReinstatementWithNothingToRestoreFindsTheCycleEnded() throws Exception {
        var cycle = reclaimable(scene.due(2).member(0));

        var both = Race.overtaking(STORE, () -> request(cycle, CommandKind.REINSTATE), () -> scene.resume(cycle));

        assertThat(both.second().next()).isEqualTo(Next.ENDED);
        assertThat(both.second().state()).isEqualTo(CycleState.REINSTATED);
        assertThat(both.second().certificateId()).isNull();
        assertThat(scene.count("certificate", cycle)).isZero();
        assertThat(status(cycle)).isEqualTo(NumberStatus.IN_SERVICE);
    }

    /** Only a number that nobody waits for can be purged without having been asked about: one to be retired. */
    @Test
    void aSealThatComesWhileANumberIsPurgedPassesItBy() throws Exception {
        var retired = toBeRetired();
        var cohort = scene.openedCohort(retired);
        var other = scene.resting();
        scene.toFreezeEnd(other);

        var both = Race.overtaking(
                STORE,
                () -> scene.resume(retired),
                () -> parts.cohorts().seal(cohort).members());

        assertThat(both.first().state()).isEqualTo(CycleState.RETIRED);
        assertThat(both.second()).isEqualTo(1);
        assertThat(scene.members(cohort)).containsExactly(other);
        assertThat(scene.row(retired).sealedAt()).isNull();
        isPurged(retired);
    }

    @Test
    void aPurgeThatComesWhileItsNumberIsSealedTakesItOutOfTheCohortAgainAndNobodyIsAsked() throws Exception {
        var retired = toBeRetired();
        var cohort = scene.openedCohort(retired);
        scene.toFreezeEnd(retired);

        var both = Race.overtaking(STORE, () -> parts.cohorts().seal(cohort).members(), () -> scene.resume(retired));

        assertThat(both.first()).isEqualTo(1);
        assertThat(both.second().state()).isEqualTo(CycleState.RETIRED);
        assertThat(scene.members(cohort)).isEmpty();
        isPurged(retired);
        for (var stage : Stage.IN_ORDER)
            assertThat(parts.cohorts().openStage(cohort, stage).toDeliver())
                    .as("asked in " + stage)
                    .isEmpty();
    }

    /** To be purged with the next step, though its holder may still come back; one platform has detached something. */
    private UUID detached() {
        var asked = scene.due(2);
        scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND)));
        return reclaimable(asked.member(0));
    }

    /** A policy's reclaim window ends no later than its freeze; what a purge leaves to the rules, it leaves to a longer one too. */
    private static UUID reclaimable(UUID cycle) {
        STORE.jdbc()
                .sql("update cycle set reclaim_until = freeze_end + interval '500 days' where id = :cycle")
                .param("cycle", cycle)
                .update();
        return cycle;
    }

    private UUID toBeRetired() {
        var cycle = scene.resting();
        for (var operator : List.of("operator-a", "operator-b"))
            scene.command(Scene.input(cycle, CommandKind.RETIRE, operator, null, null));
        return cycle;
    }

    private CommandDecision request(UUID cycle, CommandKind kind) {
        var until = Objects.requireNonNull(scene.row(cycle).freezeEnd()).plus(Duration.ofDays(20));
        return scene.command(Scene.input(cycle, kind, "operator-a", until, null));
    }

    /** Every row that is about the cycle or its number, but the commands themselves and that they were refused. */
    private static Map<String, List<String>> rows(UUID cycle) {
        var tables = STORE.jdbc()
                .sql("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = 'public' and column_name in ('cycle_id', 'number_id') and table_name <> 'command'
                        """)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list();
        var rows = new TreeMap<String, List<String>>();
        tables.forEach(table -> rows.put(
                table.toString(),
                STORE.jdbc()
                        .sql("select x::text from " + table.getKey() + " x join cycle c on c.id = :cycle where x."
                                + table.getValue() + " = c."
                                + (table.getValue().equals("cycle_id") ? "id" : "number_id")
                                + " order by 1")
                        .param("cycle", cycle)
                        .query((row, n) -> row.getString(1))
                        .list()));
        rows.put(
                "number",
                STORE.jdbc()
                        .sql("select n::text from number n join cycle c on c.number_id = n.id where c.id = :cycle")
                        .param("cycle", cycle)
                        .query((row, n) -> row.getString(1))
                        .list());
        assertThat(rows)
                .containsKeys(
                        "cycle=number_id", "certificate=cycle_id", "restoration=cycle_id", "feed_event=number_id");
        return rows;
    }

    private NumberStatus status(UUID cycle) {
        return parts.inventory().row(scene.row(cycle).numberId()).orElseThrow().status();
    }

    private void isWhole(UUID cycle) {
        assertThat(scene.row(cycle).state().open()).isTrue();
        for (var table : List.of("cycle_key", "holder", "membership"))
            assertThat(scene.count(table, cycle)).as(table).isEqualTo(1);
        assertThat(scene.count("certificate", cycle)).isZero();
    }

    private void isPurged(UUID cycle) {
        assertThat(scene.count("certificate", cycle)).isEqualTo(1);
        for (var table : List.of("cycle_key", "holder", "membership"))
            assertThat(scene.count(table, cycle)).as(table).isZero();
    }
}
