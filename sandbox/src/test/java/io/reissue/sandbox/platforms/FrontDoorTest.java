package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontDoorTest {
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final String NUMBER = "8613900000001";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SimulatedPlatforms platforms;

    @BeforeEach
    void start() {
        platforms = SimulatedPlatforms.start(
                new PlatformSettings(folder, 5, PlatformCatalogue.FEWEST, 0, 0),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> URI.create("http://127.0.0.1:1"));
    }

    @AfterEach
    void stop() {
        platforms.close();
    }

    @Test
    void aRegistrationIsRefusedWhileTheNumberIsBound() throws Exception {
        platforms.seed(List.of(new Binding("railbook", NUMBER, "old", NOW.minusSeconds(1), 2)));

        assertThat(post("railbook/registrations", "\"name\":\"mine\"").statusCode())
                .isEqualTo(409);
        assertThat(accounts("railbook")).containsExactly("old");
    }

    @Test
    void aRegistrationBindsTheNumberFromThatMomentOnAndTwiceIsOnce() throws Exception {
        assertThat(post("railbook/registrations", "\"name\":\"mine\"").statusCode())
                .isEqualTo(201);
        assertThat(post("railbook/registrations", "\"name\":\"mine\"").statusCode())
                .isEqualTo(200);

        assertThat(platforms.number(NUMBER))
                .singleElement()
                .satisfies(at -> assertThat(at.accounts()).singleElement().satisfies(account -> {
                    assertThat(account.handle()).isEqualTo("mine");
                    assertThat(account.boundOn()).isEqualTo(NOW);
                }));
        assertThat(post("railbook/registrations", "").statusCode())
                .as("without a name")
                .isEqualTo(400);
    }

    @Test
    void theCodeOfAnSmsOpensEveryAccountUnderTheNumberAndNoOther() throws Exception {
        platforms.seed(List.of(
                new Binding("pay", NUMBER, "first", NOW.minusSeconds(2), 1),
                new Binding("pay", NUMBER, "second", NOW.minusSeconds(1), 1),
                new Binding("pay", "8613900000002", "somebody", NOW.minusSeconds(1), 1)));

        assertThat(accounts("pay")).containsExactly("first", "second");
        assertThat(accounts("railbook")).isEmpty();
    }

    @Test
    void aLabelShowsAndALenderCallsWhereTheNumberIsListed() throws Exception {
        platforms.seed(List.of(
                new Binding("callertag", NUMBER, "label", NOW.minusSeconds(1), 0),
                new Binding("loan", NUMBER, "debtor", NOW.minusSeconds(1), 0)));

        assertThat(post("callertag/caller-labels", "").body()).isEqualTo("{\"labelled\":true}");
        assertThat(post("spamlist/caller-labels", "").body()).isEqualTo("{\"labelled\":false}");
        assertThat(post("loan/contacts", "").body()).isEqualTo("{\"listed\":true}");
        assertThat(post("credit/contacts", "").body()).isEqualTo("{\"listed\":false}");
    }

    @Test
    void nobodyOpensAtAnUnknownPlatformOrDoorOrToNoNumber() throws Exception {
        assertThat(post("nowhere/sign-ins", "").statusCode()).isEqualTo(404);
        assertThat(post("railbook/back-door", "").statusCode()).isEqualTo(404);
        assertThat(knock("railbook/sign-ins", "{\"number\":\"+86 139\"}").statusCode())
                .isEqualTo(400);
        assertThat(knock("railbook/sign-ins", "no json").statusCode()).isEqualTo(400);
    }

    private List<String> accounts(String platform) throws Exception {
        record Opened(List<String> accounts) {}
        return Json.read(post(platform + "/sign-ins", "").body(), Opened.class).accounts();
    }

    private HttpResponse<String> post(String door, String more) throws Exception {
        return knock(door, "{\"number\":\"" + NUMBER + "\"" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private HttpResponse<String> knock(String door, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(platforms.base().resolve("/front/" + door))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
