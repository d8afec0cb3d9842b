package io.reissue.store.answers;

import static io.reissue.store.Scene.REQUIRED;
import static io.reissue.store.Scene.listing;
import static io.reissue.store.Scene.part;
import static io.reissue.store.Scene.refused;
import static io.reissue.store.Scene.remainder;
import static io.reissue.store.Scene.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.RefusalReason;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.Verdict.Waiting;
import io.reissue.store.Race;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.Doubts.Decision;
import io.reissue.store.answers.Doubts.Doubt;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.outbox.Outbox.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class DoubtsTest {
    private static final int TIMES = 20;
    private static final Answer NOTHING_BOUND = remainder(Remainder.NOT_BOUND);

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);

    @BeforeEach
    void nothingIsKnownOfTheBank() {
        for (var table : List.of("bound_rate", "streak", "outbox"))
            STORE.jdbc().sql("delete from " + table).update();
    }

    @Test
    void aBatchInWhichThePlatformFindsNothingWhereTenAreToBeExpectedIsNotBelieved() {
        held(500, 500);
        var asked = scene.asked(10);

        answer(asked, NOTHING_BOUND);

        assertThat(doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.items()).isEqualTo(10);
            assertThat(doubt.predicted()).isEqualTo(10);
            assertThat(doubt.resting()).isEqualTo(10);
            assertThat(doubt.gone()).isZero();
        });
        assertThat(scene.messages("STAGE_SETTLED", asked.cohort().id()))
                .as("the bank's stage")
                .doesNotContain("2");
    }

    @Test
    void theRemainderOfAnAnswerWhoseFirstPartHeldSomethingBoundIsBelieved() {
        held(500, 500);
        var asked = scene.asked(30);

        answer(asked, part(1, 2, Remainder.NOT_BOUND, said(0, Said.UNBOUND)));
        answer(asked, part(2, 2, Remainder.NOT_BOUND));

        assertThat(doubts()).isEmpty();
        assertThat(rate()).isEqualTo(Map.of("items", 530L, "bound", 501L));
    }

    @Test
    void aStreakThatEndsUndoubtedLeavesNothingBehindAndCounts() {
        held(500, 500);
        var asked = scene.asked(9);
        answer(asked, NOTHING_BOUND);
        assertThat(count("streak_part")).isEqualTo(1);

        answer(scene.asked(2), remainder(Remainder.NOT_BOUND, refused(0, RefusalReason.BALANCE_OR_DEBT)));

        assertThat(count("streak")).isZero();
        assertThat(count("streak_part")).isZero();
        assertThat(rate()).isEqualTo(Map.of("items", 511L, "bound", 501L));
    }

    @Test
    void whatIsSaidAgainOrClimbsFromARefusalSaysNothingAboutHowManyAreBound() {
        held(500, 500);
        var refusing = scene.asked(1);
        answer(refusing, listing(refused(0, RefusalReason.BALANCE_OR_DEBT)));
        var asked = scene.asked(9);
        answer(asked, NOTHING_BOUND);

        answer(asked, NOTHING_BOUND);
        answer(refusing, listing(refused(0, RefusalReason.DISPUTE_OR_LEGAL_HOLD)));
        answer(refusing, listing(said(0, Said.UNBOUND)));

        assertThat(STORE.jdbc()
                        .sql("select items from streak")
                        .query(Long.class)
                        .single())
                .isEqualTo(9);
        answer(scene.asked(1), NOTHING_BOUND);
        assertThat(doubts()).hasSize(1);
    }

    @Test
    void aPlatformIsDoubtedInOneJurisdictionAtATime() {
        held(500, 500);
        STORE.jdbc().sql("update bound_rate set jurisdiction = 'US'").update();

        answer(scene.asked(20), NOTHING_BOUND);

        assertThat(doubts()).isEmpty();
    }

    @Test
    void whatWasPurgedBeforeTheDoubtAroseIsToldAndNothingMoreIsPurged() {
        held(500, 500);
        var due = scene.due(9);
        scene.resume(due.member(0));
        scene.resume(due.member(1));
        assertThat(scene.row(due.member(0)).state()).isEqualTo(CycleState.RELEASED);

        answer(scene.asked(1), NOTHING_BOUND);

        assertThat(doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.items()).isEqualTo(10);
            assertThat(doubt.resting()).isEqualTo(8);
            assertThat(doubt.gone()).isEqualTo(2);
        });
        CycleView view = scene.resume(due.member(2));
        assertThat(view.next()).isEqualTo(Next.REST);
        assertThat(view.waits()).singleElement().asString().contains(REQUIRED, "NOT_BOUND, not believed");
    }

    @Test
    void theCohortsOfAStreakAreOpenedAgainOnceAndAskedInANewRound() {
        held(500, 500);
        var cleared = scene.cleared(9);
        assertThat(parts.cohorts().nextRound(cleared.cohort().id()).open()).isFalse();
        answer(scene.asked(1), NOTHING_BOUND);

        parts.followUp(Kind.DOUBT_RAISED);
        parts.followUp(Kind.DOUBT_RAISED);

        assertThat(openItems(cleared)).isEqualTo(9);
        assertThat(openPlatforms(cleared)).isEqualTo(1);
        assertThat(scene.messages("START_COHORT", cleared.cohort().id())).hasSize(1);
        var plan = parts.cohorts().nextRound(cleared.cohort().id());
        assertThat(plan.open()).isTrue();
        assertThat(plan.doubted()).containsExactly(REQUIRED);
        STORE.clock().set(Objects.requireNonNull(plan.until()));
        assertThat(parts.cohorts().openRound(cleared.cohort().id()).toDeliver())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.items()).isEqualTo(9));
    }

    @Test
    void aDoubtedItemThatIsUnboundAfterAllIsSettledAndClosesItsStage() {
        held(500, 500);
        var cleared = scene.cleared(1);
        standsAt(500, 500, 9, cleared);
        answer(scene.asked(1), NOTHING_BOUND);
        parts.followUp(Kind.DOUBT_RAISED);
        assertThat(openPlatforms(cleared)).isEqualTo(1);

        answer(cleared, listing(said(0, Said.UNBOUND)));

        assertThat(openItems(cleared)).isZero();
        assertThat(openPlatforms(cleared)).isZero();
        toFreezeEnd(cleared);
        assertThat(scene.resume(cleared.member(0)).state()).isEqualTo(CycleState.RELEASED);
    }

    @Test
    void acceptingTeachesTheRateSettlesTheItemsAndIsInTheAudit() {
        held(500, 500);
        var asked = scene.asked(10);
        answer(asked, NOTHING_BOUND);
        parts.followUp(Kind.DOUBT_RAISED);

        var decision = parts.doubts().accept(REQUIRED, "CN", "operator-a", "MADE_SURE");
        parts.followUp(Kind.DOUBT_ACCEPTED);
        parts.followUp(Kind.DOUBT_ACCEPTED);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        accepted -> assertThat(accepted.doubts()).hasSize(1));
        assertThat(doubts()).isEmpty();
        assertThat(rate()).isEqualTo(Map.of("items", 510L, "bound", 500L));
        assertThat(openItems(asked)).isZero();
        assertThat(count("streak_part")).isZero();
        assertThat(STORE.jdbc()
                        .sql("select action from audit_entry where subject = :bank order by id desc limit 3")
                        .param("bank", REQUIRED)
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("platform.doubt-accepted", "platform.doubt-followed", "platform.doubted");
    }

    @Test
    void whatComesAfterAnAcceptedStreakIsMeasuredAnew() {
        held(500, 500);
        answer(scene.asked(10), NOTHING_BOUND);
        parts.doubts().accept(REQUIRED, null, "operator-a", "MADE_SURE");

        answer(scene.asked(10), NOTHING_BOUND);
        assertThat(doubts()).as("500 of 510: predicts 9.8").isEmpty();
        answer(scene.asked(1), NOTHING_BOUND);
        assertThat(doubts()).hasSize(1);
    }

    /** Bitmaps are as long as their cohort is large. With many batches the database reads those of all cohorts at once. */
    @Test
    void aMemberOfALargeCohortComesBackWhileAnswersAboutASmallOneAreDoubted() {
        held(500, 500);
        answer(scene.asked(10), NOTHING_BOUND);
        var large = scene.asked(40);
        STORE.jdbc().sql("""
                insert into batch select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(), 'seq', 100 + n))).*
                from batch b cross join generate_series(1, 500) n where b.id = :batch
                """).param("batch", large.batch(REQUIRED)).update();
        try (var owner = STORE.owner()) {
            JdbcClient.create(owner).sql("analyze batch, streak, streak_part").update();
        }

        assertThat(scene.command(large.member(39), CommandKind.WITHDRAW).verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void acceptingNeedsAReasonAndAPlatformThatIsThereAndMayFindNothing() {
        assertThat(parts.doubts().accept(REQUIRED, null, "operator-a", null)).isEqualTo(new Decision.ReasonMissing());
        assertThat(parts.doubts().accept("no-such-bank", null, "operator-a", "MADE_SURE"))
                .isEqualTo(new Decision.UnknownPlatform());
        assertThat(parts.doubts().accept(REQUIRED, null, "operator-a", "MADE_SURE"))
                .isEqualTo(new Decision.Accepted(List.of()));
    }

    @Test
    void theDatabaseItselfRefusesToAcceptWhatIsNotDoubted() {
        var asked = scene.asked(1);
        answer(asked, NOTHING_BOUND);

        assertThatThrownBy(() -> STORE.jdbc()
                        .sql("update streak set accepted_at = began_at, accepted_by = 'a', accept_reason = 'X'")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aNumberThatAsksAloneAsksTheDoubtedPlatformAgainItself() {
        var alone = Scene.beginAlone(parts);
        var cycle = alone.resting();
        STORE.clock()
                .set(Objects.requireNonNull(alone.row(cycle).askOn())
                        .atStartOfDay(alone.row(cycle).zone())
                        .toInstant());
        standsAt(500, 500, 9, null);
        for (var platform : List.of(Scene.IDENTITY, REQUIRED, Scene.REST)) {
            alone.resume(cycle);
            var batch = parts.asks()
                    .plan(cycle, alone.run(cycle).runId(), alone.platform(platform), 1)
                    .flatMap(parts.batches()::prepare)
                    .orElseThrow()
                    .batch()
                    .id();
            alone.receipt(platform, batch, listing(said(0, Said.NOT_BOUND)));
        }
        assertThat(doubts()).hasSize(1);
        assertThat(alone.resume(cycle).why()).isEqualTo(Waiting.ANSWERS);

        STORE.clock().advance(Duration.ofDays(4));
        assertThat(Objects.requireNonNull(alone.resume(cycle).asks()))
                .singleElement()
                .satisfies(ask -> assertThat(ask.platform()).isEqualTo(REQUIRED));
        assertThat(parts.asks()
                        .plan(cycle, alone.run(cycle).runId(), alone.platform(REQUIRED), 2)
                        .flatMap(parts.batches()::prepare))
                .isPresent();
    }

    @RepeatedTest(TIMES)
    void answersAboutDifferentCohortsAtOnceAreAddedUpAndRaiseOneDoubt() throws Exception {
        held(500, 500);
        var one = scene.asked(6);
        var other = scene.asked(6);

        Race.together(() -> answer(one, NOTHING_BOUND), () -> answer(other, NOTHING_BOUND));

        assertThat(doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.items()).isEqualTo(12);
            assertThat(doubt.resting()).isEqualTo(12);
        });
        assertThat(STORE.jdbc()
                        .sql("select count(*) from outbox where kind = 'DOUBT_RAISED'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @RepeatedTest(TIMES)
    void aNumberThatBeginsToWaitWhileTheDoubtIsAcceptedSeesItOrIsWoken() throws Exception {
        held(500, 500);
        var asked = scene.cleared(10);
        parts.followUp(Kind.DOUBT_RAISED);
        toFreezeEnd(asked);
        var cycle = asked.member(0);

        var both = Race.together(() -> scene.resume(cycle), () -> {
            parts.doubts().accept(REQUIRED, null, "operator-a", "MADE_SURE");
            parts.followUp(Kind.DOUBT_ACCEPTED);
            return true;
        });

        var waits = both.first().waits();
        boolean seen = waits == null || waits.isEmpty();
        boolean woken = scene.messages("LOOK_AGAIN", cycle).contains(REQUIRED);
        assertThat(seen || woken).as("seen " + seen + ", woken " + woken).isTrue();
    }

    @Test
    void aNumberThatHasSaidThatItWaitsIsSeenByTheAcceptanceThatComesBeforeItCommits() throws Exception {
        held(500, 500);
        var asked = scene.cleared(10);
        parts.followUp(Kind.DOUBT_RAISED);
        toFreezeEnd(asked);
        var cycle = asked.member(0);

        Race.overtaking(STORE, () -> scene.resume(cycle), () -> {
            parts.doubts().accept(REQUIRED, null, "operator-a", "MADE_SURE");
            parts.followUp(Kind.DOUBT_ACCEPTED);
            return true;
        });

        assertThat(scene.messages("LOOK_AGAIN", cycle)).containsExactly(REQUIRED);
    }

    private Object answer(Scene.Asked asked, Answer answer) {
        return scene.receipt(REQUIRED, asked.batch(REQUIRED), answer);
    }

    private void toFreezeEnd(Scene.Asked asked) {
        scene.toFreezeEnd(asked.member(0));
    }

    /** What the bank's answers have held so far. */
    private void held(long items, long bound) {
        STORE.jdbc()
                .sql("insert into bound_rate (platform_id, jurisdiction, items, bound) values (:bank, 'CN', :items,"
                        + " :bound)")
                .param("bank", scene.platform(REQUIRED))
                .param("items", items)
                .param("bound", bound)
                .update();
    }

    /** As {@link #held}, and the latest answers about so many items held nothing bound; those of one cohort among them. */
    private void standsAt(
            long items, long bound, long streakItems, Scene.@org.jspecify.annotations.Nullable Asked asked) {
        STORE.jdbc().sql("delete from bound_rate").update();
        held(items, bound);
        var streak = UUID.randomUUID();
        STORE.jdbc()
                .sql("""
                        insert into streak (id, platform_id, jurisdiction, items, began_at)
                        values (:id, :bank, 'CN', :items, :now)
                        """)
                .param("id", streak)
                .param("bank", scene.platform(REQUIRED))
                .param("items", streakItems)
                .param("now", scene.now().atOffset(java.time.ZoneOffset.UTC))
                .update();
        STORE.jdbc()
                .sql("update bound_rate set streak_id = :id")
                .param("id", streak)
                .update();
        if (asked == null) return;
        STORE.jdbc()
                .sql("insert into streak_part values (:streak, :cohort, :bank, decode('01', 'hex'))")
                .param("streak", streak)
                .param("cohort", asked.cohort().id())
                .param("bank", scene.platform(REQUIRED))
                .update();
    }

    private List<Doubt> doubts() {
        return parts.doubts().open(REQUIRED).orElseThrow();
    }

    private Map<String, Long> rate() {
        return STORE.jdbc()
                .sql("select items, bound from bound_rate where platform_id = :bank")
                .param("bank", scene.platform(REQUIRED))
                .query((row, n) -> Map.of("items", row.getLong("items"), "bound", row.getLong("bound")))
                .single();
    }

    private long openItems(Scene.Asked asked) {
        return STORE.jdbc()
                .sql("select open_items from cohort_platform where cohort_id = :cohort and platform_id = :bank")
                .param("cohort", asked.cohort().id())
                .param("bank", scene.platform(REQUIRED))
                .query(Long.class)
                .single();
    }

    private long openPlatforms(Scene.Asked asked) {
        return STORE.jdbc()
                .sql("select open_platforms from cohort_stage where cohort_id = :cohort and stage = 2")
                .param("cohort", asked.cohort().id())
                .query(Long.class)
                .single();
    }

    private static long count(String table) {
        return STORE.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
