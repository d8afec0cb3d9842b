package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.manners.Trouble;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a judge is told over the control port. */
class ControlEndpointTest extends SimulatedPlatformsFixture {
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void hangUp() {
        http.close();
    }

    @Test
    void platformsAreListedWithTheirMannersInWordsAndWithoutTheirSigningSecrets() throws Exception {
        having(m -> m.with(new Timing.After(Duration.ofDays(20))));

        HttpResponse<String> all = get("platforms");

        assertThat(FakeCarrier.json(all.body())).singleElement().satisfies(platform -> {
            assertThat(platform.path("code").asString()).isEqualTo("railbook");
            assertThat(platform.path("required").asBoolean()).isTrue();
            assertThat(platform.at("/manners/0").asString()).isEqualTo("answers after 20 days");
        });
        assertThat(all.body()).doesNotContain("whsec_").contains("identifierKey");
    }

    @Test
    void anAccountIsListedWithWhoDetachedRestoredAndErasedItAndWhen() throws Exception {
        seed(good(), NUMBER, "a1", BEFORE);
        seed(good(), OTHER, "a2", BEFORE);
        unbind(good(), "m1", "b1", List.of(item("7", NUMBER)));
        clock.advance(Duration.ofDays(1));
        restore(good(), "m2", "b1", List.of(item("7", NUMBER)));
        clock.advance(Duration.ofDays(1));
        unbind(good(), "m3", "b2", List.of(item("0", NUMBER)));
        String id = platforms.number(NUMBER).getFirst().identifier();
        carrier.send(good(), "m4", "{\"type\":\"number.purged\",\"data\":{\"id\":\"" + id + "\"}}");

        JsonNode account = json("accounts?number=" + NUMBER).at("/accounts/0");

        assertThat(account.path("platform").asString()).isEqualTo("railbook");
        assertThat(account.path("number").asString()).isEqualTo(NUMBER);
        assertThat(account.path("handle").asString()).isEqualTo("a1");
        assertThat(account.path("boundOn").asString()).isEqualTo("2020-02-02T02:02:02Z");
        assertThat(account.path("sessions").asInt()).isEqualTo(2);
        assertThat(account.path("state").asString()).isEqualTo("ERASED");
        assertThat(account.at("/detachedBy/batch").asString()).isEqualTo("b2");
        assertThat(account.path("history"))
                .extracting(change -> change.path("at").asString().substring(0, 10) + " "
                        + change.path("state").asString() + " "
                        + change.at("/by/batch").asString("-"))
                .containsExactly(
                        "2026-10-01 BOUND -",
                        "2026-10-01 DETACHED b1",
                        "2026-10-02 BOUND b1",
                        "2026-10-03 DETACHED b2",
                        "2026-10-03 ERASED -");
    }

