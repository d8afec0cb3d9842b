package io.reissue.recycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.cohort.CohortActivities.DeliverOrder;
import io.reissue.cohort.CohortActivities.StageOf;
import io.reissue.fake.Command;
import io.reissue.fake.CommandReceipt.Judged;
import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Fleet;
import io.reissue.fake.SimulatedPlatform.Manner;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.fake.StoreDriver;
import io.reissue.fake.Wake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleView.Ask;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleActivities.AskReceipt;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.RecycleActivities.FailureCode;
import io.reissue.recycle.RecycleActivities.PlatformAsk;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.recycle.Verdict.Waiting;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link RecycleActivities} does, seen from outside. */
public abstract class RecycleActivitiesContract {
    private static final Duration SPREAD = Duration.ofHours(6).plusMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> PLATFORMS = List.of("id-1", "id-2", "pay-1", "pay-2", "pay-3", "app-1");

    private final StoreDriver byCohort = driver(Asking.COHORT);
    private final StoreDriver alone = driver(Asking.ALONE);

    /** A fresh store. */
    protected abstract StoreDriver driver(Asking asking);

    @AfterEach
    void close() {
        byCohort.close();
        alone.close();
    }

    @Test
    void resumeDisclosesOnceHoweverOftenItIsCalled() {
        String cycle = byCohort.takeIn(false);
        for (int i = 0; i < 3; i++) byCohort.numbers().resume(run(cycle, 1));
        byCohort.numbers().resume(run(cycle, 2));

        CycleSnapshot state = byCohort.state(cycle);
        assertThat(state.state()).isEqualTo(CycleState.RESTING);
        assertThat(state.notices()).isEqualTo(1);
        assertThat(state.feed()).containsExactly("number.disconnected");
    }

    @Test
    void resumeSaysUntilWhenToRestAndThatIsTheEndOfTheFreezeOrLittleLater() {
        String cycle = byCohort.takeIn(false);
        CycleView view = byCohort.numbers().resume(run(cycle, 1));

        assertThat(view.next()).isEqualTo(Next.REST);
        assertThat(view.why()).isEqualTo(Waiting.FREEZE);
        Instant end = byCohort.state(cycle).freezeEnd();
        assertThat(view.freezeEnd()).isEqualTo(end);
        assertThat(until(view)).isAfter(end).isBefore(end.plus(SPREAD));
        assertThat(byCohort.numbers().resume(run(cycle, 1)).until())
                .as("always the same")
                .isEqualTo(view.until());
    }

    @Test
    void aNumberThatAsksAloneRestsFirstUntilItsDayOrLittleLater() {
        String cycle = alone.takeIn(false);
        CycleView view = alone.numbers().resume(run(cycle, 1));

        assertThat(view.why()).isEqualTo(Waiting.ASK_DAY);
        assertThat(until(view))
                .isAfter(alone.askAt(cycle))
                .isBefore(alone.askAt(cycle).plus(SPREAD));
    }

    @Test
    void finishCalledTooEarlyChangesNothingAndSaysHowLongToRest() {
        String cycle = disconnected(byCohort);
        CycleSnapshot before = byCohort.state(cycle);

        CycleView view = byCohort.numbers().finish(run(cycle, 1));

        assertThat(view.next()).isEqualTo(Next.REST);
        assertThat(byCohort.state(cycle)).isEqualTo(before);
    }

