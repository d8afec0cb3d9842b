package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BehavioursTest extends SimulatedPlatformsFixture {
    @Test
    void aQueuedAnswerSurvivesBeingKilledAndIsPostedSignedAtItsTime() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        Instant due = platforms.nextDue().orElseThrow();
        assertThat(due).isEqualTo(clock.instant().plus(profile(later).manners().delay()));
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);

        reopenAsIfKilled();
        platforms.postDue(due.minusMillis(1));
        assertThat(carrier.posted).isEmpty();
        clock.advance(Duration.between(clock.instant(), due));
        platforms.postDue(due);

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.path()).isEqualTo("/partner/v1/batches/b1/outcomes");
            assertThat(posted.signed()).isTrue();
            assertThat(posted.body().path("remainder").asString()).isEqualTo("NOT_BOUND");
            assertThat(posted.result("0").path("outcome").asString()).isEqualTo("UNBOUND");
        });
        assertThat(platforms.nextDue()).isEmpty();
        assertThat(account(later, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void anAnswerStaysQueuedUnderItsIdUntilTheCarrierTakesItAndLeavesAfterAFinalRefusal() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER)));
        carrier.status = 503;
        Instant due = platforms.nextDue().orElseThrow();
        platforms.postDue(due);
        assertThat(platforms.nextDue()).contains(due.plus(Duration.ofMinutes(10)));

        carrier.status = 409;
        platforms.postDue(due.plus(Duration.ofMinutes(10)));

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
    void severalPartsTogetherListEveryExceptionOnceUnderOneRemainder() throws Exception {
        PlatformContract later = at(Behaviour.LATER, p -> p.manners().parts() > 1);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seed(later, "861380013800" + i, "a" + i, BEFORE);
            items.add(item(Integer.toString(i), "861380013800" + i));
        }
        unbind(later, "m1", "b1", items);

        postEverything();

        int parts = profile(later).manners().parts();
        assertThat(carrier.posted).hasSize(parts);
        assertThat(carrier.posted)
                .extracting(posted -> posted.body().path("part").asInt())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, parts)
                        .map(i -> parts + 1 - i)
                        .boxed()
                        .toList());
        assertThat(carrier.posted).allMatch(posted -> posted.body().path("of").asInt() == parts);
        assertThat(carrier.posted)
                .allMatch(posted -> posted.body().path("remainder").asString().equals("NOT_BOUND"));
        List<String> refs = new ArrayList<>();
        carrier.posted.forEach(posted -> posted.body()
                .path("results")
                .forEach(r -> refs.add(r.path("ref").asString())));
        assertThat(refs).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void aSilentPlatformSaysNothingForTenDaysFromItsFirstContactAndThenAnswersAtOnce() throws Exception {
        PlatformContract silent = at(Behaviour.SILENT_AT_FIRST, p -> true);
        seed(silent, NUMBER, "a1", BEFORE);
        Instant ends = clock.instant().plus(Duration.ofDays(10));
        unbind(silent, "m1", "b1", List.of(item("0", NUMBER)));
        clock.advance(Duration.ofDays(4));
        unbind(silent, "m2", "b2", List.of(item("0", OTHER)));
        assertThat(platforms.nextDue()).contains(ends);

        clock.advance(Duration.ofDays(6));
        platforms.postDue(ends);

        assertThat(carrier.posted).extracting(FakeCarrier.Posted::path).allMatch(path -> path.matches(".*/b[12]/.*"));
        assertThat(carrier.posted).extracting(FakeCarrier.Posted::path).anyMatch(path -> path.contains("b2"));
        assertThat(account(silent, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
        assertThat(unbind(silent, "m3", "b3", List.of(item("0", OTHER))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPlatformWhoseDataLagsSaysNotYetSyncedForAllAndLaterTheTruth() throws Exception {
        PlatformContract lagging = at(Behaviour.NOT_YET_SYNCED_FIRST, p -> true);
        seed(lagging, NUMBER, "a1", BEFORE);

        JsonNode first = body(unbind(lagging, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));
        assertThat(first.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(first.path("results")).isEmpty();
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        postEverything();

        assertThat(carrier.posted.getLast().body().path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(account(lagging, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void whereOneItemIsNotYetSyncedTheOthersAreListedEvenIfNothingIsBound() throws Exception {
        PlatformContract lagging = at(Behaviour.NOT_YET_SYNCED_FIRST, p -> true);
        unbind(lagging, "m1", "b1", List.of(item("0", NUMBER)));
        clock.advance(profile(lagging).manners().delay());

        JsonNode mixed = body(unbind(lagging, "m2", "b2", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(mixed.path("remainder").asString()).isEqualTo("NOT_YET_SYNCED");
        assertThat(FakeCarrier.result(mixed, "0").path("outcome").asString()).isEqualTo("NOT_BOUND");
        assertThat(FakeCarrier.result(mixed, "1").isMissingNode()).isTrue();
    }

    @Test
    void aRefusingPlatformNamesReasonAndTimeAndRelents() throws Exception {
        PlatformContract refusing = at(Behaviour.REFUSES_AT_FIRST, p -> true);
        String handle = refusedHandle();
        seed(refusing, NUMBER, handle, BEFORE);

        JsonNode first = FakeCarrier.result(body(unbind(refusing, "m1", "b1", List.of(item("0", NUMBER)))), "0");
        assertThat(first.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(first.path("reason").asString())
                .isIn("BALANCE_OR_DEBT", "DISPUTE_OR_LEGAL_HOLD", "HOLDER_MUST_CONFIRM");
        assertThat(Duration.parse(first.path("askAgainAfter").asString())).isEqualTo(Duration.ofDays(7));

        clock.advance(profile(refusing).manners().delay());
        JsonNode second = FakeCarrier.result(body(unbind(refusing, "m2", "b2", List.of(item("0", NUMBER)))), "0");
        assertThat(second.path("outcome").asString()).isEqualTo("UNBOUND");
    }

    @Test
    void aPlatformThatSignalsCompletionSaysForTheSameItemThatItGaveIn() throws Exception {
        platforms.close();
        platforms = SimulatedPlatforms.start(
                new PlatformSettings(folder.resolve("large"), 3, 220, 0, 0), clock, carrier::base);
        PlatformContract refusing =
                at(Behaviour.REFUSES_AT_FIRST, p -> p.manners().signalsCompletion());
        seed(refusing, NUMBER, refusedHandle(), BEFORE);
        unbind(refusing, "m1", "b1", List.of(item("4", NUMBER), item("5", OTHER)));

        postEverything();

        assertThat(carrier.posted).singleElement().satisfies(posted -> {
            assertThat(posted.result("4").path("outcome").asString()).isEqualTo("UNBOUND");
            assertThat(posted.body().path("results")).hasSize(1);
            assertThat(posted.body().path("remainder").isMissingNode()).isTrue();
        });
    }

    @Test
    void anExpiredRequestIsAcceptedRecordedAndNotProcessedWhetherItArrivesLateOrWasPutAside() throws Exception {
        PlatformContract at = at(Behaviour.AT_ONCE, p -> true);
        PlatformContract later = at(Behaviour.LATER, p -> true);
        seed(at, NUMBER, "a1", BEFORE);
        seed(later, NUMBER, "a2", BEFORE);
        String past = "\"expiresAt\":\"2026-09-30T00:00:00Z\",";
        String soon = "\"expiresAt\":\"" + clock.instant().plusSeconds(60) + "\",";

        HttpResponse<String> late = carrier.ask(at, Ask.UNBIND, "m1", "b1", past, List.of(item("0", NUMBER)));
        carrier.ask(later, Ask.UNBIND, "m2", "b2", soon, List.of(item("0", NUMBER)));
        postEverything();

        assertThat(late.statusCode()).isEqualTo(202);
        assertThat(late.body()).isEmpty();
        assertThat(carrier.posted).isEmpty();
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
        assertThat(account(later, NUMBER, "a2").state()).isEqualTo(Account.State.BOUND);
        assertThat(platforms.counts())
                .containsEntry(at.code() + "/unbind.requested.expired", 1L)
                .containsEntry(later.code() + "/unbind.requested.expired", 1L);
    }
}
