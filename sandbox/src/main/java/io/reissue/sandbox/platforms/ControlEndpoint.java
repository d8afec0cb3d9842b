package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * The control port, JSON: {@code GET /control/platforms}, {@code /control/numbers/{digits}}, {@code /control/counts},
 * {@code /control/undelivered}; {@code POST /control/accounts} with a {@link Binding}. No part of any platform's contract.
 */
final class ControlEndpoint implements HttpHandler {
    static final String PREFIX = "/control/";

    private static final String NUMBERS = PREFIX + "numbers/";
    private static final Set<String> LISTS = Set.of(PREFIX + "platforms", PREFIX + "counts", PREFIX + "undelivered");

    /** A platform as the control port lists it: without keys and secrets. */
    private record Listed(
            String code,
            String nameZh,
            String nameEn,
            PlatformKind kind,
            int stage,
            boolean required,
            IdentifierForm identifierForm,
            int batchLimit,
            int ratePerSecond,
            Manners manners) {
        static Listed of(PlatformProfile platform) {
            return new Listed(
                    platform.code(),
                    platform.nameZh(),
                    platform.nameEn(),
                    platform.kind(),
                    platform.stage(),
                    platform.required(),
                    platform.terms().identifierForm(),
                    platform.terms().batchLimit(),
                    platform.terms().ratePerSecond(),
                    platform.manners());
        }
    }

    private final SimulatedPlatforms platforms;

    ControlEndpoint(SimulatedPlatforms platforms) {
        this.platforms = platforms;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (method.equals("GET") && path.startsWith(NUMBERS)) {
                number(exchange, path.substring(NUMBERS.length()));
            } else if (method.equals("GET") && LISTS.contains(path)) {
                HttpReplies.json(exchange, 200, Json.text(list(path)));
            } else if (method.equals("POST") && path.equals(PREFIX + "accounts")) {
                bind(exchange);
            } else {
                HttpReplies.problem(exchange, 404, "Nothing here", List.of());
            }
        }
    }

    private Object list(String path) {
        return switch (path.substring(PREFIX.length())) {
            case "counts" -> platforms.counts();
            case "undelivered" -> platforms.undelivered();
            default -> platforms.catalogue().stream().map(Listed::of).toList();
        };
    }

    private void number(HttpExchange exchange, String digits) throws IOException {
        try {
            HttpReplies.json(exchange, 200, Json.text(platforms.number(digits)));
        } catch (IllegalArgumentException notANumber) {
            HttpReplies.problem(exchange, 400, "Digits with country code, please", List.of());
        }
    }

    private void bind(HttpExchange exchange) throws IOException {
        boolean bound;
        try {
            bound = platforms.bind(Json.MAPPER.readValue(exchange.getRequestBody(), Binding.class));
        } catch (IllegalArgumentException | JacksonException unusable) {
            HttpReplies.problem(exchange, 400, "No such platform, or not a binding", List.of());
            return;
        }
        if (bound) {
            HttpReplies.json(exchange, 201, null);
        } else {
            HttpReplies.problem(exchange, 409, "The number is already bound here", List.of());
        }
    }
}
