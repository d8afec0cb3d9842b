package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import io.reissue.sandbox.platforms.manners.Restoring;
import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.wire.Ask;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UnbindAndRestoreTest extends SimulatedPlatformsFixture {
    @Test
    void detachesWhatWasBoundBeforeTheCutoffAndSpeaksOnlyOfExceptions() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode answer = body(unbind(at, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(answer.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(answer.path("part").asInt()).isEqualTo(1);
        assertThat(answer.path("of").asInt()).isEqualTo(1);
        assertThat(answer.path("results")).hasSize(1);
        assertThat(answer.at("/results/0/ref").asString()).isEqualTo("0");
        assertThat(answer.at("/results/0/outcome").asString()).isEqualTo("UNBOUND");
        assertThat(answer.at("/results/0/accounts/0/handle").asString()).isEqualTo("a1");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void leavesAnAccountBoundAtOrAfterTheCutoffAndTheItemIsAsGoodAsItsWorstAccount() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        seed(at, NUMBER, "a2", AFTER);

        JsonNode item = FakeCarrier.result(body(unbind(at, "m1", "b1", List.of(item("0", NUMBER)))), "0");

        assertThat(item.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(item.path("reason").asString()).isEqualTo("BOUND_AFTER_CUTOFF");
        assertThat(item.path("askAgainAfter").isMissingNode()).isTrue();
        assertThat(item.at("/accounts/0/outcome").asString()).isEqualTo("UNBOUND");
        assertThat(item.at("/accounts/1/outcome").asString()).isEqualTo("REFUSED");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.DETACHED);
        assertThat(account(at, NUMBER, "a2").state()).isEqualTo(Account.State.BOUND);
    }

    @Test
    void repeatsItsFirstAnswerForAKnownWebhookIdAlsoAfterBeingKilled() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        String first = unbind(at, "m1", "b1", List.of(item("0", NUMBER))).body();

        reopenAsIfKilled();
        PlatformContract again = good();
        assertThat(unbind(again, "m1", "b1", List.of(item("0", NUMBER))).body()).isEqualTo(first);
        assertThat(account(again, NUMBER, "a1").history()).hasSize(2);
        assertThat(platforms.counts()).containsEntry(again.code() + "/unbind.requested.REPEATED", 1L);

        JsonNode reasked = body(unbind(again, "m2", "b2", List.of(item("0", NUMBER))));
        assertThat(reasked.path("results")).isEmpty();
        assertThat(reasked.path("remainder").asString()).isEqualTo("NOT_BOUND");
    }

    @Test
    void restoreUndoesExactlyWhatItsItemDetachedWithTheSameIdDateAndSessions() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        unbind(at, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER)));
        seed(at, NUMBER, "a2", BEFORE);
        unbind(at, "m2", "b2", List.of(item("0", NUMBER)));

        JsonNode answer = body(restore(at, "m3", "b1", List.of(item("0", NUMBER), item("1", OTHER))));

        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("RESTORED");
        assertThat(FakeCarrier.result(answer, "1").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(answer.path("remainder").isMissingNode()).isTrue();
        Account restored = account(at, NUMBER, "a1");
        assertThat(restored.state()).isEqualTo(Account.State.BOUND);
        assertThat(restored.boundOn()).isEqualTo(BEFORE);
        assertThat(restored.sessions()).isEqualTo(2);
        assertThat(restored.history())
                .extracting(Account.Change::state)
                .containsExactly(Account.State.BOUND, Account.State.DETACHED, Account.State.BOUND);
        assertThat(account(at, NUMBER, "a2").state()).isEqualTo(Account.State.DETACHED);
    }

    @Test
    void aRestoreThatArrivesFirstKeepsTheRequestFromDetaching() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode undone = body(restore(at, "m1", "b1", List.of(item("0", NUMBER))));
        JsonNode asked = body(unbind(at, "m2", "b1", List.of(item("0", NUMBER))));

        assertThat(FakeCarrier.result(undone, "0").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(FakeCarrier.result(asked, "0").path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(account(at, NUMBER, "a1").history()).hasSize(1);
    }

    @Test
    void aRestoreWithACutoffUndoesWhatAnyBatchDetachedWithItAndKeepsOthersFromDetaching() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        unbind(at, "m1", "lost", List.of(item("7", NUMBER)));

        JsonNode again = body(unbind(at, "m2", "b2", List.of(item("0", NUMBER))));
        JsonNode own = body(restore(at, "m3", "b2", List.of(item("0", NUMBER))));
        assertThat(again.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(FakeCarrier.result(own, "0").path("outcome").asString())
                .as("asked again, it says nothing of what it detached before")
                .isEqualTo("NOTHING_TO_RESTORE");

        JsonNode whatever = body(restoreWhatever(at, "m4", "b3", List.of(item("0", NUMBER))));
        assertThat(FakeCarrier.result(whatever, "0").path("outcome").asString()).isEqualTo("RESTORED");
        assertThat(account(at, NUMBER, "a1").boundOn()).isEqualTo(BEFORE);
        unbind(at, "m5", "late", List.of(item("0", NUMBER)));
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.BOUND);
    }

    @Test
    void aRestoreWinsOverARequestThatWasPutAside() throws Exception {
        PlatformContract later = having(m -> m.with(new Timing.After(Duration.ofHours(3)))
                .with(new Restoring(Duration.ZERO, 503, Duration.ofHours(1))));
        seed(later, NUMBER, "a1", BEFORE);
        assertThat(unbind(later, "m1", "b1", List.of(item("0", NUMBER))).statusCode())
                .isEqualTo(202);
        restore(later, "m2", "b1", List.of(item("0", NUMBER)));

        postEverything();

        assertThat(account(later, NUMBER, "a1").history()).hasSize(1);
        assertThat(carrier.posted)
                .extracting(posted -> posted.result("0").path("outcome").asString())
                .containsExactlyInAnyOrder("REFUSED", "NOTHING_TO_RESTORE");
    }

    @Test
    void afterThePurgeNothingIsRestored() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        unbind(at, "m1", "b1", List.of(item("0", NUMBER)));
        String id = platforms.number(NUMBER).getFirst().identifier();
        HttpResponse<String> told = carrier.send(
                at,
                "m2",
                "{\"type\":\"number.purged\",\"timestamp\":\"2026-10-01T00:00:00Z\",\"data\":{\"id\":\"" + id + "\"}}");

        JsonNode answer = body(restore(at, "m3", "b1", List.of(item("0", NUMBER))));

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("NOTHING_TO_RESTORE");
        assertThat(account(at, NUMBER, "a1").state()).isEqualTo(Account.State.ERASED);
    }

    @Test
    void aQueryChangesNothing() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);

        JsonNode answer = body(carrier.ask(
                at, Ask.QUERY, "m1", "b1", "", List.of(new Item("0", NUMBER, ""), new Item("1", OTHER, ""))));

        assertThat(FakeCarrier.result(answer, "0").path("outcome").asString()).isEqualTo("BOUND");
        assertThat(answer.path("remainder").asString()).isEqualTo("NOT_BOUND");
        assertThat(account(at, NUMBER, "a1").history()).hasSize(1);
    }

    @Test
    void refusesAWrongSignatureAMalformedBodyTooManyItemsAndTooManyRequests() throws Exception {
        PlatformContract at = good();
        long now = clock.instant().getEpochSecond();
        byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(carrier.send(at, "m0", new String(ping, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(carrier.send(at, "m1", now, "v1,AAAA", ping).statusCode()).isEqualTo(401);
        HttpResponse<String> malformed = carrier.send(
                at,
                "m2",
                "{\"type\":\"unbind.requested\",\"data\":{\"batch\":\"b\",\"items\":[{\"ref\":\"0\",\"id\":\"x\"}]}}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(FakeCarrier.json(malformed.body()).at("/pointers/0").asString())
                .isEqualTo("/data/items/0/cutoff");
        List<Item> many = IntStream.rangeClosed(0, at.batchLimit())
                .mapToObj(i -> item(Integer.toString(i), NUMBER))
                .toList();
        assertThat(unbind(at, "m3", "b3", many).statusCode()).isEqualTo(413);
        List<HttpResponse<String>> pings = new ArrayList<>();
        for (int i = 0; i <= at.ratePerSecond(); i++) {
            pings.add(carrier.send(at, "ping" + i, new String(ping, StandardCharsets.UTF_8)));
        }
        assertThat(pings.getLast().statusCode()).isEqualTo(429);
        assertThat(pings.getLast().headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aNewHolderCanBindOnlyWhatIsNoLongerBound() throws Exception {
        PlatformContract at = good();
        seed(at, NUMBER, "a1", BEFORE);
        Binding newcomer = new Binding(at.code(), NUMBER, "n1", clock.instant(), 1);
        assertThat(platforms.bind(newcomer)).isFalse();

        unbind(at, "m1", "b1", List.of(item("0", NUMBER)));

        assertThat(platforms.bind(newcomer)).isTrue();
        JsonNode reasked = body(unbind(at, "m2", "b2", List.of(item("0", NUMBER))));
        assertThat(FakeCarrier.result(reasked, "0").path("reason").asString()).isEqualTo("BOUND_AFTER_CUTOFF");
    }
}
