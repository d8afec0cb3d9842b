package io.reissue.store.answers;

import static io.reissue.store.Scene.IDENTITY;
import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.REST;
import static io.reissue.store.Scene.accounts;
import static io.reissue.store.Scene.input;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.part;
import static io.reissue.store.Scene.refused;
import static io.reissue.store.Scene.remainder;
import static io.reissue.store.Scene.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.FreezeRules;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleView.Next;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.jdbc.SqlTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAnswerBookTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @Test
    void everyRefIsJudgedByItself() {
        var asked = scene.asked(4);
        var batch = asked.batch(REQUIRED);
        scene.receipt(REQUIRED, batch, listing(said(0, Said.UNBOUND), said(1, Said.UNBOUND)));

        var receipt = scene.receipt(
                REQUIRED,
                batch,
                listing(
                        said(0, Said.UNBOUND),
                        said(1, Said.NOT_BOUND),
                        said(2, Said.NOT_BOUND),
                        said(9, Said.UNBOUND)));

        assertThat(receipt).isEqualTo(new AnswerReceipt(1, 1, List.of("1"), List.of(), List.of("9")));
        assertThat(outcomes(asked, REQUIRED, 4)).containsExactly("UNBOUND", "UNBOUND", "NOT_BOUND", "UNKNOWN");
    }

    @Test
    void aPurgedMemberIsGoneAndTheOthersAreTaken() {
        var asked = scene.due(2);
        assertThat(scene.resume(asked.member(0)).next()).isEqualTo(Next.ENDED);

        var receipt = scene.receipt(REST, asked.batch(REST), listing(said(0, Said.UNBOUND), said(1, Said.UNBOUND)));

        assertThat(receipt).isEqualTo(new AnswerReceipt(1, 0, List.of(), List.of("0"), List.of()));
    }

    @Test
    void theSameWebhookGetsItsFirstReceiptAgainAndAnotherBodyUnderItIsRefused() {
        var asked = scene.asked(1);
        var batch = asked.batch(REQUIRED);
        var answer = listing(said(0, Said.UNBOUND));

        var first = scene.take(REQUIRED, batch, "msg_1", answer);
        scene.take(REQUIRED, batch, "msg_2", answer);

        assertThat(first).isEqualTo(new Taken.Receipt(new AnswerReceipt(1, 0, List.of(), List.of(), List.of())));
        assertThat(scene.take(REQUIRED, batch, "msg_1", answer)).isEqualTo(first);
        assertThat(scene.take(REQUIRED, batch, "msg_1", listing(said(0, Said.NOT_BOUND))))
                .isEqualTo(new Taken.DigestDiffers());
    }

    @Test
    void theSameWebhookTwiceAtOnceGetsOneReceiptTooWhenNothingIsLeftOfTheCohort() throws Exception {
        var asked = scene.due(1);
        assertThat(scene.resume(asked.member(0)).next()).isEqualTo(Next.ENDED);
        parts.due().open("CN");
        var answer = listing(said(0, Said.UNBOUND));

        var both = Race.overtaking(
                STORE,
                () -> scene.take(REST, asked.batch(REST), "msg_twice", answer),
                () -> scene.take(REST, asked.batch(REST), "msg_twice", answer));

        assertThat(both.first())
                .isEqualTo(new Taken.Receipt(new AnswerReceipt(0, 0, List.of(), List.of("0"), List.of())))
                .isEqualTo(both.second());
    }

    @Test
    void theSameWebhookAtOnceAboutTwoBatchesIsTakenForOneOfThem() throws Exception {
        var one = scene.asked(1);
        var other = scene.asked(1);
        var answer = listing(said(0, Said.UNBOUND));

        var both = Race.overtaking(
                STORE,
                () -> scene.take(REST, one.batch(REST), "msg_two", answer),
                () -> scene.take(REST, other.batch(REST), "msg_two", answer));

        assertThat(both.first()).isInstanceOf(Taken.Receipt.class);
        assertThat(both.second()).isEqualTo(new Taken.DigestDiffers());
        assertThat(scene.outcome(other.member(0), REST)).isEqualTo("UNKNOWN");
    }

    @Test
    void aBatchIsKnownByItsPlatformAndOneThatNeverWasIsNot() {
        var asked = scene.asked(1);

        assertThat(parts.answers().platformOf(asked.batch(REST))).contains(scene.platform(REST));
        assertThat(parts.answers().platformOf(UUID.randomUUID())).isEmpty();
    }

    @Test
    void partsThatContradictEachOtherAreRefusedAndNothingIsTaken() {
        var asked = scene.asked(2);
        var batch = asked.batch(REQUIRED);
        scene.take(REQUIRED, batch, part(1, 2, Remainder.NOT_BOUND));

        assertThat(scene.take(REQUIRED, batch, part(2, 2, Remainder.NOT_YET_SYNCED, said(0, Said.UNBOUND))))
                .isEqualTo(new Taken.Contradicts());
        assertThat(scene.take(REQUIRED, batch, part(2, 3, Remainder.NOT_BOUND, said(0, Said.UNBOUND))))
                .isEqualTo(new Taken.Contradicts());
        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("UNKNOWN", "UNKNOWN");
    }

    @Test
    void aPartWithoutTheRemainderOfTheOthersIsRefusedWhicheverComesFirst() {
        var asked = scene.asked(3);
        var batch = asked.batch(REQUIRED);
        scene.take(REQUIRED, batch, part(1, 3, Remainder.NOT_BOUND, said(0, Said.UNBOUND)));
        assertThat(scene.take(REQUIRED, batch, part(2, 3, null, said(1, Said.UNBOUND))))
                .isEqualTo(new Taken.Contradicts());

        var other = asked.batch(REST);
        scene.take(REST, other, part(2, 3, null, said(0, Said.UNBOUND)));
        assertThat(scene.take(REST, other, part(1, 3, Remainder.NOT_BOUND, said(1, Said.UNBOUND))))
                .isEqualTo(new Taken.Contradicts());

        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNKNOWN", "UNKNOWN");
        assertThat(outcomes(asked, REST, 3)).containsExactly("UNBOUND", "UNKNOWN", "UNKNOWN");
    }

    @Test
    void anAnswerInPartsThatSaysNothingAboutTheRestIsOverWithItsLastPart() {
        var asked = scene.asked(3);
        var batch = asked.batch(REQUIRED);
        scene.receipt(REQUIRED, batch, part(2, 2, null, said(0, Said.UNBOUND)));
        scene.receipt(REQUIRED, batch, part(1, 2, null, said(1, Said.UNBOUND)));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNBOUND", "UNKNOWN");

        scene.receipt(REQUIRED, batch, part(1, 2, Remainder.NOT_BOUND));
        scene.receipt(REQUIRED, batch, part(2, 2, Remainder.NOT_BOUND));

        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNBOUND", "NOT_BOUND");
    }

    @Test
    void aCompletionSignalIsAnAnswerOfItsOwnWhateverIsUnderWay() {
        var asked = scene.asked(3);
        var batch = asked.batch(REQUIRED);
        scene.receipt(REQUIRED, batch, part(1, 2, Remainder.NOT_BOUND, said(0, Said.REFUSED)));

        scene.receipt(REQUIRED, batch, listing(said(0, Said.UNBOUND)));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNKNOWN", "UNKNOWN");

        scene.receipt(REQUIRED, batch, part(2, 2, Remainder.NOT_BOUND, said(1, Said.UNBOUND)));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNBOUND", "NOT_BOUND");
    }

    @Test
    void aWholeAnswerSpeaksForTheRestThoughOneThatDoesNotIsUnderWay() {
        var asked = scene.asked(2);
        var batch = asked.batch(REQUIRED);
        scene.receipt(REQUIRED, batch, part(1, 2, null, said(0, Said.UNBOUND)));

        scene.receipt(REQUIRED, batch, remainder(Remainder.NOT_BOUND));

        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("UNBOUND", "NOT_BOUND");
    }

    @Test
    void aRemainderSpeaksOnceAllPartsAreHereInAnyOrderAndNotForWhatAnyPartListed() {
        var asked = scene.asked(3);
        var batch = asked.batch(REQUIRED);

        scene.take(REQUIRED, batch, part(3, 3, Remainder.NOT_BOUND, said(0, Said.REFUSED)));
        scene.take(REQUIRED, batch, part(1, 3, Remainder.NOT_BOUND));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("REFUSED", "UNKNOWN", "UNKNOWN");

        scene.take(REQUIRED, batch, part(1, 3, Remainder.NOT_BOUND));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("REFUSED", "UNKNOWN", "UNKNOWN");

        scene.take(REQUIRED, batch, part(2, 3, Remainder.NOT_BOUND, said(1, Said.UNBOUND)));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("REFUSED", "UNBOUND", "NOT_BOUND");
    }

    @Test
    void aRemainderClimbsLikeAnyOutcome() {
        var asked = scene.asked(2);
        var batch = asked.batch(REQUIRED);

        scene.receipt(REQUIRED, batch, remainder(Remainder.NOT_YET_SYNCED));
        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("NOT_YET_SYNCED", "NOT_YET_SYNCED");

        scene.receipt(REQUIRED, batch, part(1, 2, Remainder.NOT_BOUND));
        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("NOT_YET_SYNCED", "NOT_YET_SYNCED");

        scene.receipt(REQUIRED, batch, part(2, 2, Remainder.NOT_BOUND, said(0, Said.UNBOUND)));
        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("UNBOUND", "NOT_BOUND");
    }

    @Test
    void aRemainderDoesNotFall() {
        var asked = scene.asked(2);
        var batch = asked.batch(REQUIRED);
        scene.receipt(REQUIRED, batch, remainder(Remainder.NOT_BOUND, said(0, Said.UNBOUND)));

        scene.receipt(REQUIRED, batch, remainder(Remainder.NOT_YET_SYNCED));

        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("UNBOUND", "NOT_BOUND");
        scene.command(asked.member(1), CommandKind.WITHDRAW);
        assertThat(scene.owed(asked.member(1)))
                .as("what was not bound is still known not to be")
                .doesNotContain(REQUIRED + " -");
    }

    @Test
    void anItemIsAsGoodAsItsWorstAccountAndItsHandlesAreUnderTheCyclesKey() {
        var asked = scene.asked(3);
        var batch = asked.batch(REQUIRED);

        scene.receipt(
                REQUIRED,
                batch,
                listing(
                        accounts(0, Said.REFUSED, new Account("a1", Said.UNBOUND), new Account("a2", Said.REFUSED)),
                        accounts(1, Said.UNBOUND, new Account("a3", Said.UNBOUND), new Account("a4", Said.NOT_BOUND)),
                        accounts(2, Said.NOT_BOUND, new Account("a5", Said.NOT_BOUND))));

        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("REFUSED", "UNBOUND", "NOT_BOUND");
        assertThat(parts.holders().handles(asked.member(0), batch)).containsExactly("a1");
        assertThat(parts.holders().handles(asked.member(1), batch)).containsExactly("a3");
        assertThat(parts.holders().handles(asked.member(2), batch)).isEmpty();
    }

    @Test
    void theSameRefTwiceInOneAnswerIsJudgedInOrder() {
        var asked = scene.asked(3);

        var receipt = scene.receipt(
                REQUIRED,
                asked.batch(REQUIRED),
                listing(
                        said(0, Said.REFUSED),
                        said(0, Said.UNBOUND),
                        said(1, Said.UNBOUND),
                        said(1, Said.REFUSED),
                        said(2, Said.NOT_YET_SYNCED),
                        said(2, Said.NOT_YET_SYNCED)));

        assertThat(receipt).isEqualTo(new AnswerReceipt(4, 1, List.of("1"), List.of(), List.of()));
        assertThat(outcomes(asked, REQUIRED, 3)).containsExactly("UNBOUND", "UNBOUND", "NOT_YET_SYNCED");
    }

    @Test
    void aLateUnboundAboutAMemberThatCameBackIsOwedARestoreOnce() {
        var asked = scene.asked(2);
        var back = asked.member(0);
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.NOT_BOUND)));
        scene.command(back, CommandKind.REINSTATE);
        assertThat(scene.owed(back)).containsExactly(IDENTITY + " -", REST + " -");

        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND)));

        assertThat(scene.owed(back)).containsExactly(REQUIRED + " -", IDENTITY + " -", REST + " -");
        assertThat(scene.messages("PLATFORM_ANSWERED", back)).contains(REQUIRED);
    }

    @Test
    void restoredAndNothingToRestoreSettleTheUndo() {
        var asked = scene.asked(1);
        var back = asked.member(0);
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND)));
        scene.command(back, CommandKind.REINSTATE);
        assertThat(scene.resume(back).next()).isEqualTo(Next.UNDO);

        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.RESTORED)));
        scene.receipt(IDENTITY, asked.batch(IDENTITY), listing(said(0, Said.NOTHING_TO_RESTORE)));
        assertThat(scene.owed(back))
                .containsExactly(REQUIRED + " RESTORED", IDENTITY + " NOTHING_TO_RESTORE", REST + " -");
        assertThat(scene.outcome(back, REQUIRED)).isEqualTo("UNKNOWN");
        assertThat(scene.resume(back).next()).isEqualTo(Next.UNDO);

        assertThat(scene.receipt(REST, asked.batch(REST), listing(said(0, Said.NOTHING_TO_RESTORE)))
                        .accepted())
                .isEqualTo(1);
        assertThat(scene.resume(back).next()).isEqualTo(Next.ENDED);
    }

    @Test
    void whatWasRefusedIsJudgedAnewWhenItComesAgain() {
        var asked = scene.asked(1);
        var back = asked.member(0);
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND)));
        var restored = listing(said(0, Said.RESTORED));
        assertThat(scene.take(REQUIRED, asked.batch(REQUIRED), "msg-early", restored))
                .extracting("receipt.conflicts")
                .isEqualTo(List.of("0"));
        scene.command(back, CommandKind.REINSTATE);
        scene.resume(back);

        assertThat(scene.take(REQUIRED, asked.batch(REQUIRED), "msg-early", restored))
                .extracting("receipt.accepted")
                .isEqualTo(1);
        assertThat(scene.owed(back)).contains(REQUIRED + " RESTORED");
    }

    @Test
    void whatWasUnboundByADeliveryIsOwedEvenIfThatPlatformLaterSaysItNeverWas() {
        var asked = scene.asked(1);
        var back = asked.member(0);
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND)));
        assertThat(scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.NOT_BOUND)))
                        .conflicts())
                .containsExactly("0");

        scene.command(back, CommandKind.REINSTATE);

        assertThat(scene.owed(back)).contains(REQUIRED + " -");
    }

    @Test
    void aRestoreThatNobodyAskedForIsAConflict() {
        var asked = scene.asked(1);

        assertThat(scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.RESTORED))))
                .isEqualTo(new AnswerReceipt(0, 0, List.of("0"), List.of(), List.of()));
    }

    @Test
    void theLastStandOfAStageSaysSoOnce() {
        var asked = scene.asked(2);
        var cohort = asked.cohort().id();
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.NOT_YET_SYNCED), said(1, Said.UNBOUND)));
        assertThat(scene.messages("STAGE_SETTLED", cohort)).isEmpty();

        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.REFUSED)));
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(said(0, Said.UNBOUND)));

        assertThat(scene.messages("STAGE_SETTLED", cohort)).containsExactly("2");
    }

    @Test
    void onlyARequiredPlatformsRefusalIsTheNumbersOwn() {
        var asked = scene.asked(2);

        scene.receipt(REST, asked.batch(REST), listing(refused(0, RefusalReason.BALANCE_OR_DEBT)));
        scene.receipt(REQUIRED, asked.batch(REQUIRED), listing(refused(0, RefusalReason.BALANCE_OR_DEBT)));

        assertThat(scene.messages("PLATFORM_ANSWERED", asked.member(0))).containsExactly(REQUIRED);
        assertThat(scene.messages("PLATFORM_ANSWERED", asked.member(1))).isEmpty();
    }

    @Test
    void aNumberThatWaitsIsWokenByARemainderAndOneThatSleepsIsNot() {
        var asked = scene.asked(2);
        assertThat(scene.resume(asked.member(0)).next()).isEqualTo(Next.REST);

        scene.receipt(REQUIRED, asked.batch(REQUIRED), remainder(Remainder.NOT_BOUND));

        assertThat(scene.messages("PLATFORM_ANSWERED", asked.member(0))).containsExactly(REQUIRED);
        assertThat(scene.messages("PLATFORM_ANSWERED", asked.member(1))).isEmpty();
    }

    @Test
    void anItemThatItsNumberAsksAnewIsSpokenForByTheAnswerToThatBatch() {
        var asked = scene.asked(2);
        var cycle = asked.member(0);
        scene.resume(cycle);
        scene.command(input(cycle, CommandKind.ASK_AGAIN, "operator-a", null, REQUIRED));
        assertThat(Objects.requireNonNull(scene.resume(cycle).asks())).hasSize(1);
        var own = parts.asks()
                .plan(cycle, scene.run(cycle).runId(), scene.platform(REQUIRED), 1)
                .flatMap(parts.batches()::prepare)
                .orElseThrow()
                .batch();

        scene.receipt(REQUIRED, own.id(), remainder(Remainder.NOT_BOUND));

        assertThat(own.step()).isZero();
        assertThat(outcomes(asked, REQUIRED, 2)).containsExactly("NOT_BOUND", "UNKNOWN");
        assertThat(scene.resume(cycle).next()).isEqualTo(Next.REST);
    }

    @Test
    void whereManyWaitForOneAnswerTheyAreWokenOneAfterTheOtherAndWhereFewDoAtOnce() {
        var many = scene.asked(FreezeRules.CROWD + 20);
        many.cohort().members().forEach(scene::resume);
        var few = scene.asked(3);
        few.cohort().members().forEach(scene::resume);
        var day = spreadOverADay(many.member(0));

        day.take(scene.platform(REQUIRED), many.batch(REQUIRED), "many", new byte[32], remainder(Remainder.NOT_BOUND));
        day.take(scene.platform(REQUIRED), few.batch(REQUIRED), "few", new byte[32], remainder(Remainder.NOT_BOUND));

        assertThat(wakes(many)).hasSize(FreezeRules.CROWD + 20).allMatch(at -> at.isAfter(scene.now()));
        assertThat(wakes(many).stream()
                        .map(at -> Duration.between(scene.now(), at).toHours())
                        .distinct())
                .hasSizeGreaterThan(12);
        assertThat(wakes(few)).hasSize(3).containsOnly(scene.now());
    }

    /** The book of a process that starts now, under a policy that spreads wakes over a day. */
    private PostgresAnswerBook spreadOverADay(UUID cycle) {
        scene.spread(cycle, Duration.ofHours(24));
        return new StoreParts(STORE).answers();
    }

    private List<Instant> wakes(Scene.Asked asked) {
        return STORE.jdbc()
                .sql("select next_at from outbox where kind = 'PLATFORM_ANSWERED' and target = any (:cycles)")
                .param("cycles", asked.cohort().members().toArray(UUID[]::new))
                .query((row, n) -> SqlTime.instant(row, "next_at"))
                .list();
    }

    @Test
    void anAnswerWithoutAnythingChangesNothing() {
        var asked = scene.asked(1);

        assertThat(scene.receipt(REQUIRED, asked.batch(REQUIRED), new Answer(1, 1, null, List.of())))
                .isEqualTo(new AnswerReceipt(0, 0, List.of(), List.of(), List.of()));
        assertThat(outcomes(asked, REQUIRED, 1)).containsExactly("UNKNOWN");
    }

    private List<String> outcomes(Scene.Asked asked, String platform, int members) {
        return asked.cohort().members().stream()
                .limit(members)
                .map(cycle -> scene.outcome(cycle, platform))
                .toList();
    }
}
