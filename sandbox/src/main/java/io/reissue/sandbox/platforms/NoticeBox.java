package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /notices}: stands in for the service by which a carrier reaches the holders who leave, for a Reissue that runs elsewhere and
 * has to be given one. Takes what has a contact with 202, refuses the rest with 422, and remembers nothing of either.
 */
final class NoticeBox implements HttpHandler {
    static final String PATH = "/notices";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                HttpReplies.problem(exchange, 405, "POST only", List.of());
            } else if (hasContact(exchange)) {
                HttpReplies.json(exchange, 202, null);
            } else {
                HttpReplies.problem(exchange, 422, "No contact", List.of("/contact"));
            }
        }
    }

    private static boolean hasContact(HttpExchange exchange) {
        try {
            return !Json.MAPPER
                    .readTree(exchange.getRequestBody())
                    .path("contact")
                    .asString("")
                    .isBlank();
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
