package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt;
import io.reissue.fake.CommandReceipt.Judged;
import io.reissue.fake.Conductor;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleWorkflow.RecycleResult;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people ask of a number, and what becomes of it; whatever store it is in. */
public abstract class NumberUnderCommandContract {
    private static final Duration DAY = Duration.ofDays(1);

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void aHeldNumberOutlivesItsFreezeAndGoesOnWhenTheHoldIsLifted(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.asked();
            assertThat(bench.command(cycle, Command.by("operator-1", CommandKind.HOLD))
                            .judged())
                    .isEqualTo(Judged.ACCEPTED);

            Instant freezeEnd = bench.store().state(cycle).freezeEnd();
            bench.sleepUntil(freezeEnd.plus(Duration.ofDays(50)));
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);
            assertThat(bench.store().state(cycle).freezeEnd()).isEqualTo(freezeEnd);

            bench.command(cycle, Command.by("operator-2", CommandKind.LIFT_HOLD));
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.closedAt(bench.untyped(cycle)))
                    .as("at once, not at the next fallback")
                    .isBefore(freezeEnd.plus(Duration.ofDays(51)));
        }
    }

    @Test
    void anExtendedFreezeEndsWhenTheCommandSaid() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.asked();
            Instant later = bench.store().state(cycle).freezeEnd().plus(Duration.ofDays(20));
            bench.command(
                    cycle, Command.by("operator-1", CommandKind.EXTEND_FREEZE).until(later));

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.closedAt(bench.untyped(cycle))).isBetween(later, later.plus(DAY));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void aFreezeThatTwoPeopleShortenEndsWhenBothSaid(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.disconnected();
            bench.sleep(DAY);
            Instant freezeEnd = bench.store().state(cycle).freezeEnd();
            Instant sooner = freezeEnd.minus(Duration.ofDays(20));
            Instant belowFloor = freezeEnd.minus(Duration.ofDays(31));

            assertThat(shorten(bench, cycle, "admin-1", sooner).judged()).isEqualTo(Judged.WAITS_FOR_SECOND);
            assertThat(shorten(bench, cycle, "admin-1", sooner).refusal()).isEqualTo(Refusal.SAME_PRINCIPAL);
            assertThat(shorten(bench, cycle, "admin-2", belowFloor).refusal()).isEqualTo(Refusal.BELOW_FLOOR);
            assertThat(shorten(bench, cycle, "admin-2", sooner.plus(DAY)).judged())
                    .as("another end is another shortening")
                    .isEqualTo(Judged.WAITS_FOR_SECOND);
            assertThat(bench.store().state(cycle).freezeEnd()).isEqualTo(freezeEnd);

            assertThat(shorten(bench, cycle, "admin-2", sooner).judged()).isEqualTo(Judged.ACCEPTED);
            assertThat(bench.store().state(cycle).freezeEnd()).isEqualTo(sooner);
            bench.sleepUntil(bench.store().askAt(cycle));
            bench.openDue();

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
            assertThat(bench.closedAt(bench.untyped(cycle))).isBetween(sooner, sooner.plus(DAY));
        }
    }

    private static CommandReceipt shorten(Conductor<?> bench, String cycle, String actor, Instant until) {
        return bench.command(
                cycle, Command.by(actor, CommandKind.SHORTEN_FREEZE).until(until));
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void aSilentRequiredPlatformIsWaivedByTwoPeopleAndNotByOne(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(DAY));

            Command first = Command.by("operator-1", CommandKind.WAIVE).about("pay-1");
            assertThat(bench.command(cycle, first).judged()).isEqualTo(Judged.WAITS_FOR_SECOND);
            assertThat(bench.command(cycle, first).judged()).as("repeated").isEqualTo(Judged.WAITS_FOR_SECOND);
            assertThat(bench.command(
                                    cycle,
                                    Command.by("operator-1", CommandKind.WAIVE).about("pay-1"))
                            .refusal())
                    .isEqualTo(Refusal.SAME_PRINCIPAL);
            bench.sleep(Duration.ofDays(15));
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);

            assertThat(bench.command(
                                    cycle,
                                    Command.by("operator-2", CommandKind.WAIVE).about("pay-1"))
                            .judged())
                    .isEqualTo(Judged.ACCEPTED);
            RecycleResult result = bench.end(cycle);
            assertThat(result.state()).isEqualTo(CycleState.RELEASED);
            assertThat(result.outcomes()).isEqualTo(new RecycleWorkflow.StageCounts("2/0/0", "2/0/1", "1/0/0"));
        }
    }

    @Test
    void aNumberRetiredByTwoPeopleIsPurgedAndNeverReleased() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(DAY));
            bench.command(cycle, Command.by("operator-1", CommandKind.RETIRE));
            bench.command(cycle, Command.by("operator-2", CommandKind.RETIRE));

            RecycleResult result = bench.end(cycle);

            assertThat(result.state()).isEqualTo(CycleState.RETIRED);
            assertThat(result.certificateId()).isNotNull();
            assertThat(bench.store().state(cycle).holderKnown()).isFalse();
        }
    }

    @Test
    void aRefusalIsAskedAgainOnTheSpot() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.platform("pay-1").refuses(RefusalReason.BALANCE_OR_DEBT);
            String cycle = bench.asked();
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(DAY));
            int before = asks(bench, "pay-1");
            bench.platform("pay-1").refuses(null);

            bench.command(cycle, Command.by("operator-1", CommandKind.ASK_AGAIN).about("pay-1"));
            bench.sleep(Duration.ofMinutes(5));

            assertThat(asks(bench, "pay-1")).isEqualTo(before + 1);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void aSilentPlatformIsAskedOnTheSpot(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.asked();
            bench.sleepUntil(bench.store().state(cycle).freezeEnd().plus(DAY));
            int before = asks(bench, "pay-1");
            bench.platform("pay-1").answers(Manner.AT_ONCE);

            assertThat(bench.command(
                                    cycle,
                                    Command.by("operator-1", CommandKind.ASK_AGAIN)
                                            .about("pay-1"))
                            .judged())
                    .isEqualTo(Judged.ACCEPTED);
            bench.sleep(Duration.ofMinutes(5));

            assertThat(asks(bench, "pay-1")).isEqualTo(before + 1);
            assertThat(bench.store().state(cycle).outcomes()).containsEntry("pay-1", Outcome.UNBOUND);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void anUpdateWithoutACommandInTheStoreChangesNothing() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.asked();
            var before = bench.store().state(cycle);

            bench.number(cycle).apply("typed-by-hand");

            assertThat(bench.store().state(cycle)).isEqualTo(before);
            assertThat(bench.number(cycle).view())
                    .satisfies(view -> assertThat(view).isNotNull())
                    .extracting("next")
                    .isEqualTo(CycleView.Next.REST);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void anUpdateWithoutACommandInTheStoreLeavesAnAskInFlightToItself() {
        try (Conductor<?> bench = conductor(Asking.ALONE, 6)) {
            String cycle = askInFlight(bench);

            bench.number(cycle).apply("typed-by-hand");
            bench.sleep(Duration.ofMinutes(5));
            assertThat(bench.events(bench.untyped(cycle))).doesNotContain("ACTIVITY_TASK_CANCEL_REQUESTED");

            bench.platform("pay-1").answers(Manner.AT_ONCE);
            bench.sleep(Duration.ofHours(9));
            assertThat(bench.store().state(cycle).outcomes()).containsEntry("pay-1", Outcome.UNBOUND);
            assertThat(bench.events(bench.untyped(cycle)))
                    .as("the same ask went on")
                    .doesNotContain("ACTIVITY_TASK_CANCELED");
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    @Test
    void aCommandInTheStoreCutsAnAskInFlightShortAlsoBehindAnUpdateThatWasNone() {
        try (Conductor<?> bench = conductor(Asking.ALONE, 6)) {
            String cycle = askInFlight(bench);
            bench.number(cycle).apply("typed-by-hand");

            bench.command(cycle, Command.by("operator-1", CommandKind.HOLD));
            bench.sleep(Duration.ofMinutes(5));

            assertThat(bench.events(bench.untyped(cycle))).contains("ACTIVITY_TASK_CANCELED");
            assertThat(bench.number(cycle).view()).extracting("next").isEqualTo(CycleView.Next.REST);
        }
    }

    /** A number that asks by itself, and waits to ask a platform again that nobody reaches. */
    private static String askInFlight(Conductor<?> bench) {
        bench.platform("pay-1").answers(Manner.UNREACHABLE);
        String cycle = bench.disconnected();
        bench.sleepUntil(bench.store().askAt(cycle));
        while (asks(bench, "pay-1") == 0) bench.sleep(Duration.ofMinutes(10));
        return cycle;
    }

    @Test
    void theSameCommandAgainGetsItsFirstDecisionAndAnotherUnderItsIdIsRefused() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.asked();
            String other = bench.disconnected();
            bench.sleep(DAY);
            Instant later = bench.store().state(cycle).freezeEnd().plus(Duration.ofDays(20));
            Command first = Command.by("operator-1", CommandKind.EXTEND_FREEZE).until(later);
            assertThat(bench.command(cycle, first).judged()).isEqualTo(Judged.ACCEPTED);

            assertThat(bench.command(cycle, first).judged()).isEqualTo(Judged.ACCEPTED);
            assertThat(bench.command(cycle, first.until(later.plus(DAY))).judged())
                    .as("who did not hear of it counts from the new end")
                    .isEqualTo(Judged.ACCEPTED);
            assertThat(bench.store().state(cycle).freezeEnd()).isEqualTo(later);

            assertThat(bench.command(other, first).refusal()).isEqualTo(Refusal.ID_TAKEN);
            assertThat(List.of(
                            Command.by("operator-2", CommandKind.EXTEND_FREEZE).until(later),
                            Command.by("operator-1", CommandKind.HOLD),
                            first.about("pay-1")))
                    .allSatisfy(another -> assertThat(bench.command(cycle, another.under(first.id()))
                                    .refusal())
                            .isEqualTo(Refusal.ID_TAKEN));
            assertThat(bench.store().state(cycle).held()).isFalse();
            assertThat(bench.store().state(other).freezeEnd()).isNotEqualTo(later);
        }
    }

    @Test
    void aNumberThatIsNotDisclosedYetTakesNoCommandAndGoesItsWay() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.takenIn();

            assertThat(bench.command(cycle, Command.by("operator-1", CommandKind.HOLD))
                            .refusal())
                    .isEqualTo(Refusal.NOT_DISCLOSED);

            bench.start(cycle);
            bench.sleep(DAY);
            assertThat(bench.store().state(cycle).held()).isFalse();
            assertThat(bench.command(cycle, Command.by("operator-1", CommandKind.HOLD))
                            .judged())
                    .isEqualTo(Judged.ACCEPTED);
        }
    }

    @Test
    void aBlankCommandIdIsTurnedAwayBeforeItReachesTheHistory() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.asked();

            assertThatThrownBy(() -> bench.number(cycle).apply("  ")).isInstanceOf(WorkflowUpdateException.class);

            assertThat(bench.events(bench.untyped(cycle))).noneMatch(type -> type.contains("UPDATE"));
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.RELEASED);
        }
    }

    private static int asks(Conductor<?> bench, String platform) {
        return List.copyOf(bench.store().exchanges()).stream()
                .filter(exchange -> exchange.platform().equals(platform))
                .toList()
                .size();
    }
}
