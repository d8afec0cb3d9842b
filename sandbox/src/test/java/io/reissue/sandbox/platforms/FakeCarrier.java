package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reissue.sandbox.platforms.wire.Json;
import io.reissue.sandbox.platforms.wire.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The carrier's side, over real HTTP: sends signed requests, keeps the answers it was posted, takes or refuses them. */
final class FakeCarrier implements AutoCloseable {
    /** An answer as it came in, and what it was answered. */
    record Posted(String path, String webhookId, String text, boolean signed, int status) {
        JsonNode body() {
            return json(text);
        }

        JsonNode result(String ref) {
            return FakeCarrier.result(body(), ref);
        }

        String said(String ref) {
            return result(ref).path("outcome").asString("");
        }
    }

    final List<Posted> posted = new CopyOnWriteArrayList<>();
    /** What an answer hears that is signed and is JSON. */
    volatile int status = 202;

    /** How long it waits for a whole response, of real time. */
    volatile Duration patience = Duration.ofSeconds(30);

    private final Map<String, PlatformContract> byBatch = new ConcurrentHashMap<>();
    private final Clock clock;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    FakeCarrier(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/partner/v1/batches/", this::take);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sends a message, signed as the contract says. */
    HttpResponse<String> send(PlatformContract to, String webhookId, String body) throws Exception {
        long now = clock.instant().getEpochSecond();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(to, webhookId, now, new WebhookSignature(to.secretToPlatform()).sign(webhookId, now, bytes), bytes);
    }

    HttpResponse<String> send(PlatformContract to, String webhookId, long sent, String signature, byte[] body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(to.endpoint())
                .header("webhook-id", webhookId)
                .header("webhook-timestamp", Long.toString(sent))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            response.cancel(true);
            throw tooLong;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException dropped ? dropped : failed;
        }
    }

    /** Sends a request about a batch; each item is a ref and the digits of a number. */
    HttpResponse<String> ask(
            PlatformContract to, String type, String webhookId, String batch, String more, List<Item> items)
            throws Exception {
        byBatch.put(batch, to);
        byte[] key = Base64.getDecoder().decode(to.identifierKey());
        List<String> rendered = new ArrayList<>();
        for (Item item : items) {
            String cutoff = item.cutoff().isEmpty() ? "" : ",\"cutoff\":\"" + item.cutoff() + "\"";
            rendered.add("{\"ref\":\"%s\",\"id\":\"%s\"%s}"
                    .formatted(item.ref(), to.identifierForm().of(item.digits(), key), cutoff));
        }
        return send(
                to,
                webhookId,
                "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":{\"batch\":\"%s\",%s\"identifier\":\"%s\",\"items\":[%s]}}"
                        .formatted(
                                type, clock.instant(), batch, more, to.identifierForm(), String.join(",", rendered)));
    }

    /** Ref, digits and cutoff (empty = none) of one item. */
    record Item(String ref, String digits, String cutoff) {}

    static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }

    /** The result for a ref, or a missing node. */
    static JsonNode result(JsonNode body, String ref) {
        for (JsonNode result : body.path("results")) {
            if (result.path("ref").asString().equals(ref)) {
                return result;
            }
        }
        return body.path("no result for this ref");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            PlatformContract from = byBatch.get(path.split("/")[4]);
            var headers = exchange.getRequestHeaders();
            boolean signed = from != null
                    && new WebhookSignature(from.secretFromPlatform())
                            .accepts(
                                    headers.getFirst("webhook-id"),
                                    headers.getFirst("webhook-timestamp"),
                                    headers.getFirst("webhook-signature"),
                                    body,
                                    clock.instant());
            String text = new String(body, StandardCharsets.UTF_8);
            int answer = !signed ? 401 : isJson(text) ? status : 400;
            posted.add(new Posted(path, headers.getFirst("webhook-id"), text, signed, answer));
            byte[] receipt = "{\"accepted\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, receipt.length);
            exchange.getResponseBody().write(receipt);
        }
    }

    static boolean isJson(String text) {
        try {
            json(text);
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
