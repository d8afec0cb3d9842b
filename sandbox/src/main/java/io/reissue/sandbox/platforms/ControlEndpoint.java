package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.reissue.sandbox.platforms.Ledger.ListedAccount;
import io.reissue.sandbox.platforms.wire.IdentifierForm;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The control port: what a judge from outside asks the platforms, before and after. JSON, times in ISO-8601 UTC, fields that have no
 * value absent; no part of any platform's contract, and behind no signature. Numbers are ASCII digits with country code, without "+".
 *
 * <pre>
 * GET  /control/platforms
 *      [{"code","nameZh","nameEn","kind":"ACCOUNT|LENDER|LABEL|IDENTITY","stage":1..3,"required":true|false,
 *        "identifierForm":"HMAC_SHA256|SHA256|SM3|E164","identifierKey":BASE64,"batchLimit","ratePerSecond","accountsPerNumber",
 *        "reach":0..1,
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
 * GET  /control/exchanges?after=SEQ&amp;limit=N[&amp;platform=CODE][&amp;named=true]    all HTTP exchanges, oldest first
 *      {"exchanges":[
 *         {"seq","at","platform","direction":"RECEIVED","type","webhookId","batch","items":COUNT,"handling",
 *          "status":STATUS of our response,"body":our response, as text,
 *          with named=true: "named":[how each identifier begins: hashes with their first 16 digits, numbers whole, …],
 *                           "refs":[of the items; absent where they are "0", "1", "2", …]},
 *         {"seq","at","platform","direction":"SENT","type":"outcomes","webhookId","batch","status":STATUS that the carrier answered, 0
 *          for none,"body":what was posted, as text,"receipt":what the carrier answered, as text}, …],
 *       "next":SEQ}
 *      {@code handling} says what became of a request: PROCESSED (what it asks for was done before the response), PUT_ASIDE (to be done
 *      later), EXPIRED (too late to be done), REPEATED (known; the first response once more), TURNED_AWAY (429, 503, 4xx; nothing was
 *      done), CUT (nothing was done, the connection was dropped), LOST (it was done, and the connection was dropped or the response was
 *      an error). {@code status} is absent with a dropped connection. A type is that of the partner protocol, status events included.
 *
 * GET  /control/counts                                  how often what happened: {"platform/type.HANDLING":COUNT,
 *                                                       "platform/outcomes.STATUS":COUNT, …}
 * GET  /control/undelivered                             answers that the carrier did not take: [{"at","platform","batch","webhookId",
 *                                                       "status","kept":true when it will be posted again}, …]
 * </pre>
 *
 * {@code seq} grows and is never used twice; {@code next} is what to pass as {@code after} for the rest, absent when there is none;
 * {@code limit} is 1,000 unless given, and 10,000 at most. 400 for a number or parameter that is none.
 */
final class ControlEndpoint implements HttpHandler {
    static final String PREFIX = "/control/";

    private static final int USUAL_LIMIT = 1_000;
    private static final int MOST = 10_000;

    /** A platform as the control port lists it: without its signing secrets. */
    private record Listed(
            String code,
            String nameZh,
            String nameEn,
            PlatformKind kind,
            int stage,
            boolean required,
            IdentifierForm identifierForm,
            String identifierKey,
            int batchLimit,
            int ratePerSecond,
            int accountsPerNumber,
            double reach,
            List<String> manners) {
        static Listed of(PlatformProfile platform) {
            return new Listed(
                    platform.code(),
                    platform.nameZh(),
                    platform.nameEn(),
                    platform.kind(),
                    platform.stage(),
                    platform.required(),
                    platform.terms().identifierForm(),
                    platform.terms().identifierKey(),
                    platform.terms().batchLimit(),
                    platform.terms().ratePerSecond(),
                    platform.accountsPerNumber(),
                    platform.reach(),
                    platform.words());
        }
    }

    private record AccountPage(
            List<ListedAccount> accounts, @Nullable Long next) {}

    private record ExchangePage(List<?> exchanges, @Nullable Long next) {}

    private final SimulatedPlatforms platforms;
    private final Ledger ledger;

    ControlEndpoint(SimulatedPlatforms platforms, Ledger ledger) {
        this.platforms = platforms;
        this.ledger = ledger;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
            Map<String, String> query = query(exchange.getRequestURI().getQuery());
            try {
                switch (exchange.getRequestMethod() + " " + path) {
                    case "GET platforms" ->
                        list(
                                exchange,
                                platforms.catalogue().stream().map(Listed::of).toList());
                    case "GET accounts" -> list(exchange, accounts(query));
                    case "POST accounts" -> bind(exchange);
                    case "GET messages" -> list(exchange, ledger.messages(query.getOrDefault("number", "")));
                    case "POST messages" ->
                        list(
                                exchange,
                                ledger.messages(
                                        List.of(Json.MAPPER.readValue(exchange.getRequestBody(), String[].class))));
                    case "GET exchanges" -> list(exchange, exchanges(query));
                    case "GET counts" -> list(exchange, ledger.counts());
                    case "GET undelivered" -> list(exchange, ledger.undelivered());
                    default -> HttpReplies.problem(exchange, 404, "Nothing here", List.of());
                }
            } catch (IllegalArgumentException | JacksonException unusable) {
                HttpReplies.problem(exchange, 400, "No such platform, no number, or not what is taken here", List.of());
            }
        }
    }

    private static void list(HttpExchange exchange, Object found) throws IOException {
        HttpReplies.json(exchange, 200, Json.text(found));
    }

    private AccountPage accounts(Map<String, String> query) {
        String number = query.get("number");
        if (number != null) {
            return new AccountPage(ledger.accounts(number), null);
        }
        List<ListedAccount> found = ledger.accountsAfter(after(query), limit(query));
        return new AccountPage(
                found, found.size() < limit(query) ? null : found.getLast().seq());
    }

    private ExchangePage exchanges(Map<String, String> query) {
        List<Exchange> found = ledger.exchangesAfter(after(query), limit(query), query.get("platform"));
        return new ExchangePage(
                query.containsKey("named") ? ledger.naming(found) : found,
                found.size() < limit(query) ? null : found.getLast().seq());
    }

    private static long after(Map<String, String> query) {
        return Long.parseLong(query.getOrDefault("after", "0"));
    }

    private static int limit(Map<String, String> query) {
        return Math.clamp(Long.parseLong(query.getOrDefault("limit", Integer.toString(USUAL_LIMIT))), 1, MOST);
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> fields = new HashMap<>();
        if (query != null) {
            for (String field : query.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.put(field.substring(0, equals), field.substring(equals + 1));
                }
            }
        }
        return fields;
    }

    private void bind(HttpExchange exchange) throws IOException {
        if (platforms.bind(Json.MAPPER.readValue(exchange.getRequestBody(), Binding.class))) {
            HttpReplies.json(exchange, 201, null);
        } else {
            HttpReplies.problem(exchange, 409, "The number is already bound here", List.of());
        }
    }
}
