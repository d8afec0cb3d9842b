package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Command;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.names.WorkflowIds;
import io.reissue.outcome.Outcome;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.relay.Comparison;
import io.reissue.relay.Reconcile;
import io.reissue.relay.Reconcile.Pace;
import io.reissue.relay.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporal's databases are gone in the middle of it: everything goes on from the store, at a server that begins empty. */
class LostClusterTest {
    private static final Pace PACE = Pace.fromTheBeginning(4);

    /** What a number is doing when the cluster is lost, and how it ends. */
    private enum Doing {
        WAITS_FOR_ANSWERS(CycleState.RELEASED),
        IS_HELD(CycleState.RELEASED),
        COMES_BACK(CycleState.REINSTATED),
        IS_RETIRED(CycleState.RETIRED),
        RESTS(CycleState.RELEASED),
        IS_ACCEPTED_AND_NO_MORE(CycleState.RELEASED);

        private final CycleState end;

        Doing(CycleState end) {
            this.end = end;
        }
    }

    /** One number each. */
    private record Numbers(Map<Doing, String> cycles) {
        static Numbers begin(Conductor<PostgresBenchStore> bench) {
            Numbers numbers = new Numbers(new EnumMap<>(Doing.class));
            for (Doing doing : List.of(Doing.WAITS_FOR_ANSWERS, Doing.IS_HELD, Doing.COMES_BACK, Doing.IS_RETIRED)) {
                numbers.cycles.put(doing, bench.disconnected());
            }
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            bench.sleepUntil(bench.store().askAt(numbers.that(Doing.IS_HELD)));
            bench.openDue();
            bench.sleep(Duration.ofDays(2));
            bench.command(numbers.that(Doing.IS_HELD), Command.by("operator-1", CommandKind.HOLD));
            bench.command(numbers.that(Doing.COMES_BACK), Command.by("shop-1", CommandKind.REINSTATE));
            bench.command(numbers.that(Doing.IS_RETIRED), Command.by("operator-1", CommandKind.RETIRE));
            bench.command(numbers.that(Doing.IS_RETIRED), Command.by("operator-2", CommandKind.RETIRE));
            numbers.cycles.put(Doing.RESTS, bench.disconnected());
            numbers.cycles.put(Doing.IS_ACCEPTED_AND_NO_MORE, bench.takenIn());
            bench.sleep(Duration.ofHours(1));
            bench.store().takenIn();
            return numbers;
        }

        String that(Doing doing) {
            return Objects.requireNonNull(cycles.get(doing));
        }

        Map<Doing, CycleSnapshot> in(Conductor<?> bench) {
            Map<Doing, CycleSnapshot> states = new EnumMap<>(Doing.class);
            cycles.forEach((doing, cycle) -> {
                if (doing != Doing.IS_ACCEPTED_AND_NO_MORE)
                    states.put(doing, bench.store().state(cycle));
            });
            return states;
        }

        String[] workflowIds() {
            return cycles.values().stream()
                    .map(UUID::fromString)
                    .map(WorkflowIds::recycle)
                    .toArray(String[]::new);
        }
    }

    @Test
    void numbersInEveryStateAreFrozenUntilTheyAreStartedAndThenComeToTheirOwnEnds() {
        Conductor<PostgresBenchStore> lost = PostgresBenchStore.conductor(Asking.COHORT, 6);
        Numbers numbers = Numbers.begin(lost);
        Map<Doing, CycleSnapshot> before = numbers.in(lost);
        Instant at = lost.now();

        try (Conductor<PostgresBenchStore> next = new Conductor<>(at, lost.lose()::movedTo)) {
            Reconcile reconcile = next.store().reconcile();
            next.sleep(Duration.ofDays(1));
            assertThat(numbers.in(next)).isEqualTo(before);

            Comparison missing = reconcile.look(PACE);

            assertThat(missing.calendars()).isEqualTo(new Tally(1, 1, 0, List.of(WorkflowIds.calendar("CN"))));
            assertThat(missing.cohorts().missing()).isEqualTo(1);
            assertThat(missing.files().wanted()).isZero();
            assertThat(missing.numbers().missing()).isEqualTo(6);
            assertThat(missing.numbers().sample()).hasSize(5).isSubsetOf(numbers.workflowIds());
            assertThat(reconcile.look(PACE)).as("looking starts nothing").isEqualTo(missing);

            assertThat(reconcile.start(PACE)).isEqualTo(missing);

            assertThat(reconcile.look(PACE).complete()).isTrue();
            next.platform("pay-1").answers(Manner.AT_ONCE);
            next.sleep(Duration.ofDays(3));
            next.command(numbers.that(Doing.IS_HELD), Command.by("operator-1", CommandKind.LIFT_HOLD));
            numbers.cycles().forEach((doing, cycle) -> {
                assertThat(next.end(cycle).state()).as(doing.name()).isEqualTo(doing.end);
                CycleSnapshot left = next.store().state(cycle);
                assertThat(left.feed())
                        .as(doing.name())
                        .containsExactly(
                                "number.disconnected",
                                doing == Doing.COMES_BACK ? "number.reinstated" : "number.purged");
                assertThat(left.toRestore()).as(doing.name()).isEmpty();
            });
        }
    }

