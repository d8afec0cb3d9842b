package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.manners.Judging;
import io.reissue.sandbox.platforms.manners.Judging.Denial;
import io.reissue.sandbox.platforms.manners.Judging.Stance;
import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a platform decides about accounts. */
class JudgingTest extends SimulatedPlatformsFixture {
    private static final Duration ADVICE = Duration.ofDays(7);
    private static final Duration RELENTS = Duration.ofDays(12);

    @ParameterizedTest
    @EnumSource(value = Refusal.class, mode = EnumSource.Mode.EXCLUDE, names = "BOUND_AFTER_CUTOFF")
    void keepsWhatItHasAReasonForAndGivesInWhenAskedAgainLateEnough(Refusal reason) throws Exception {
        Judging judging = keeping(new Stance(reason, 3, RELENTS, false, ADVICE));
        PlatformContract keeping = having(m -> m.with(judging));
        String kept = keptHandle(judging);
        seed(keeping, NUMBER, kept, BEFORE);

        JsonNode first = ask(keeping, "m1", "b1", NUMBER);
        assertThat(first.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(first.path("reason").asString()).isEqualTo(reason.name());
        assertThat(Duration.parse(first.path("askAgainAfter").asString())).isEqualTo(ADVICE);
        assertThat(first.at("/accounts/0/reason").asString()).isEqualTo(reason.name());
        assertThat(platforms.nextDue()).isEmpty();

        clock.advance(RELENTS.minusSeconds(1));
        assertThat(ask(keeping, "m2", "b2", NUMBER).path("outcome").asString()).isEqualTo("REFUSED");
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(keeping, "m3", "b3", NUMBER).path("outcome").asString()).isEqualTo("UNBOUND");
        assertThat(account(keeping, NUMBER, kept).detachedBy()).isEqualTo(new Account.Reference("b3", "0"));
    }

    @Test
    void aPlatformThatSignalsCompletionSaysForTheSameItemThatItGaveIn() throws Exception {
        Judging judging = keeping(new Stance(Refusal.BALANCE_OR_DEBT, 3, RELENTS, true, ADVICE));
        PlatformContract keeping = having(m -> m.with(judging));
        seed(keeping, NUMBER, keptHandle(judging), BEFORE);
        unbind(keeping, "m1", "b1", List.of(item("4", NUMBER), item("5", OTHER)));
        assertThat(platforms.nextDue()).contains(clock.instant().plus(RELENTS));

        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.said("4")).isEqualTo("UNBOUND");
            assertThat(posted.body().path("results")).hasSize(1);
            assertThat(posted.body().path("remainder").isMissingNode()).isTrue();
        });
    }

    @Test
    void whatIsKeptForGoodIsKeptAndTheOthersAreNot() throws Exception {
        Judging judging = keeping(new Stance(Refusal.BANNED_ACCOUNT, 3, null, false, null));
        PlatformContract keeping = having(m -> m.with(judging));
        String kept = keptHandle(judging);
        seed(keeping, NUMBER, kept, BEFORE);
        seed(keeping, OTHER, "acct-free", BEFORE);
        assertThat(judging.against(io.reissue.sandbox.platforms.manners.Chance.of(3), "acct-free"))
                .isEmpty();

        for (int year = 0; year < 3; year++) {
            JsonNode item = ask(keeping, "m" + year, "b" + year, NUMBER);
            assertThat(item.path("reason").asString()).isEqualTo("BANNED_ACCOUNT");
            assertThat(item.path("askAgainAfter").isMissingNode()).isTrue();
            clock.advance(Duration.ofDays(365));
        }
        assertThat(account(keeping, NUMBER, kept).state()).isEqualTo(Account.State.BOUND);
        assertThat(ask(keeping, "m9", "b9", OTHER).path("outcome").asString()).isEqualTo("UNBOUND");
    }

    @Test
    void aReasonThatNeverPassesHidesOneThatDoes() throws Exception {
        Judging judging = keeping(new Stance(Refusal.BALANCE_OR_DEBT, 3, RELENTS, true, ADVICE));
        PlatformContract keeping = having(m -> m.with(judging));
        seed(keeping, NUMBER, keptHandle(judging), BEFORE);
        seed(keeping, NUMBER, "acct-after", AFTER);

        JsonNode item = ask(keeping, "m1", "b1", NUMBER);

        assertThat(item.path("reason").asString()).isEqualTo("BOUND_AFTER_CUTOFF");
        assertThat(item.path("askAgainAfter").isMissingNode()).isTrue();
    }

    @Test
    void aPlatformWhoseDataLagsSaysNotYetSyncedForAllAndLaterTheTruth() throws Exception {
        PlatformContract lagging = having(m -> m.with(lagging(Duration.ofDays(6))));
        seed(lagging, NUMBER, "a1", BEFORE);

        JsonNode first = body(unbind(lagging, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));
        assertThat(first.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(first.path("results")).isEmpty();
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.nextDue()).contains(clock.instant().plus(Duration.ofDays(6)));
        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.body().path("remainder").asString()).isEqualTo("NOT_BOUND");
            assertThat(posted.said("0")).isEqualTo("UNBOUND");
        });
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void whereOneItemIsNotYetSyncedTheOthersAreListedEvenIfNothingIsBound() throws Exception {
        PlatformContract lagging = having(m -> m.with(lagging(Duration.ofDays(6))));
        unbind(lagging, "m1", "b1", List.of(item("0", NUMBER)));
        clock.advance(Duration.ofDays(6));

        JsonNode mixed = body(unbind(lagging, "m2", "b2", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(mixed.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(FakeCarrier.result(mixed, "0").path("outcome").asString()).isEqualTo("NOT_BOUND");
        assertThat(FakeCarrier.result(mixed, "1").isMissingNode()).isTrue();
    }

    @Test
    void aPlatformThatDeniesSaysNotBoundOfEverythingDetachesNothingAndOneDayTellsTheTruthAgain() throws Exception {
        PlatformContract denying = having(m ->
                m.with(new Judging(List.of(), Duration.ZERO, new Denial(Duration.ofDays(55), Duration.ofDays(14)))));
        seed(denying, NUMBER, "a1", BEFORE);
        seed(denying, OTHER, "a2", BEFORE);
        assertThat(ask(denying, "m1", "b1", OTHER).path("outcome").asString()).isEqualTo("UNBOUND");

        clock.advance(Duration.ofDays(55));
        JsonNode denied = body(unbind(denying, "m2", "b2", List.of(item("0", NUMBER))));
        assertThat(denied.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(denied.path("results")).isEmpty();
        assertThat(account(denying, NUMBER, "a1").history()).hasSize(1);

        clock.advance(Duration.ofDays(14));
        assertThat(ask(denying, "m3", "b3", NUMBER).path("outcome").asString()).isEqualTo("UNBOUND");
    }

    private JsonNode ask(PlatformContract at, String id, String batch, String digits) throws Exception {
        return FakeCarrier.result(body(unbind(at, id, batch, List.of(item("0", digits)))), "0");
    }

    private static Judging keeping(Stance stance) {
        return new Judging(List.of(stance), Duration.ZERO, null);
    }

    private static Judging lagging(Duration lag) {
        return new Judging(List.of(), lag, null);
    }
}
