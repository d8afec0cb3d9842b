package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.wire.Ask;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a platform takes a stand. */
class TimingTest extends SimulatedPlatformsFixture {
    @ParameterizedTest
    @ValueSource(strings = {"PT3H", "PT480H"})
    void aLaterAnswerSurvivesAKillAndIsPostedSignedAtItsTimeAndNotBefore(Duration delay) throws Exception {
        PlatformContract later = having(m -> m.with(new Timing.After(delay)));
        seed(later, NUMBER, "a1", BEFORE);
        HttpResponse<String> response = unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        Instant due = platforms.nextDue().orElseThrow();
        assertThat(due).isEqualTo(clock.instant().plus(delay));
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);

        reopenAsIfKilled();
        postAt(due.minusMillis(1));
        assertThat(carrier.posted).isEmpty();
        postAt(due);

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.path()).isEqualTo("/partner/v1/batches/b1/outcomes");
            assertThat(posted.signed()).isTrue();
            assertThat(posted.body().path("remainder").asString()).isEqualTo("NOT_BOUND");
            assertThat(posted.said("0")).isEqualTo("UNBOUND");
        });
        assertThat(platforms.nextDue()).isEmpty();
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void anAnswerStaysQueuedUnderItsIdUntilTheCarrierTakesItAndLeavesAfterAFinalRefusal() throws Exception {
        PlatformContract later = having(m -> m.with(new Timing.After(Duration.ofHours(3))));
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        carrier.status = 503;
        Instant due = platforms.nextDue().orElseThrow();
        postAt(due);
        assertThat(platforms.nextDue()).contains(due.plus(Duration.ofMinutes(10)));

        carrier.status = 409;
        postAt(due.plus(Duration.ofMinutes(10)));

        assertThat(platforms.nextDue()).isEmpty();
        assertThat(carrier.posted)
                .hasSize(2)
                .extracting(FakeCarrier.Posted::webhookId)
                .containsOnly(carrier.posted.getFirst().webhookId());
        assertThat(platforms.undelivered())
                .extracting(UndeliveredAnswer::status)
                .containsExactly(503, 409);
        assertThat(platforms.undelivered()).extracting(UndeliveredAnswer::kept).containsExactly(true, false);
    }

    @Test
    void duringAnOutageNothingIsSaidAndAtItsEndEverything() throws Exception {
        PlatformContract silent = having(m -> m.with(new Timing.Outage(Duration.ofDays(40), Duration.ofDays(10))));
        Instant begins = clock.instant().plus(Duration.ofDays(40));
        Instant ends = begins.plus(Duration.ofDays(10));
        seed(silent, NUMBER, "a1", BEFORE);
        assertThat(unbind(silent, "m1", "b1", List.of(item("0", OTHER))).statusCode())
                .isEqualTo(200);

        postAt(begins);
        unbind(silent, "m2", "b2", List.of(item("0", NUMBER)));
        postAt(begins.plus(Duration.ofDays(4)));
        unbind(silent, "m3", "b3", List.of(item("0", OTHER)));
        assertThat(carrier.posted).isEmpty();
        assertThat(platforms.nextDue()).contains(ends);
        postAt(ends);

        assertThat(carrier.posted)
                .extracting(FakeCarrier.Posted::path)
                .containsExactly("/partner/v1/batches/b2/outcomes", "/partner/v1/batches/b3/outcomes");
        assertThat(account(silent, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
        assertThat(unbind(silent, "m4", "b4", List.of(item("0", OTHER))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPlatformThatNeverAnswersDetachesNothingButRestoresAndHearsWhatItIsTold() throws Exception {
        PlatformContract never = having(m -> m.with(new Timing.Never()));
        seed(never, NUMBER, "a1", BEFORE);

        assertThat(unbind(never, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(202);

        assertThat(platforms.nextDue()).isEmpty();
        assertThat(account(never, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(FakeCarrier.result(body(restore(never, "m2", "b1", List.of(item("0", NUMBER)))), "0")
                        .path("outcome")
                        .asString())
                .isEqualTo("NOTHING_TO_RESTORE");
    }

    @Test
    void anExpiredRequestIsAcceptedAndNotProcessedWhetherItArrivesLateOrWasPutAside() throws Exception {
        String past = "\"expiresAt\":\"2026-09-30T00:00:00Z\",";
        seed(good(), NUMBER, "a1", BEFORE);
        HttpResponse<String> late = carrier.ask(good(), Ask.UNBIND, "m1", "b1", past, List.of(item("0", NUMBER)));
        assertThat(late.statusCode()).isEqualTo(202);
        assertThat(late.body()).isEmpty();
        assertThat(account(good(), NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.counts()).containsEntry("railbook/unbind.requested.EXPIRED", 1L);

        PlatformContract later = having(m -> m.with(new Timing.After(Duration.ofHours(3))));
        seed(later, NUMBER, "a2", BEFORE);
        String soon = "\"expiresAt\":\"" + clock.instant().plusSeconds(60) + "\",";
        carrier.ask(later, Ask.UNBIND, "m2", "b2", soon, List.of(item("0", NUMBER)));
        assertThat(platforms.counts()).containsEntry("railbook/unbind.requested.PUT_ASIDE", 1L);
        postEverything();

        assertThat(carrier.posted).isEmpty();
        assertThat(account(later, NUMBER, "a2").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.counts()).containsExactly(java.util.Map.entry("railbook/unbind.requested.EXPIRED", 1L));
    }

    @Test
    void atAPaceTenDaysPassInMinutesButSignaturesGoByTheClock() throws Exception {
        having(m -> m.with(new Timing.After(Duration.ofDays(10))));
        platforms.close();
        platforms = open(folder.resolve("paced"), 1_440);
        PlatformContract paced = platforms.contracts().getFirst();
        seed(paced, NUMBER, "a1", BEFORE);

        unbind(paced, "m1", "b1", List.of(item("0", NUMBER)));

        Instant due = platforms.nextDue().orElseThrow();
        assertThat(Duration.between(clock.instant(), due))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusMillis(5));
        postAt(due);
        assertThat(carrier.posted).singleElement().matches(FakeCarrier.Posted::signed);
    }
}