    @Test
    void whatRunsIsLeftAlone() {
        try (Conductor<PostgresBenchStore> bench = PostgresBenchStore.conductor(Asking.COHORT, 6)) {
            String runs = bench.disconnected();
            String lost = bench.takenIn();
            bench.store().takenIn();
            bench.sleep(Duration.ofDays(1));
            String run = runOf(bench, runs);

            assertThat(bench.store().reconcile().start(PACE).numbers())
                    .isEqualTo(new Tally(2, 1, 0, List.of(WorkflowIds.recycle(UUID.fromString(lost)))));

            assertThat(runOf(bench, runs)).isEqualTo(run);
            assertThat(bench.end(lost).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "terminated"})
    void whatWasStoppedIsMissing(String how) {
        try (Conductor<PostgresBenchStore> bench = PostgresBenchStore.conductor(Asking.COHORT, 6)) {
            String cycle = bench.disconnected();
            bench.store().takenIn();
            bench.sleep(Duration.ofDays(1));
            if (how.equals("cancelled")) bench.untyped(cycle).cancel();
            else bench.untyped(cycle).terminate("by hand");
            bench.sleep(Duration.ofMinutes(1));

            assertThat(bench.store().reconcile().start(PACE).numbers().missing())
                    .isEqualTo(1);

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void aRunThatAnotherHasFollowedIsBegunAnewRatherThanAtItsNextStep() {
        try (Conductor<PostgresBenchStore> bench = PostgresBenchStore.conductor(Asking.COHORT, 6)) {
            String cycle = bench.disconnected();
            bench.store().takenIn();
            bench.sleep(Duration.ofDays(1));
            String older = runOf(bench, cycle);
            bench.store()
                    .numbers()
                    .resume(new CycleRun(
                            cycle, "a-run-that-was-lost", bench.now().toEpochMilli()));
            bench.sleep(Duration.ofMinutes(1));

            assertThat(bench.store().reconcile().look(PACE).numbers())
                    .isEqualTo(new Tally(1, 0, 1, List.of(WorkflowIds.recycle(UUID.fromString(cycle)))));
            bench.store().reconcile().start(PACE);

            assertThat(runOf(bench, cycle)).isNotEqualTo(older);
            bench.sleep(Duration.ofMinutes(1));
            assertThat(bench.store().reconcile().look(PACE).numbers().complete())
                    .isTrue();
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void aHolderWhoIsBackAndStillOwedARestoreIsAmongThem() {
        Conductor<PostgresBenchStore> lost = PostgresBenchStore.conductor(Asking.COHORT, 6);
        String cycle = lost.disconnected("pay-1");
        lost.sleepUntil(lost.store().askAt(cycle));
        lost.openDue();
        lost.sleep(Duration.ofDays(1));
        lost.sleepUntil(lost.store().askAt(cycle).plus(Duration.ofDays(21)));
        lost.command(cycle, Command.by("shop-1", CommandKind.REINSTATE));
        assertThat(lost.end(cycle).state()).isEqualTo(CycleState.REINSTATED);
        lost.store().takenIn();
        lost.platform("pay-1").answers(Manner.UNREACHABLE);
        // it has found an account after all
        lost.store().saysNow("pay-1", cycle, Outcome.UNBOUND);
        lost.sleep(Duration.ofHours(1));
        assertThat(lost.store().state(cycle).toRestore()).containsExactly("pay-1");
        Instant at = lost.now();

        try (Conductor<PostgresBenchStore> next = new Conductor<>(at, lost.lose()::movedTo)) {
            next.platform("pay-1").answers(Manner.AT_ONCE);
            assertThat(next.store().lateSince(next.now())).isEmpty();
            next.sleep(Duration.ofDays(3));
            assertThat(next.store().lateSince(next.now())).containsExactly(UUID.fromString(cycle));

            assertThat(next.store().reconcile().start(PACE).numbers().missing()).isEqualTo(1);

            next.end(cycle);
            assertThat(next.store().state(cycle).toRestore()).isEmpty();
            assertThat(next.store().reconcile().look(PACE).numbers().wanted()).isZero();
        }
    }

    @Test
    void aWalkThatWasBrokenOffGoesOnBehindTheLastThatItPassed() {
        try (Conductor<PostgresBenchStore> bench = PostgresBenchStore.conductor(Asking.COHORT, 6)) {
            List<String> cycles = List.of(bench.takenIn(), bench.takenIn(), bench.takenIn());
            bench.store().takenIn();
            List<UUID> passed = new ArrayList<>();

            Tally rest = bench.store()
                    .reconcile()
                    .look(new Pace(UUID.fromString(cycles.getFirst()), 1, passed::add))
                    .numbers();

            assertThat(rest.missing()).isEqualTo(2);
            assertThat(passed).containsExactly(UUID.fromString(cycles.getLast()));
        }
    }

    private static String runOf(Conductor<?> bench, String cycle) {
        return bench.untyped(cycle).describe().getExecution().getRunId();
    }
}
