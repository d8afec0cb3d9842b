package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ControlEndpointTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void showsPlatformsWithoutSecretsAndTheHistoryOfANumberAndBindsAccounts() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                SimulatedPlatforms platforms = SimulatedPlatforms.start(
                        new PlatformSettings(folder, 3, 40, 0, 0),
                        new MovableClock(NOW),
                        () -> URI.create("http://127.0.0.1:9"))) {
            HttpResponse<String> all = get(http, platforms, "/control/platforms");
            assertThat(FakeCarrier.json(all.body())).hasSize(40);
            assertThat(all.body())
                    .doesNotContain(WebhookSignature.SECRET_PREFIX)
                    .doesNotContain("identifierKey");

            String binding =
                    "{\"platform\":\"railbook\",\"digits\":\"8613800138000\",\"handle\":\"r-1\",\"boundOn\":\"2026-09-01T00:00:00Z\",\"sessions\":1}";
            assertThat(post(http, platforms, binding).statusCode()).isEqualTo(201);
            assertThat(post(http, platforms, binding).statusCode()).isEqualTo(409);
            assertThat(post(http, platforms, "{\"platform\":\"nowhere\"}").statusCode())
                    .isEqualTo(400);

            JsonNode number = FakeCarrier.json(
                    get(http, platforms, "/control/numbers/8613800138000").body());
            assertThat(number).hasSize(1);
            assertThat(number.at("/0/platform").asString()).isEqualTo("railbook");
            assertThat(number.at("/0/accounts/0/handle").asString()).isEqualTo("r-1");
            assertThat(number.at("/0/accounts/0/boundOn").asString()).isEqualTo("2026-09-01T00:00:00Z");
            assertThat(number.at("/0/accounts/0/history/0/state").asString()).isEqualTo("BOUND");

            for (String wrong : List.of("/control/numbers/+86", "/control/numbers/x")) {
                assertThat(get(http, platforms, wrong).statusCode()).isEqualTo(400);
            }
            assertThat(get(http, platforms, "/control/counts").body()).isEqualTo("{}");
            assertThat(get(http, platforms, "/control/undelivered").body()).isEqualTo("[]");
            assertThat(get(http, platforms, "/control/other").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpClient http, SimulatedPlatforms platforms, String path)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(platforms.controlBase().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient http, SimulatedPlatforms platforms, String body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(platforms.controlBase().resolve("/control/accounts"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