    @Test
    void allAccountsCanBeReadPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            seed(good(), "861380013800" + i, "a" + i, BEFORE);
        }

        JsonNode first = json("accounts?limit=3");
        JsonNode second = json("accounts?limit=3&after=" + first.path("next").asLong());

        assertThat(first.path("accounts"))
                .extracting(account -> account.path("handle").asString())
                .containsExactly("a0", "a1", "a2");
        assertThat(second.path("accounts"))
                .extracting(account -> account.path("handle").asString())
                .containsExactly("a3", "a4");
        assertThat(second.path("next").isMissingNode()).isTrue();
    }

    @Test
    void everyExchangeIsListedWithWhatBecameOfItAndWithTheCarriersReceipt() throws Exception {
        PlatformContract later = having(m -> m.with(new Timing.After(Duration.ofHours(3))));
        seed(later, NUMBER, "a1", BEFORE);
        unbind(later, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER)));
        unbind(later, "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER)));
        carrier.send(later, "m2", 0, "v1,nothing", new byte[0]);
        postEverything();

        JsonNode exchanges = json("exchanges?after=0").path("exchanges");

        assertThat(exchanges)
                .extracting(exchange -> "%s %s %s %s"
                        .formatted(
                                exchange.path("direction").asString(),
                                exchange.path("type").asString("-"),
                                exchange.path("handling").asString("-"),
                                exchange.path("status").asString()))
                .containsExactly(
                        "RECEIVED unbind.requested PUT_ASIDE 202",
                        "RECEIVED unbind.requested REPEATED 202",
                        "RECEIVED - TURNED_AWAY 401",
                        "SENT outcomes - 202");
        assertThat(exchanges.at("/0/items").asInt()).isEqualTo(2);
        assertThat(exchanges.at("/0/batch").asString()).isEqualTo("b1");
        assertThat(exchanges.at("/3/at").asString()).isEqualTo("2026-10-01T03:00:00Z");
        assertThat(exchanges.at("/3/body").asString())
                .isEqualTo(carrier.posted.getFirst().text());
        assertThat(exchanges.at("/3/webhookId").asString())
                .isEqualTo(carrier.posted.getFirst().webhookId());
        assertThat(exchanges.at("/3/receipt").asString()).isEqualTo("{\"accepted\":1}");
        assertThat(json("exchanges?after=" + exchanges.at("/2/seq").asLong()).path("exchanges"))
                .hasSize(1);
        assertThat(json("exchanges?platform=nowhere").path("exchanges")).isEmpty();
    }

    @Test
    void whatWasSentAboutANumberIsKnownAlsoWhereTheConnectionWasDropped() throws Exception {
        PlatformContract dropping = having(m -> m.with(new Trouble.Dropping(1)));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> unbind(dropping, "m1", "b1", List.of(item("0", OTHER), item("1", NUMBER)))))
                .isInstanceOf(IOException.class);
        clock.advance(Duration.ofDays(1));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> restore(dropping, "m2", "b1", List.of(item("1", NUMBER)))))
                .isInstanceOf(IOException.class);

        JsonNode messages = json("messages?number=" + NUMBER);
        assertThat(messages)
                .extracting(message -> "%s %s %s %s"
                        .formatted(
                                message.path("type").asString(),
                                message.path("batch").asString(),
                                message.path("ref").asString(),
                                message.path("handling").asString()))
                .containsExactly("unbind.requested b1 1 CUT", "restore.requested b1 1 CUT");

        JsonNode sums = FakeCarrier.json(post("messages", "[\"" + NUMBER + "\",\"" + OTHER + "\",\"8613900139000\"]")
                .body());
        assertThat(sums)
                .extracting(sum -> "%s %s %s %s"
                        .formatted(
                                sum.path("number").asString(),
                                sum.path("type").asString(),
                                sum.path("messages").asString(),
                                sum.path("last").asString()))
                .containsExactly(
                        NUMBER + " restore.requested 1 2026-10-02T00:00:00Z",
                        NUMBER + " unbind.requested 1 2026-10-01T00:00:00Z",
                        OTHER + " unbind.requested 1 2026-10-01T00:00:00Z");
    }

    @Test
    void exchangesSayOnRequestWhomTheyNamed() throws Exception {
        unbind(good(), "m1", "b1", List.of(item("0", NUMBER), item("1", OTHER)));
        restore(good(), "m2", "b1", List.of(item("1", OTHER)));

        JsonNode exchanges = json("exchanges?named=true").path("exchanges");

        assertThat(exchanges.at("/0/type").asString()).isEqualTo("unbind.requested");
        assertThat(exchanges.at("/0/named")).extracting(JsonNode::asString).containsExactly(head(NUMBER), head(OTHER));
        assertThat(exchanges.at("/0/refs").isMissingNode()).isTrue();
        assertThat(exchanges.at("/1/named")).extracting(JsonNode::asString).containsExactly(head(OTHER));
        assertThat(exchanges.at("/1/refs")).extracting(JsonNode::asString).containsExactly("1");
        assertThat(json("exchanges").at("/exchanges/0/named").isMissingNode()).isTrue();
    }

    private String head(String digits) {
        PlatformContract contract = good();
        byte[] key = Base64.getDecoder().decode(contract.identifierKey());
        return contract.identifierForm().of(digits, key).substring(0, 16);
    }

    @Test
    void anAccountCanBeBoundAsItsOwnerWouldAndNonsenseIsRefused() throws Exception {
        String binding =
                "{\"platform\":\"railbook\",\"digits\":\"8613800138000\",\"handle\":\"r-1\",\"boundOn\":\"2026-09-01T00:00:00Z\",\"sessions\":1}";
        assertThat(post("accounts", binding).statusCode()).isEqualTo(201);
        assertThat(post("accounts", binding).statusCode()).isEqualTo(409);
        assertThat(post("accounts", "{\"platform\":\"nowhere\"}").statusCode()).isEqualTo(400);
        assertThat(post("messages", "{").statusCode()).isEqualTo(400);
        for (String wrong : List.of("accounts?number=+86", "messages?number=x", "messages", "exchanges?after=x")) {
            assertThat(get(wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(get("counts").body()).isEqualTo("{}");
        assertThat(get("undelivered").body()).isEqualTo("[]");
        assertThat(get("other").statusCode()).isEqualTo(404);
    }

    private JsonNode json(String path) throws Exception {
        return FakeCarrier.json(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(platforms.controlBase().resolve("/control/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(platforms.controlBase().resolve("/control/" + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
