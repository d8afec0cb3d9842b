package io.reissue.store.cycle;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.remainder;
import static io.reissue.store.Scene.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleActivities.CycleRun;
import io.reissue.recycle.Refusal;
import io.reissue.store.Race;
import io.reissue.store.Race.Both;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandDecision;
import io.reissue.store.command.CommandDecision.Verdict;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cycle's row decides every race: whoever comes second sees what the first did, and nobody waits for ever. */
class RacesTest {
    private static final int TIMES = 20;

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"HOLD", "WITHDRAW", "EXTEND_FREEZE"})
    void aCommandThatComesFirstKeepsTheNumberFromThePurge(CommandKind kind) throws Exception {
        var cycle = dueAndDetached();

        var both = Race.overtaking(STORE, () -> request(cycle, kind), () -> scene.resume(cycle));

        assertThat(both.first().verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(both.second().next()).isNotEqualTo(Next.ENDED);
        isWhole(cycle);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"HOLD", "REINSTATE", "WITHDRAW", "EXTEND_FREEZE"})
    void aCommandThatComesAfterThePurgeIsRefused(CommandKind kind) throws Exception {
        var cycle = dueAndDetached();

        var both = Race.overtaking(STORE, () -> scene.resume(cycle), () -> request(cycle, kind));

        assertThat(both.first().certificateId()).isNotNull();
        assertThat(both.second().refusal()).isEqualTo(Refusal.CYCLE_CLOSED);
        isPurged(cycle);
    }

    @RepeatedTest(TIMES)
    void ofAPurgeAndAHoldOneWins() throws Exception {
        oneWins(CommandKind.HOLD);
    }

    @RepeatedTest(TIMES)
    void ofAPurgeAndAWithdrawalOneWins() throws Exception {
        oneWins(CommandKind.WITHDRAW);
    }

    @RepeatedTest(TIMES)
    void ofAPurgeAndAnExtensionOneWins() throws Exception {
        oneWins(CommandKind.EXTEND_FREEZE);
    }

    /** The reclaim window ends no later than the freeze, so on one clock only a longer window lets these two meet. */
    @RepeatedTest(TIMES)
    void ofAPurgeAndAReinstatementOneWins() throws Exception {
        var cycle = dueAndDetached();
        STORE.jdbc()
                .sql("update cycle set reclaim_until = freeze_end + interval '30 days' where id = :cycle")
                .param("cycle", cycle)
                .update();

        judge(cycle, Race.together(() -> scene.resume(cycle), () -> request(cycle, CommandKind.REINSTATE)));
    }

    private void oneWins(CommandKind kind) throws Exception {
        var cycle = dueAndDetached();
        judge(cycle, Race.together(() -> scene.resume(cycle), () -> request(cycle, kind)));
    }

    private void judge(UUID cycle, Both<CycleView, CommandDecision> both) {
        boolean purged = both.first().next() == Next.ENDED;
        assertThat(both.second().verdict()).isEqualTo(purged ? Verdict.REFUSED : Verdict.ACCEPTED);
        if (purged) isPurged(cycle);
        else isWhole(cycle);
    }

    @RepeatedTest(TIMES)
    void aPurgeAndALateAnswerDoNotDisturbEachOther() throws Exception {
        var asked = scene.due(2);
        var cycle = asked.member(0);
        var answer = listing(said(0, Said.UNBOUND), said(1, Said.UNBOUND));

        var both = Race.together(() -> scene.resume(cycle), () -> scene.receipt(REST, asked.batch(REST), answer));

        assertThat(both.first().certificateId()).isNotNull();
        assertThat(both.second().accepted() + both.second().gone().size()).isEqualTo(2);
        assertThat(scene.outcome(asked.member(1), REST)).isEqualTo("UNBOUND");
        isPurged(cycle);
    }

    @Test
    void anAnswerThatHoldsTheMemberIsWaitedForByThePurge() throws Exception {
        var asked = scene.due(2);
        var answer = listing(said(0, Said.UNBOUND));

        var both = Race.overtaking(
                STORE, () -> scene.receipt(REST, asked.batch(REST), answer), () -> scene.resume(asked.member(0)));

        assertThat(both.first().accepted()).isEqualTo(1);
        assertThat(both.second().next()).isEqualTo(Next.ENDED);
        isPurged(asked.member(0));
    }

    @Test
    void anAnswerThatComesWhileTheMemberIsPurgedHearsGone() throws Exception {
        var asked = scene.due(2);
        var answer = listing(said(0, Said.UNBOUND));

        var both = Race.overtaking(
                STORE, () -> scene.resume(asked.member(0)), () -> scene.receipt(REST, asked.batch(REST), answer));

        assertThat(both.first().next()).isEqualTo(Next.ENDED);
        assertThat(both.second().gone()).containsExactly("0");
    }

    @RepeatedTest(TIMES)
    void aNumberIsSealedOnceOrHeldAndNeverLost() throws Exception {
        var cycle = scene.resting();
        var other = scene.resting();
        var cohort = scene.openedCohort(cycle);

        var both = Race.together(() -> parts.cohorts().seal(cohort).members(), () -> request(cycle, CommandKind.HOLD));

        assertThat(both.second().verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(scene.row(cycle).held()).isTrue();
        boolean sealed = scene.row(cycle).sealedAt() != null;
        assertThat(scene.members(cohort).contains(cycle)).isEqualTo(sealed);
        assertThat(scene.members(cohort)).contains(other).hasSize(both.first());
    }

    @Test
    void aSealDoesNotWaitForARowThatACommandHolds() throws Exception {
        var cycle = scene.resting();
        var cohort = scene.openedCohort(cycle);

        var both = Race.overtaking(
                STORE,
                () -> request(cycle, CommandKind.HOLD),
                () -> parts.cohorts().seal(cohort).members());

        assertThat(both.second()).isZero();
        assertThat(scene.row(cycle).sealedAt()).isNull();
    }

    @Test
    void aHoldThatComesWhileTheNumberIsSealedHoldsASealedNumber() throws Exception {
        var cycle = scene.resting();
        var cohort = scene.openedCohort(cycle);

        var both = Race.overtaking(
                STORE, () -> parts.cohorts().seal(cohort).members(), () -> request(cycle, CommandKind.HOLD));

        assertThat(both.first()).isEqualTo(1);
        assertThat(scene.row(cycle).held()).isTrue();
        assertThat(scene.members(cohort)).containsExactly(cycle);
    }

    @RepeatedTest(TIMES)
    void whateverWasDetachedIsOwedWhetherTheAnswerOrTheWithdrawalComesFirst() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);
        var answer = listing(said(0, Said.UNBOUND));

        var both = Race.together(
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), answer),
                () -> request(cycle, CommandKind.WITHDRAW));

        assertThat(both.first().accepted()).isEqualTo(1);
        assertThat(both.second().verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(scene.owed(cycle)).hasSize(3).contains(REQUIRED + " -");
    }

    @Test
    void aWithdrawalInTheMiddleOfAnAnswerStillSeesWhatItDetached() throws Exception {
        var asked = scene.asked(2);
        var answer = listing(said(0, Said.UNBOUND));

        Race.overtaking(
                STORE,
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), answer),
                () -> request(asked.member(0), CommandKind.WITHDRAW));

        assertThat(scene.owed(asked.member(0))).hasSize(3).contains(REQUIRED + " -");
    }

    @Test
    void anAnswerInTheMiddleOfAWithdrawalIsTakenAndOwed() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);

        var both = Race.overtaking(
                STORE,
                () -> request(cycle, CommandKind.WITHDRAW),
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND))));

        assertThat(both.second().accepted()).isEqualTo(1);
        assertThat(scene.owed(cycle)).hasSize(3).contains(REQUIRED + " -");
        assertThat(scene.messages("PLATFORM_ANSWERED", cycle)).contains(REQUIRED);
    }

    @Test
    void aLateUnboundAndAStepOfTheSameUndoDoNotBlockEachOther() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.NOT_BOUND)));
        request(cycle, CommandKind.WITHDRAW);
        scene.resume(cycle);
        for (var platform : asked.batches().keySet()) {
            parts.restorations().begin(cycle, scene.run(cycle).runId(), scene.platform(platform));
        }

        var both = Race.interleaved(
                STORE,
                () -> parts.cycles().lock(cycle).orElseThrow(),
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND))),
                () -> scene.resume(cycle));

        assertThat(both.second().accepted()).isEqualTo(1);
        assertThat(scene.owed(cycle)).hasSize(3).contains(REQUIRED + " -");
    }

    @RepeatedTest(TIMES)
    void twoStepsAtOnceGiveOneCertificate() throws Exception {
        var cycle = scene.due(1).member(0);
        scene.command(cycle, CommandKind.HOLD);
        scene.resume(cycle);
        scene.command(cycle, CommandKind.LIFT_HOLD);

        var both = Race.together(() -> scene.finish(cycle), () -> scene.finish(cycle));

        assertThat(both.first().certificateId())
                .isNotNull()
                .isEqualTo(both.second().certificateId());
        isPurged(cycle);
    }

    @RepeatedTest(TIMES)
    void ofTwoRunsTheNewerOneConducts() throws Exception {
        var cycle = scene.resting();
        var older = new CycleRun(cycle.toString(), "run-2", 2);
        var newer = new CycleRun(cycle.toString(), "run-3", 3);

        Race.together(
                () -> parts.recycling().resume(older), () -> parts.recycling().resume(newer));

        assertThat(scene.row(cycle).runId()).isEqualTo("run-3");
        assertThat(parts.recycling().resume(older).next()).isEqualTo(Next.SUPERSEDED);
        assertThat(parts.recycling().finish(older).next()).isEqualTo(Next.SUPERSEDED);
        assertThat(parts.recycling().finish(newer).next()).isEqualTo(Next.REST);
    }

    @RepeatedTest(TIMES)
    void anAnswerIsSeenByWhoRegistersAsWaitingOrWakesHim() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);

        var both = Race.together(
                () -> scene.resume(cycle),
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND)));

        seenOrWoken(cycle, both.first());
    }

    @Test
    void whoRegistersBeforeTheAnswerCommitsWaitsForItAndSeesIt() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);

        var both = Race.overtaking(
                STORE,
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND)),
                () -> scene.resume(cycle));

        assertThat(both.second().waits()).isEmpty();
    }

    @Test
    void anAnswerThatComesWhileANumberRegistersWakesIt() throws Exception {
        var asked = scene.asked(2);
        var cycle = asked.member(0);

        var both = Race.overtaking(
                STORE,
                () -> scene.resume(cycle),
                () -> scene.receipt(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND)));

        assertThat(both.first().waits()).isNotEmpty();
        assertThat(scene.messages("PLATFORM_ANSWERED", cycle)).containsExactly(REQUIRED);
    }

    private void seenOrWoken(UUID cycle, CycleView view) {
        boolean seen = Objects.requireNonNull(view.waits()).isEmpty();
        boolean woken = scene.messages("PLATFORM_ANSWERED", cycle).contains(REQUIRED);
        assertThat(seen || woken).as("seen " + seen + ", woken " + woken).isTrue();
    }

    /** To be purged with the next step; one platform has detached something, so that an undo would not end at once. */
    private UUID dueAndDetached() {
        var asked = scene.due(2);
        scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND)));
        return asked.member(0);
    }

    private CommandDecision request(UUID cycle, CommandKind kind) {
        var until = Objects.requireNonNull(scene.row(cycle).freezeEnd()).plus(Duration.ofDays(20));
        return scene.command(Scene.input(cycle, kind, "operator-a", until, null));
    }

    private void isWhole(UUID cycle) {
        assertThat(scene.row(cycle).state().open()).isTrue();
        assertThat(scene.count("cycle_key", cycle)).isEqualTo(1);
        assertThat(scene.count("holder", cycle)).isEqualTo(1);
        assertThat(scene.count("membership", cycle)).isEqualTo(1);
        assertThat(scene.count("certificate", cycle)).isZero();
    }

    private void isPurged(UUID cycle) {
        assertThat(scene.row(cycle).state()).isEqualTo(CycleState.RELEASED);
        assertThat(scene.count("certificate", cycle)).isEqualTo(1);
        for (var table : new String[] {"cycle_key", "holder", "membership"})
            assertThat(scene.count(table, cycle)).as(table).isZero();
    }
}
