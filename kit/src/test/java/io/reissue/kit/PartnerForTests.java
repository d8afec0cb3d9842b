package io.reissue.kit;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A partner with a state, over real HTTP: as the protocol says, but for its habits. */
final class PartnerForTests implements AutoCloseable {
    static final String SECRET = "whsec_dG8gdGhlIHBhcnRuZXIsIGZvciB0ZXN0cw==";
    static final String CALLBACK_SECRET = "whsec_ZnJvbSB0aGUgcGFydG5lciwgZm9yIHRlc3Rz";

    private static final Set<String> NOTIFICATIONS =
            Set.of("number.disconnected", "number.reinstated", "number.purged", "number.reassigned");
    private static final Set<String> ITEM_FIELDS = Set.of("ref", "id", "cutoff");
    private static final int PARTS = 3;

    private record Reply(int status, String body) {}

    final Books books;

    private final Set<Habit> habits;
    private final Clock clock;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Reply> replies = new HashMap<>();
    private Optional<String> carrier = Optional.empty();
    private final Set<Long> heard = new HashSet<>();
    private long lastHeard;
    private int busy;

    PartnerForTests(Clock clock, Set<Habit> habits) throws IOException {
        this.clock = clock;
        this.habits = Set.copyOf(habits);
        this.books = new Books(habits);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hooks", this::take);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    /** From now on it answers there, in parts, the last one first, before its 202. */
    void answersAt(String base) {
        carrier = Optional.of(base);
    }

    /** So many requests will be told to come again. */
    void isBusy(int requests) {
        busy = requests;
    }

    private boolean has(Habit habit) {
        return habits.contains(habit);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(exchange);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean zips = "gzip".equals(header(exchange, "accept-encoding"));
            if (zips) exchange.getResponseHeaders().set("content-encoding", "gzip");
            if (zips && !has(Habit.CLAIMS_GZIP)) bytes = Endpoint.zip(bytes);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Reply answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (busy > 0) {
            busy--;
            exchange.getResponseHeaders().set("retry-after", "7");
            return new Reply(429, "");
        }
        boolean zipped = "gzip".equals(header(exchange, "content-encoding"));
        if (zipped && has(Habit.READS_NO_GZIP)) return new Reply(415, "");
        if (zipped) body = Endpoint.unzip(body);
        boolean trusted = has(Habit.TRUSTS_STATUS) && NOTIFICATIONS.contains(typeOf(body));
        if (!trusted && !isSigned(exchange, body)) return new Reply(401, "");
        String id = header(exchange, "webhook-id");
        JsonNode message = Carrier.JSON.readTree(body);
        Reply known = replies.get(id);
        if (known != null && has(Habit.WORKS_AGAIN)) work(message, true);
        if (known != null && !has(Habit.ANSWERS_ANEW)) return known;
        Reply reply = reply(message);
        replies.put(id, reply);
        return reply;
    }

    /** What it would answer to a message that it has fetched. */
    synchronized String judged(String webhookId, JsonNode message) {
        return replies.computeIfAbsent(webhookId, _ -> reply(message)).body();
    }

    private static String typeOf(byte[] body) {
        return Answer.text(Carrier.JSON.readTree(body), "type");
    }

    private boolean isSigned(HttpExchange exchange, byte[] body) {
        if (has(Habit.CHECKS_NO_SIGNATURE)) return isFresh(header(exchange, "webhook-timestamp"));
        String signatures = header(exchange, "webhook-signature");
        String sent = header(exchange, "webhook-timestamp");
        if (signatures.isEmpty() || !isFresh(sent)) return false;
        String right = sign(SECRET, header(exchange, "webhook-id"), Long.parseLong(sent), body);
        return has(Habit.READS_ONE_SIGNATURE)
                ? signatures.equals(right)
                : List.of(signatures.split(" ", -1)).contains(right);
    }

    private boolean isFresh(String sent) {
        if (has(Habit.CHECKS_NO_TIMESTAMP)) return true;
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(sent)), clock.instant());
        if (has(Habit.CHECKS_THE_PAST_ONLY) && age.isNegative()) return true;
        Duration most = has(Habit.IS_HASTY) ? Duration.ofMinutes(1) : Duration.ofMinutes(5);
        return age.abs().compareTo(most) <= 0;
    }

    private Reply reply(JsonNode message) {
        String type = message.path("type").stringValue();
        if (type.equals("ping")) return new Reply(has(Habit.KNOWS_NO_PING) ? 404 : 204, "");
        if (NOTIFICATIONS.contains(type))
            return heard(type, message.path("data").path("items"));
        if (!Set.of(Carrier.UNBIND, Carrier.RESTORE, Carrier.QUERY).contains(type))
            return new Reply(has(Habit.FALLS_OVER) ? 500 : 204, "");
        JsonNode data = message.path("data");
        if (has(Habit.TAKES_LITTLE) && data.path("items").size() > 500) return new Reply(413, "");
        if (has(Habit.KNOWS_ALL_FIELDS)
                && Answer.elements(data.path("items")).anyMatch(item -> !ITEM_FIELDS.containsAll(item.propertyNames())))
            return new Reply(400, "");
        boolean expired = Instant.parse(data.path("expiresAt").stringValue()).isBefore(clock.instant());
        if (type.equals(Carrier.UNBIND) && expired && !has(Habit.FORGETS_EXPIRY)) return new Reply(202, "");
        List<ObjectNode> results = work(message, false);
        if (type.equals(Carrier.UNBIND) && has(Habit.SAYS_NOTHING)) return new Reply(200, "");
        if (carrier.isEmpty())
            return new Reply(200, part(1, 1, type, worded(type, results)).toString());
        String batch = data.path("batch").stringValue();
        List<ObjectNode> worded = worded(type, results);
        for (int part = PARTS; part > 0; part--) {
            int from = worded.size() * (part - 1) / PARTS;
            post(batch, part(part, PARTS, type, worded.subList(from, worded.size() * part / PARTS)));
        }
        return new Reply(202, "");
    }

    private Reply heard(String type, JsonNode items) {
        if (has(Habit.HEARS_NO_PURGE) && type.equals("number.purged") && items.size() == 1) return new Reply(404, "");
        if (has(Habit.HEARS_LITTLE) && items.size() > 100) return new Reply(413, "");
        for (JsonNode item : items) {
            long event = Long.parseLong(item.path("event").stringValue());
            if (has(Habit.HEARS_IN_ORDER) && event < lastHeard) return new Reply(409, "");
            lastHeard = Math.max(event, lastHeard);
            if (!heard.add(event) && has(Habit.HEARS_ONCE)) return new Reply(409, "");
            if (has(Habit.DETACHES_EARLY)) books.detachAll(item);
        }
        return new Reply(204, "");
    }

    private List<ObjectNode> work(JsonNode message, boolean again) {
        String type = message.path("type").stringValue();
        String batch = message.path("data").path("batch").asString("");
        return Answer.elements(message.path("data").path("items"))
                .map(item -> switch (type) {
                    case Carrier.UNBIND -> books.unbind(batch, item, again);
                    case Carrier.RESTORE -> books.restore(batch, item, clock.instant());
                    default -> books.query(item);
                })
                .toList();
    }

    private List<ObjectNode> worded(String type, List<ObjectNode> results) {
        List<ObjectNode> listed = new ArrayList<>(results);
        boolean unbind = type.equals(Carrier.UNBIND);
        boolean all = unbind && has(Habit.LISTS_EVERYTHING);
        if (!all) listed.removeIf(result -> Answer.text(result, "outcome").equals("NOT_BOUND"));
        if (unbind && has(Habit.REPEATS_REFS)) listed.addAll(List.copyOf(listed));
        if (unbind && has(Habit.INVENTS_REFS))
            listed.add(Carrier.JSON.createObjectNode().put("ref", "5000").put("outcome", "UNBOUND"));
        return listed;
    }

    private ObjectNode part(int part, int of, String type, List<ObjectNode> results) {
        ObjectNode answer = Carrier.JSON
                .createObjectNode()
                .put("part", has(Habit.COUNTS_FROM_ZERO) ? part - 1 : part)
                .put("of", of);
        boolean silent = type.equals(Carrier.UNBIND) && has(Habit.LEAVES_OUT_THE_REMAINDER);
        boolean another = has(Habit.CHANGES_ITS_MIND) && part == 1 && type.equals(Carrier.UNBIND);
        if (!type.equals(Carrier.RESTORE) && !silent) answer.put("remainder", another ? "NOT_YET_SYNCED" : "NOT_BOUND");
        results.forEach(answer.putArray("results")::add);
        return answer;
    }

    private void post(String batch, ObjectNode part) {
        byte[] body = part.toString().getBytes(StandardCharsets.UTF_8);
        String id =
                "ans_" + batch + "_" + replies.size() + "_" + part.path("part").asInt();
        long now = clock.instant().getEpochSecond();
        String secret = has(Habit.SIGNS_WITH_OUR_SECRET) ? SECRET : CALLBACK_SECRET;
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(carrier.orElseThrow() + "/partner/v1/batches/" + batch + "/outcomes"))
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", sign(secret, id, now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException lost) {
            throw new IllegalStateException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** By the public library, so that the kit's own hand is checked. */
    static String sign(String secret, String id, long at, byte[] body) {
        try {
            return new Webhook(secret).sign(id, at, new String(body, StandardCharsets.UTF_8));
        } catch (Exception unsigned) {
            throw new IllegalStateException(unsigned);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Stream.ofNullable(exchange.getRequestHeaders().getFirst(name))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
