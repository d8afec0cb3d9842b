package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a person does at a platform, on the port where the platforms listen. No part of the protocol between carrier and platform: whoever
 * holds the number in his hand may do all of it. JSON; numbers are ASCII digits with country code, without "+", and stand in the body.
 *
 * <pre>
 * POST /front/{platform}/registrations   {"number","name"}   opens an account under the number: 201, 200 when this account is there
 *                                                            already, 409 when the number is bound as often as it may be
 * POST /front/{platform}/sign-ins        {"number"}          with the code that an SMS brought: {"accounts":[NAME, …]}, all that open
 * POST /front/{platform}/caller-labels   {"number"}          what a phone shows when the number calls: {"labelled":true|false}
 * POST /front/{platform}/contacts        {"number"}          whether a lender calls the number: {"listed":true|false}
 * </pre>
 *
 * The name of an account is what {@link Binding} calls its handle. 404 for a platform or a door that is not there, 400 for a number that
 * is none.
 */
final class FrontDoor implements HttpHandler {
    static final String PREFIX = "/front/";

    private static final Pattern PATH = Pattern.compile("/front/([a-z0-9]+)/([a-z-]+)");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{4,14}");

    private final SimulatedPlatforms platforms;
    private final Clock clock;

    FrontDoor(SimulatedPlatforms platforms, Clock clock) {
        this.platforms = platforms;
        this.clock = clock;
    }

    /** Who knocks. {@code name}: of the account that is to be opened. */
    private record Visit(@Nullable String number, @Nullable String name) {
        @Override
        public String toString() {
            return "Visit";
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches() || !exchange.getRequestMethod().equals("POST") || !isThere(path.group(1))) {
                HttpReplies.problem(exchange, 404, "Nobody opens here", List.of());
                return;
            }
            Visit visit = read(exchange);
            if (visit == null
                    || visit.number() == null
                    || !NUMBER.matcher(visit.number()).matches()) {
                HttpReplies.problem(exchange, 400, "Digits with country code, please", List.of("/number"));
                return;
            }
            open(exchange, path.group(1), path.group(2), visit.number(), visit.name());
        }
    }

    private static @Nullable Visit read(HttpExchange exchange) throws IOException {
        try {
            return Json.MAPPER.readValue(exchange.getRequestBody(), Visit.class);
        } catch (JacksonException unusable) {
            return null;
        }
    }

    private void open(HttpExchange exchange, String platform, String door, String number, @Nullable String name)
            throws IOException {
        switch (door) {
            case "registrations" -> register(exchange, platform, number, name);
            case "sign-ins" -> HttpReplies.json(exchange, 200, Json.text(Map.of("accounts", bound(platform, number))));
            case "caller-labels" ->
                HttpReplies.json(
                        exchange,
                        200,
                        Json.text(Map.of("labelled", !bound(platform, number).isEmpty())));
            case "contacts" ->
                HttpReplies.json(
                        exchange,
                        200,
                        Json.text(Map.of("listed", !bound(platform, number).isEmpty())));
            default -> HttpReplies.problem(exchange, 404, "No such door", List.of());
        }
    }

    private void register(HttpExchange exchange, String platform, String number, @Nullable String name)
            throws IOException {
        if (name == null || name.isBlank()) {
            HttpReplies.problem(exchange, 400, "An account needs a name", List.of("/name"));
        } else if (bound(platform, number).contains(name)) {
            HttpReplies.json(exchange, 200, Json.text(Map.of("account", name)));
        } else if (platforms.bind(new Binding(platform, number, name, clock.instant(), 1))) {
            HttpReplies.json(exchange, 201, Json.text(Map.of("account", name)));
        } else {
            HttpReplies.problem(exchange, 409, "This number is already bound to an account", List.of());
        }
    }

    private boolean isThere(String code) {
        return platforms.catalogue().stream()
                .anyMatch(platform -> platform.code().equals(code));
    }

    /** The names of the accounts, labels or contacts that the number opens here now. */
    private List<String> bound(String platform, String number) {
        return platforms.number(number).stream()
                .filter(at -> at.platform().equals(platform))
                .flatMap(at -> at.accounts().stream())
                .filter(account -> account.state() == Account.State.BOUND)
                .map(Account::handle)
                .toList();
    }
}
