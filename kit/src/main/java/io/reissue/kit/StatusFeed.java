package io.reissue.kit;

import io.reissue.kit.Call.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /partner/v1/feed}, in short pages: who reads the first one only is soon seen. */
final class StatusFeed {
    static final String PATH = "/partner/v1/feed";
    static final int PAGE = 3;

    /** Ids grow and may skip; these do, so that whoever counts is not right by chance. */
    private static final int STEP = 7;

    private static final int LOOKS = 24;

    /** @param after the cursor; empty text: none was said */
    record Read(String after, List<String> given) {
        boolean fromTheStart() {
            return after.isEmpty() || after.equals("0");
        }
    }

    private record Event(long id, String type, String number) {}

    private final Terms terms;
    private final Clock clock;
    private final Visits visits;
    private final List<Event> events = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    StatusFeed(Terms terms, Visits visits, Clock clock) {
        this.terms = terms;
        this.visits = visits;
        this.clock = clock;
    }

    synchronized void publish(String type, List<String> named) {
        for (String number : named) events.add(new Event((events.size() + 1L) * STEP, type, number));
    }

    synchronized List<Read> reads() {
        return List.copyOf(reads);
    }

    /** Whether the partner has been given the last event, and has said so by its cursor, before it gave up coming. */
    boolean isReadToItsEnd() {
        return visits.await(this::isAtItsEnd, LOOKS);
    }

    /** Whether it has come at all. */
    boolean isRead() {
        return visits.await(() -> !reads().isEmpty(), LOOKS);
    }

    private synchronized boolean isAtItsEnd() {
        if (reads.isEmpty() || events.isEmpty()) return false;
        String after = reads.getLast().after();
        return after.matches("[0-9]{1,18}")
                && Long.parseLong(after) >= events.getLast().id();
    }

    /** Empty: not about the feed. */
    Optional<Reply> answer(Call call) {
        return call.method().equals("GET") && call.path().equals(PATH) ? Optional.of(page(call)) : Optional.empty();
    }

    private Reply page(Call call) {
        String after = call.query().getOrDefault("after", "");
        if (!after.matches("[0-9]{0,18}")) return Reply.problem(400, "after: the id of the last event that was read");
        long cursor = after.isEmpty() ? 0 : Long.parseLong(after);
        int limit = call.limit(PAGE);
        ArrayNode page = Carrier.JSON.createArrayNode();
        long last = cursor;
        synchronized (this) {
            List<Event> behind = events.stream()
                    .filter(event -> event.id() > cursor)
                    .limit(limit)
                    .toList();
            behind.forEach(event -> page.add(cloudEvent(event)));
            if (!behind.isEmpty()) last = behind.getLast().id();
            reads.add(new Read(
                    after,
                    behind.stream().map(event -> Long.toString(event.id())).toList()));
        }
        visits.came();
        return new Reply(
                200,
                Map.of(
                        "content-type",
                        "application/cloudevents-batch+json;charset=UTF-8",
                        "link",
                        "<%s?after=%d&limit=%d>; rel=\"next\"".formatted(PATH, last, limit)),
                page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode cloudEvent(Event event) {
        ObjectNode shown = Carrier.JSON
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", Long.toString(event.id()))
                .put("source", PATH)
                .put("type", event.type())
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json");
        shown.putObject("data")
                .put("identifier", terms.identifier().name())
                .put("id", event.number())
                .put("jurisdiction", "CN")
                .put("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
        return shown;
    }
}