    @Test
    void finishPurgesOnceEverythingRequiredIsClearedAndSaysTheSameWhenCalledAgain() {
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));

        CycleView first = byCohort.numbers().finish(run(cycle, 1));
        CycleView second = byCohort.numbers().finish(run(cycle, 1));

        assertThat(first.next()).isEqualTo(Next.ENDED);
        assertThat(first.state()).isEqualTo(CycleState.RELEASED);
        assertThat(first.certificateId()).isNotNull();
        assertThat(first.stages()).isEqualTo(new RecycleWorkflow.StageCounts("2/0/0", "3/0/0", "1/0/0"));
        assertThat(second.certificateId()).isEqualTo(first.certificateId());
        assertThat(second.stages()).isEqualTo(first.stages());
        CycleSnapshot left = byCohort.state(cycle);
        assertThat(left.feed()).containsExactly("number.disconnected", "number.purged");
        assertThat(left.holderKnown()).isFalse();
        assertThat(left.member()).isFalse();
        assertThat(left.outcomes()).isEmpty();
    }

    @Test
    void finishFailsClosedForANumberThatNoCohortAskedAbout() {
        String cycle = disconnected(byCohort);
        Instant end = byCohort.state(cycle).freezeEnd();
        byCohort.clockTo(end.plus(DAY));

        CycleView view = byCohort.numbers().finish(run(cycle, 1));

        assertThat(view.next()).isEqualTo(Next.REST);
        assertThat(byCohort.state(cycle).state()).isEqualTo(CycleState.RESTING);
        assertThat(byCohort.state(cycle).freezeEnd()).isAfter(end.plus(DAY));
        assertThat(view.stuck()).isEqualTo(StuckReason.REQUIRED_SILENT);
    }

    @Test
    void finishExtendsTheFreezeWhileARequiredPlatformIsSilentAndTheAnswerWakesTheNumber() {
        byCohort.behaves("pay-1", Manner.LATER, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));

        CycleView open = byCohort.numbers().finish(run(cycle, 1));
        assertThat(open.why()).isEqualTo(Waiting.ANSWERS);
        assertThat(open.stuckSince()).isEqualTo(byCohort.now());
        assertThat(byCohort.state(cycle).freezeEnd()).isAfter(byCohort.now());

        byCohort.answer(cycle, "pay-1", Outcome.NOT_BOUND, null);
        assertThat(byCohort.wakes()).contains(new Wake(Wake.Kind.PLATFORM_ANSWERED, cycle, "pay-1"));
        CycleView moved = byCohort.numbers().finish(run(cycle, 1));
        assertThat(moved.stuck()).isNull();
        byCohort.clockTo(until(moved));
        assertThat(byCohort.numbers().finish(run(cycle, 1)).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aRequiredPlatformThatIsSwitchedOffKeepsTheNumberUntilItIsWaived() {
        byCohort.behaves("pay-1", Manner.SWITCHED_OFF, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));

        CycleView open = byCohort.numbers().finish(run(cycle, 1));
        assertThat(open.why()).isEqualTo(Waiting.ANSWERS);
        assertThat(open.stuck()).isEqualTo(StuckReason.REQUIRED_SILENT);

        for (String operator : List.of("operator-1", "operator-2"))
            byCohort.command(cycle, Command.by(operator, CommandKind.WAIVE).about("pay-1"));
        byCohort.clockTo(until(open));
        assertThat(byCohort.numbers().finish(run(cycle, 1)).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void anAnswerDoesNotWakeANumberThatWaitsForNothingButItsFreeze() {
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);

        assertThat(byCohort.wakes()).noneMatch(wake -> wake.target().equals(cycle));
    }

    @Test
    void aRequiredRefusalIsTheNumbersOwnToAskWithWhatWasSaidLast() {
        byCohort.behaves("pay-1", Manner.AT_ONCE, RefusalReason.BALANCE_OR_DEBT);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));

        CycleView view = byCohort.numbers().finish(run(cycle, 1));

        assertThat(view.next()).isEqualTo(Next.ASK);
        assertThat(view.asks()).singleElement().satisfies(ask -> {
            assertThat(ask.platform()).isEqualTo("pay-1");
            assertThat(ask.stage()).isEqualTo(Stage.REQUIRED);
            assertThat(ask.attempt()).isEqualTo(2);
            assertThat(ask.last()).contains("BALANCE_OR_DEBT");
        });
        byCohort.behaves("pay-1", Manner.AT_ONCE, null);
        AskReceipt receipt = byCohort.numbers()
                .askPlatform(ask(cycle, Objects.requireNonNull(view.asks()).getFirst()));
        assertThat(receipt.receipt()).isEqualTo(Receipt.ANSWERED);
        assertThat(byCohort.state(cycle).outcomes()).containsEntry("pay-1", Outcome.UNBOUND);
    }

    @Test
    void aPlatformThatIsSilentToTheCohortIsAskedByTheNumberWhenAPersonWantsItAndOnce() {
        for (String platform : List.of("pay-1", "app-1")) byCohort.behaves(platform, Manner.LATER, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        assertThat(byCohort.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.REST);

        for (String platform : List.of("pay-1", "app-1")) {
            assertThat(byCohort.command(
                                    cycle,
                                    Command.by("operator-1", CommandKind.ASK_AGAIN)
                                            .about(platform))
                            .judged())
                    .isEqualTo(Judged.ACCEPTED);
            CycleView view = byCohort.numbers().finish(run(cycle, 1));
            assertThat(view.next()).isEqualTo(Next.ASK);
            assertThat(view.asks()).extracting(Ask::platform).containsExactly(platform);
            Ask ask = Objects.requireNonNull(view.asks()).getFirst();
            assertThat(byCohort.numbers().askPlatform(ask(cycle, ask)).receipt())
                    .isEqualTo(Receipt.DELIVERED);

            assertThat(byCohort.sent(Verb.UNBIND, platform, cycle)).isEqualTo(2);
            assertThat(byCohort.numbers().finish(run(cycle, 1)).next())
                    .as("its silence is the cohort's again")
                    .isEqualTo(Next.REST);
        }

        byCohort.answer(cycle, "pay-1", Outcome.NOT_BOUND, null);
        assertThat(byCohort.state(cycle).outcomes()).containsEntry("pay-1", Outcome.NOT_BOUND);
    }

    @Test
    void aNumberThatAsksAloneAsksASilentPlatformAtOnceWhenAPersonWantsIt() {
        alone.behaves("id-1", Manner.LATER, null);
        String cycle = disconnected(alone);
        alone.clockTo(alone.askAt(cycle).plus(SPREAD));
        for (Ask ask : alone.numbers().finish(run(cycle, 1)).asksOf(Stage.IDENTITY))
            alone.numbers().askPlatform(ask(cycle, ask));
        assertThat(alone.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.REST);

        alone.command(cycle, Command.by("operator-1", CommandKind.ASK_AGAIN).about("id-1"));

        CycleView view = alone.numbers().finish(run(cycle, 1));
        assertThat(view.asks()).singleElement().satisfies(ask -> {
            assertThat(ask.platform()).isEqualTo("id-1");
            assertThat(ask.attempt()).isEqualTo(2);
        });
        alone.numbers()
                .askPlatform(ask(cycle, Objects.requireNonNull(view.asks()).getFirst()));
        assertThat(alone.sent(Verb.UNBIND, "id-1", cycle)).isEqualTo(2);
        assertThat(alone.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.REST);
    }

    @Test
    void askingAgainIsRefusedWhereNothingCanComeOfIt() {
        byCohort.behaves("app-1", Manner.LATER, null);
        String cycle = disconnected(byCohort);
        Command anything = Command.by("operator-1", CommandKind.ASK_AGAIN);
        assertThat(byCohort.command(cycle, anything).refusal()).isEqualTo(Refusal.NOT_ASKED_YET);
        askThroughCohort(cycle);

        assertThat(byCohort.command(
                                cycle,
                                Command.by("operator-1", CommandKind.ASK_AGAIN).about("pay-1"))
                        .refusal())
                .isEqualTo(Refusal.NOTHING_TO_ASK);
        byCohort.command(cycle, Command.by("operator-1", CommandKind.HOLD));
        assertThat(byCohort.command(cycle, Command.by("operator-1", CommandKind.ASK_AGAIN))
                        .refusal())
                .isEqualTo(Refusal.ON_HOLD);
        assertThat(byCohort.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.REST);
        assertThat(byCohort.sent(Verb.UNBIND, "app-1", cycle)).isEqualTo(1);
    }

    @Test
    void anOlderRunIsSupersededAndChangesNothing() {
        String cycle = disconnected(byCohort);
        byCohort.numbers().resume(run(cycle, 2));
        CycleSnapshot before = byCohort.state(cycle);
        byCohort.clockTo(before.freezeEnd().plus(DAY));

        assertThat(byCohort.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.SUPERSEDED);
        assertThat(byCohort.numbers().resume(run(cycle, 1)).next()).isEqualTo(Next.SUPERSEDED);
        assertThat(byCohort.state(cycle)).isEqualTo(before);
        assertThat(byCohort.numbers().finish(run(cycle, 2)).next()).isNotEqualTo(Next.SUPERSEDED);
    }

    @Test
    void aHeldNumberIsNotPurgedUntilTheHoldIsLifted() {
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.command(cycle, Command.by("operator-1", CommandKind.HOLD));
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));

        assertThat(byCohort.numbers().finish(run(cycle, 1)).why()).isEqualTo(Waiting.HOLD);
        assertThat(byCohort.state(cycle).held()).isTrue();
        byCohort.command(cycle, Command.by("operator-1", CommandKind.LIFT_HOLD));
        assertThat(byCohort.numbers().finish(run(cycle, 1)).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void anAcceptedCommandIsInTheOutboxAndARefusedOneIsNot() {
        String cycle = disconnected(byCohort);
        Command hold = Command.by("operator-1", CommandKind.HOLD);

        assertThat(byCohort.command(cycle, hold).judged()).isEqualTo(Judged.ACCEPTED);
        assertThat(byCohort.command(cycle, hold).judged()).as("repeated").isEqualTo(Judged.ACCEPTED);
        assertThat(byCohort.command(cycle, Command.by("operator-2", CommandKind.HOLD))
                        .refusal())
                .isEqualTo(Refusal.ALREADY_HELD);

        assertThat(byCohort.wakes())
                .filteredOn(wake -> wake.kind() == Wake.Kind.COMMAND)
                .containsExactly(new Wake(Wake.Kind.COMMAND, cycle, hold.id()));
    }

    @Test
    void aWaiverNeedsTwoPeople() {
        byCohort.behaves("pay-1", Manner.LATER, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        Command first = Command.by("operator-1", CommandKind.WAIVE).about("pay-1");
        Command same = Command.by("operator-1", CommandKind.WAIVE).about("pay-1");
        Command second = Command.by("operator-2", CommandKind.WAIVE).about("pay-1");

        assertThat(byCohort.command(cycle, first).judged()).isEqualTo(Judged.WAITS_FOR_SECOND);
        assertThat(byCohort.command(cycle, same).refusal()).isEqualTo(Refusal.SAME_PRINCIPAL);
        byCohort.clockTo(byCohort.state(cycle).freezeEnd().plus(DAY));
        CycleView open = byCohort.numbers().finish(run(cycle, 1));
        assertThat(open.next()).isEqualTo(Next.REST);

        assertThat(byCohort.command(cycle, second).judged()).isEqualTo(Judged.ACCEPTED);
        byCohort.clockTo(until(open));
        CycleView ended = byCohort.numbers().finish(run(cycle, 1));
        assertThat(ended.state()).isEqualTo(CycleState.RELEASED);
        assertThat(ended.stages()).isEqualTo(new RecycleWorkflow.StageCounts("2/0/0", "2/0/1", "1/0/0"));
    }

    @Test
    void aNumberThatAsksAloneIsLedThroughTheStagesAndPurged() {
        String cycle = disconnected(alone);
        alone.clockTo(alone.askAt(cycle).plus(SPREAD));

        for (Stage stage : Stage.IN_ORDER) {
            CycleView view = alone.numbers().finish(run(cycle, 1));
            assertThat(view.next()).isEqualTo(Next.ASK);
            assertThat(view.asks()).extracting(Ask::stage).containsOnly(stage);
            for (Ask ask : view.asksOf(stage)) {
                assertThat(alone.numbers().askPlatform(ask(cycle, ask)).receipt())
                        .isEqualTo(Receipt.ANSWERED);
                alone.numbers().askPlatform(ask(cycle, ask));
                assertThat(alone.sent(Verb.UNBIND, ask.platform(), cycle))
                        .as("the reply was lost: nobody is asked twice")
                        .isEqualTo(1);
            }
        }
        CycleView rest = alone.numbers().finish(run(cycle, 1));
        assertThat(rest.why()).isEqualTo(Waiting.FREEZE);
        alone.clockTo(until(rest));
        assertThat(alone.numbers().finish(run(cycle, 1)).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void aNumberThatAsksAloneIsWokenByAnAnswerItWaitsFor() {
        PLATFORMS.forEach(platform -> alone.behaves(platform, Manner.LATER, null));
        String cycle = disconnected(alone);
        alone.clockTo(alone.askAt(cycle).plus(SPREAD));
        for (Ask ask : alone.numbers().finish(run(cycle, 1)).asksOf(Stage.IDENTITY)) {
            assertThat(alone.numbers().askPlatform(ask(cycle, ask)).receipt()).isEqualTo(Receipt.DELIVERED);
        }
        assertThat(alone.numbers().finish(run(cycle, 1)).why()).isEqualTo(Waiting.ANSWERS);

        alone.answer(cycle, "id-1", Outcome.NOT_BOUND, null);

        assertThat(alone.wakes()).contains(new Wake(Wake.Kind.PLATFORM_ANSWERED, cycle, "id-1"));
    }

    @Test
    void anAskThatDoesNotArriveFailsByItsCodeAloneAndIsStillTakenBack() {
        String cycle = disconnected(alone);
        alone.clockTo(alone.askAt(cycle).plus(SPREAD));
        Ask ask = alone.numbers().finish(run(cycle, 1)).asksOf(Stage.IDENTITY).getFirst();
        alone.behaves(ask.platform(), Manner.UNREACHABLE, null);

        assertThatThrownBy(() -> alone.numbers().askPlatform(ask(cycle, ask)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureCode.PLATFORM_UNAVAILABLE.name());
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getCause()).isNull();
                });
        alone.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));
        assertThat(alone.state(cycle).toRestore()).as("it may have arrived").contains(ask.platform());
    }

    @Test
    void anAskOfASupersededRunOrOfANumberThatNoLongerRestsIsPointless() {
        String cycle = disconnected(alone);
        alone.clockTo(alone.askAt(cycle).plus(SPREAD));
        Ask ask = alone.numbers().finish(run(cycle, 1)).asksOf(Stage.IDENTITY).getFirst();
        alone.numbers().resume(run(cycle, 2));
        assertThat(alone.numbers().askPlatform(ask(cycle, ask)).receipt()).isEqualTo(Receipt.POINTLESS);

        alone.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));
        PlatformAsk newer = new PlatformAsk(cycle, "run-2", ask.platform(), ask.stage(), 1);
        assertThat(alone.numbers().askPlatform(newer).receipt()).isEqualTo(Receipt.POINTLESS);
        assertThat(alone.sent(Verb.UNBIND, ask.platform(), cycle)).isZero();
    }

    @Test
    void aRestoreOfASupersededRunIsPointless() {
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));
        Ask ask = Objects.requireNonNull(
                        byCohort.numbers().finish(run(cycle, 1)).asks())
                .getFirst();
        byCohort.numbers().resume(run(cycle, 2));

        assertThat(byCohort.numbers().restorePlatform(ask(cycle, ask)).receipt())
                .isEqualTo(Receipt.POINTLESS);

        assertThat(byCohort.sent(Verb.RESTORE, ask.platform(), cycle)).isZero();
    }

    @Test
    void aHolderWhoComesBackGetsEverythingBackThatMayHaveBeenDetachedAndNothingElse() {
        byCohort.behaves("pay-2", Manner.AT_ONCE, RefusalReason.BALANCE_OR_DEBT);
        byCohort.behaves("app-1", Manner.LATER, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.answer(cycle, "app-1", Outcome.NOT_BOUND, null);

        assertThat(byCohort.command(cycle, Command.by("shop-1", CommandKind.REINSTATE))
                        .judged())
                .isEqualTo(Judged.ACCEPTED);
        assertThat(byCohort.state(cycle).state()).isEqualTo(CycleState.REINSTATING);
        assertThat(byCohort.state(cycle).feed()).containsExactly("number.disconnected", "number.reinstated");
        assertThat(byCohort.state(cycle).toRestore())
                .as("app-1 said NOT_BOUND")
                .containsExactlyInAnyOrder("id-1", "id-2", "pay-1", "pay-2", "pay-3");

        CycleView undo = byCohort.numbers().finish(run(cycle, 1));
        assertThat(undo.next()).isEqualTo(Next.UNDO);
        for (Ask ask : Objects.requireNonNull(undo.asks())) {
            assertThat(byCohort.numbers().restorePlatform(ask(cycle, ask)).receipt())
                    .isEqualTo(Receipt.ANSWERED);
            byCohort.numbers().restorePlatform(ask(cycle, ask));
            assertThat(byCohort.sent(Verb.RESTORE, ask.platform(), cycle)).isEqualTo(1);
        }
        CycleView ended = byCohort.numbers().finish(run(cycle, 1));
        assertThat(ended.next()).isEqualTo(Next.ENDED);
        assertThat(ended.state()).isEqualTo(CycleState.REINSTATED);
        assertThat(ended.certificateId()).isNull();
    }

    @Test
    void anAnswerThatComesAfterTheUndoEndedIsUndoneByAnotherRun() {
        byCohort.behaves("pay-1", Manner.LATER, null);
        String cycle = disconnected(byCohort);
        askThroughCohort(cycle);
        byCohort.behaves("pay-1", Manner.AT_ONCE, null);
        byCohort.command(cycle, Command.by("operator-1", CommandKind.WITHDRAW));
        for (Ask ask :
                Objects.requireNonNull(byCohort.numbers().finish(run(cycle, 1)).asks())) {
            byCohort.numbers().restorePlatform(ask(cycle, ask));
        }
        assertThat(byCohort.numbers().finish(run(cycle, 1)).next()).isEqualTo(Next.ENDED);

        int before = byCohort.wakes().size();

        byCohort.answer(cycle, "pay-1", Outcome.UNBOUND, null);

        assertThat(byCohort.wakes().stream().skip(before))
                .as("a workflow that is over is started again by it")
                .singleElement()
                .isEqualTo(new Wake(Wake.Kind.PLATFORM_ANSWERED, cycle, "pay-1"));
        CycleView again = byCohort.numbers().resume(run(cycle, 2));
        assertThat(again.next()).isEqualTo(Next.UNDO);
        assertThat(again.asks()).extracting(Ask::platform).containsExactly("pay-1");
        assertThat(again.state()).isEqualTo(CycleState.WITHDRAWN);
    }

    @Test
    void aNumberThatWasPortedInGoesBackToItsDonorAndNobodyIsAsked() {
        String cycle = byCohort.takeIn(true);
        byCohort.numbers().resume(run(cycle, 1));

        CycleView ended = byCohort.numbers().finish(run(cycle, 1));

        assertThat(ended.state()).isEqualTo(CycleState.RETURNED_TO_DONOR);
        assertThat(ended.certificateId()).isNotNull();
        assertThat(byCohort.state(cycle).holderKnown()).isFalse();
        assertThat(byCohort.state(cycle).feed()).containsExactly("number.disconnected", "number.purged");
        PLATFORMS.forEach(platform ->
                assertThat(byCohort.sent(Verb.UNBIND, platform, cycle)).isZero());
    }

    @Test
    void aCycleThatIsNotThereIsAFailureThatIsNotRetried() {
        assertThatThrownBy(() -> byCohort.numbers().resume(run(UUID.randomUUID().toString(), 1)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureCode.NOT_FOUND.name());
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    private String disconnected(StoreDriver driver) {
        String cycle = driver.takeIn(false);
        driver.numbers().resume(run(cycle, 1));
        return cycle;
    }

    /** Every stage is opened and delivered on the day it is due. */
    private void askThroughCohort(String cycle) {
        byCohort.clockTo(byCohort.askAt(cycle));
        String cohort = byCohort.openDue().getFirst();
        byCohort.cohorts().seal(cohort);
        for (Stage stage : Stage.IN_ORDER) {
            byCohort.cohorts()
                    .openStage(new StageOf(cohort, stage.number()))
                    .toDeliver()
                    .forEach(delivery ->
                            byCohort.cohorts().deliver(new DeliverOrder(cohort, delivery.platform(), stage.number())));
        }
    }

    private static CycleRun run(String cycle, int nth) {
        return new CycleRun(cycle, "run-" + nth, Fleet.START.toEpochMilli() + nth);
    }

    private static PlatformAsk ask(String cycle, Ask ask) {
        return new PlatformAsk(cycle, "run-1", ask.platform(), ask.stage(), ask.attempt());
    }

    private static Instant until(CycleView view) {
        return Objects.requireNonNull(view.until());
    }
}
