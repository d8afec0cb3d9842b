package io.reissue.kit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The partner's endpoint. "Not now" is honoured, as the carrier does; anything else is for the checks to judge. */
final class Endpoint implements Road, AutoCloseable {
    private static final Set<Integer> NOT_NOW = Set.of(429, 503);
    private static final int MOST_TRIES = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Terms terms;
    private final Clock clock;
    private final Pause pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Endpoint(Terms terms, Clock clock, Pause pause) {
        this.terms = terms;
        this.clock = clock;
        this.pause = pause;
    }

    /** Sends it, again while the partner says when to come again; without a response the status is 0. */
    @Override
    public Exchange bring(Delivery delivery) {
        List<String> headers = List.of();
        try {
            for (int tries = 1; ; tries++) {
                HttpRequest request = request(delivery);
                headers = shown(request);
                HttpResponse<byte[]> response = send(request);
                Optional<Duration> wanted = retryAfter(response);
                if (wanted.isEmpty() || tries == MOST_TRIES) {
                    return new Exchange(headers, delivery.body(), response.statusCode(), text(response), List.of());
                }
                pause.last(wanted.get());
            }
        } catch (IOException unanswered) {
            String message = unanswered.getMessage();
            String why = unanswered.getClass().getSimpleName() + (message == null ? "" : " " + message);
            return new Exchange(headers, delivery.body(), 0, why, List.of());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    @Override
    public List<CarrierEdge.Posted> answers(CarrierEdge edge, String batch, int seen) {
        return edge.await(batch, seen, Carrier::isWhole, terms.patience());
    }

    /** The timeout of a request ends with the headers of its response: this one is over the body as well. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                    .get(terms.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unanswered) throw unanswered;
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException tooLong) {
            throw new IOException("within " + terms.timeout(), tooLong);
        }
    }

    private HttpRequest request(Delivery delivery) throws IOException {
        Instant at = clock.instant().minus(delivery.age());
        String signature = delivery.signing().sign(terms.secret(), delivery.webhookId(), at, delivery.bytes());
        HttpRequest.Builder request = HttpRequest.newBuilder(terms.endpoint())
                .header("content-type", "application/json")
                .header("webhook-id", delivery.webhookId())
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()));
        if (!signature.isEmpty()) request.header("webhook-signature", signature);
        if (delivery.zipped()) request.header("content-encoding", "gzip");
        if (delivery.takesZipped()) request.header("accept-encoding", "gzip");
        byte[] body = delivery.zipped() ? zip(delivery.bytes()) : delivery.bytes();
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static List<String> shown(HttpRequest request) {
        List<String> shown = new ArrayList<>();
        shown.add("POST " + request.uri());
        request.headers().map().forEach((name, values) -> shown.add(name + ": " + String.join(", ", values)));
        return shown;
    }

    private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        if (!NOT_NOW.contains(response.statusCode())) return Optional.empty();
        return response.headers()
                .firstValue("retry-after")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(wanted -> wanted.compareTo(LONGEST_PAUSE) <= 0);
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        boolean zipped = response.headers()
                .firstValue("content-encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        return new String(zipped ? unzip(response.body()) : response.body(), StandardCharsets.UTF_8);
    }

    static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    /** @throws IOException when it is not gzip, or is cut off */
    static byte[] unzip(byte[] zipped) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
