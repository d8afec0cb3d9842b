package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * The control port: what a judge from outside asks the platforms, before and after. JSON, times in ISO-8601 UTC, fields that have no
 * value absent; no part of any platform's contract, and behind no signature. Numbers are ASCII digits with country code, without "+".
 *
 * <pre>
 * GET  /control/platforms
 *      [{"code","nameZh","nameEn","kind":"ACCOUNT|LENDER|LABEL|IDENTITY","stage":1..3,"required":true|false,
 *        "identifierForm":"HMAC_SHA256|SHA256|SM3|E164","batchLimit","ratePerSecond","accountsPerNumber","reach":0..1,
 *        "manners":["answers after 3 hours", …]}, …]                               in the order of their stages
 *
 * GET  /control/accounts?number=DIGITS                  every account that any platform has, or had, under the number
 * GET  /control/accounts?after=SEQ&amp;limit=N          every account of every number, in the order in which they were bound
 *      {"accounts":[{"seq","platform","number","handle","boundOn","sessions","state":"BOUND|DETACHED|ERASED",
 *                    "detachedBy":{"batch","ref"},
 *                    "history":[{"at","state","by":{"batch","ref"}}, …]}, …],
 *       "next":SEQ}
 *      History is oldest first and begins with the binding. A change to DETACHED names the item that asked for it, a change back to
 *      BOUND the item whose restore did it (the same one), a change to ERASED (the number was purged) none. {@code detachedBy} is
 *      there while DETACHED or ERASED.
 * POST /control/accounts
 *      {"platform","digits","handle","boundOn","sessions"}: 201, or 409 when the number is bound there as often as it may be
 *
 * GET  /control/messages?number=DIGITS                  every request that named the number, oldest first
 *      [{"seq","at","platform","type","batch","ref","webhookId","handling"}, …]
 * POST /control/messages                                the same for many numbers, summed up
 *      ["DIGITS", …] gives [{"number","type","messages":COUNT,"first":AT,"last":AT,"lastPlatform":CODE}, …]
 *
 * GET  /control/exchanges?after=SEQ&amp;limit=N[&amp;platform=CODE]    all HTTP exchanges, oldest first
 *      {"exchanges":[
 *         {"seq","at","platform","direction":"RECEIVED","type","webhookId","batch","items":COUNT,"handling",
 *          "status":STATUS of our response,"body":our response, as text},
 *         {"seq","at","platform","direction":"SENT","type":"outcomes","webhookId","batch","status":STATUS that the carrier answered, 0
 *          for none,"body":what was posted, as text,"receipt":what the carrier answered, as text}, …],
 *       "next":SEQ}
 *      {@code handling} says what became of a request: PROCESSED (what it asks for was done before the response), PUT_ASIDE (to be done
 *      later), EXPIRED (too late to be done), REPEATED (known; the first response once more), TURNED_AWAY (429, 503, 4xx; nothing was
 *      done), CUT (nothing was done, the connection was dropped), LOST (it was done, and the connection was dropped or the response was
 *      an error). {@code status} is absent with a dropped connection. A type is that of the partner protocol, status events included.
 *
 * GET  /control/counts                                  {"platform/what":times}
 * GET  /control/undelivered                             answers that the carrier did not take: [{"at","platform","batch","webhookId",
 *                                                       "status","kept":true when it will be posted again}, …]
 * </pre>
 *
 * {@code seq} grows and is never used twice; {@code next} is what to pass as {@code after} for the rest, absent when there is none;
 * {@code limit} is 1,000 unless given, and 10,000 at most. 400 for a number or parameter that is none.
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
