package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends JSON and RFC 9457 problems; a problem names fields by pointer and never repeats a value. */
final class HttpReplies {
    private record Problem(String type, String title, int status, List<String> pointers) {}

    private HttpReplies() {}

    static void json(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    static void problem(HttpExchange exchange, int status, String title, List<String> pointers) throws IOException {
        send(
                exchange,
                status,
                "application/problem+json",
                Json.text(new Problem("about:blank", title, status, pointers)));
    }

    private static void send(HttpExchange exchange, int status, String type, @Nullable String body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
