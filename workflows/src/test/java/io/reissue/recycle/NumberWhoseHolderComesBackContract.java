package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt.Judged;
import io.reissue.fake.Conductor;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Exchange;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything a number's platforms did is undone, when and however its holder comes back; whatever store it is in. */
public abstract class NumberWhoseHolderComesBackContract {
    private static final Duration DAY = Duration.ofDays(1);

    /** The workflows over a store of their own, with that many platforms. */
    protected abstract Conductor<?> conductor(Asking asking, int platforms);

    @ParameterizedTest(name = "{0}, asked {2}, ends {1}")
    @CsvSource({"REINSTATE, REINSTATED, COHORT", "REINSTATE, REINSTATED, ALONE", "WITHDRAW, WITHDRAWN, COHORT"})
    void whileItRestsIsGivenBackAtOnceAndNoPlatformHearsOfIt(CommandKind kind, CycleState ends, Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            String cycle = bench.disconnected();
            bench.sleep(Duration.ofDays(30));

            assertThat(bench.command(cycle, Command.by("shop-1", kind)).judged())
                    .isEqualTo(Judged.ACCEPTED);

            assertThat(bench.end(cycle).state()).isEqualTo(ends);
            assertThat(bench.closedAt(bench.untyped(cycle))).isBefore(Fleet.START.plus(Duration.ofDays(31)));
            assertThat(bench.store().exchanges()).isEmpty();
            CycleSnapshot left = bench.store().state(cycle);
            assertThat(left.feed()).containsExactly("number.disconnected", "number.reinstated");
            assertThat(left.certificateId()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void inFlightGetsBackExactlyWhatMayHaveBeenDetachedStageByStageInReverse(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 8)) {
            bench.platform("pay-2").refuses(RefusalReason.BALANCE_OR_DEBT);
            bench.platform("app-2").answers(Manner.UNREACHABLE);
            bench.platform("app-3").answers(Manner.LATER);
            String cycle = bench.disconnected("app-1", "id-2");
            askedAbout(bench, cycle);
            List.of("app-2", "app-3").forEach(code -> bench.platform(code).answers(Manner.AT_ONCE));

            bench.command(cycle, Command.by("shop-1", CommandKind.REINSTATE));
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.REINSTATED);

            List<Exchange> restores = restores(bench);
            assertThat(restores.stream().map(Exchange::platform).distinct())
                    .as("neither app-1 nor id-2: they said NOT_BOUND; the others once for each batch they were sent")
                    .containsExactlyInAnyOrder("app-2", "app-3", "pay-1", "pay-2", "pay-3", "id-1");
            assertThat(restores)
                    .extracting(exchange -> -exchange.stage().number())
                    .as("reverse order of stages")
                    .isSorted();
            assertEverythingAsBefore(bench, cycle, "app-1", "id-2");
            assertThat(bench.store().state(cycle).toRestore()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COHORT", "ALONE"})
    void getsBackWhatAPlatformDetachedWithoutBeingHeard(Asking asking) {
        try (Conductor<?> bench = conductor(asking, 6)) {
            bench.platform("pay-1").answers(Manner.UNHEARD);
            String cycle = bench.disconnected();
            askedAbout(bench, cycle);
            assertThat(bench.platform("pay-1").detached()).containsKey(cycle);
            assertThat(bench.store().state(cycle).outcomes()).containsEntry("pay-1", Outcome.UNKNOWN);
            bench.platform("pay-1").answers(Manner.AT_ONCE);

            bench.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.WITHDRAWN);
            assertThat(restores(bench)).extracting(Exchange::platform).contains("pay-1");
            assertEverythingAsBefore(bench, cycle);
        }
    }

    @Test
    void whileAPlatformIsBeingAskedThatAskIsCutShort() {
        try (Conductor<?> bench = conductor(Asking.ALONE, 6)) {
            bench.platform("pay-1").answers(Manner.UNREACHABLE);
            String cycle = bench.disconnected();
            bench.sleepUntil(bench.store().askAt(cycle).plus(Duration.ofHours(10)));
            assertThat(bench.platform("pay-2").bound()).isEmpty();
            bench.platform("pay-1").answers(Manner.AT_ONCE);
            var asked = bench.now();

            bench.command(cycle, Command.by("shop-1", CommandKind.REINSTATE));

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.REINSTATED);
            assertThat(bench.closedAt(bench.untyped(cycle))).isBefore(asked.plus(Duration.ofHours(1)));
            assertThat(restores(bench)).extracting(Exchange::platform).contains("pay-1", "pay-2", "pay-3", "id-1");
            assertEverythingAsBefore(bench, cycle);
        }
    }

    @Test
    void isNotReleasedToHimBeforeAPlatformThatIsDownHasRestored() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.disconnected();
            askedAbout(bench, cycle);
            bench.platform("pay-1").answers(Manner.UNREACHABLE);

            bench.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));
            bench.sleep(Duration.ofDays(12));
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.WITHDRAWING);
            assertThat(bench.store().state(cycle).toRestore()).containsExactly("pay-1");

            bench.platform("pay-1").answers(Manner.AT_ONCE);
            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.WITHDRAWN);
            assertEverythingAsBefore(bench, cycle);
        }
    }

    @Test
    void hasALateAnswerUndoneToo() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            bench.platform("pay-1").answers(Manner.LATER);
            String cycle = bench.disconnected();
            askedAbout(bench, cycle);

            bench.command(cycle, Command.by("shop-1", CommandKind.REINSTATE));
            bench.sleep(Duration.ofMinutes(10));
            assertThat(bench.store().state(cycle).toRestore()).containsExactly("pay-1");
            bench.store().answerWaiting("pay-1");

            assertThat(bench.end(cycle).state()).isEqualTo(CycleState.REINSTATED);
            assertEverythingAsBefore(bench, cycle);
        }
    }

    @Test
    void isRefusedWhenItIsAnotherHolderAndGoesOnResting() {
        try (Conductor<?> bench = conductor(Asking.COHORT, 6)) {
            String cycle = bench.disconnected();
            bench.sleep(DAY);

            assertThat(bench.command(
                                    cycle,
                                    Command.by("shop-1", CommandKind.REINSTATE).forAnotherHolder())
                            .refusal())
                    .isEqualTo(Refusal.HOLDER_DIFFERS);
            assertThat(bench.store().state(cycle).state()).isEqualTo(CycleState.RESTING);
        }
    }

    private static void askedAbout(Conductor<?> bench, String cycle) {
        bench.sleepUntil(bench.store().askAt(cycle));
        bench.openDue();
        bench.sleep(DAY);
        bench.sleepUntil(bench.store().askAt(cycle).plus(Duration.ofDays(21)));
    }

    private static List<Exchange> restores(Conductor<?> bench) {
        return bench.store().exchanges().stream()
                .filter(exchange -> exchange.verb() == Verb.RESTORE)
                .toList();
    }

    private static void assertEverythingAsBefore(Conductor<?> bench, String cycle, String... withoutAccountAt) {
        for (SimulatedPlatform platform : bench.store().fleet().platforms()) {
            assertThat(platform.detached()).as(platform.code()).isEmpty();
            if (List.of(withoutAccountAt).contains(platform.code())) {
                assertThat(platform.bound()).as(platform.code()).isEmpty();
            } else {
                assertThat(platform.bound())
                        .as(platform.code())
                        .containsOnlyKeys(cycle)
                        .containsValue(Fleet.account(platform));
            }
        }
    }
}
