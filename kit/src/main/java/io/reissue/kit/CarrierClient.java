package io.reissue.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Calls the carrier as a partner does: signed, over the body where there is one, else over the first line. */
final class CarrierClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI carrier;
    private final String partner;
    private final Secret secret;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /**
     * @param carrier without a path
     * @param partner its code
     * @param secret of the partner
     */
    CarrierClient(URI carrier, String partner, Secret secret, Clock clock) {
        this.carrier = carrier;
        this.partner = partner;
        this.secret = secret;
        this.clock = clock;
    }

    /** @param target path and query */
    HttpResponse<byte[]> get(String id, String target) throws IOException {
        return send(request(id, target, "GET " + target).GET());
    }

    HttpResponse<byte[]> post(String id, String target) throws IOException {
        return send(request(id, target, "POST " + target).POST(BodyPublishers.noBody()));
    }

    HttpResponse<byte[]> post(String id, String target, String json) throws IOException {
        return send(request(id, target, json)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String id, String target, String signed) {
        Instant now = clock.instant();
        return HttpRequest.newBuilder(URI.create(carrier + target))
                .timeout(TIMEOUT)
                .header("webhook-partner", partner)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", secret.sign(id, now, signed.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
