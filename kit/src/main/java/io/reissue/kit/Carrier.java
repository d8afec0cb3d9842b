package io.reissue.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The carrier's part: makes messages, sends them, collects what is answered, and undoes what it asked for. */
final class Carrier {
    static final String UNBIND = "unbind.requested";
    static final String RESTORE = "restore.requested";
    static final String QUERY = "binding.queried";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration RESPOND_WITHIN = Duration.ofDays(5);
    private static final Duration PROCESS_WITHIN = Duration.ofDays(20);

    private final Terms terms;
    private final Road road;
    private final Optional<CarrierEdge> edge;
    private final Clock clock;
    private final Numbers numbers;
    private final List<Answer> answers = new ArrayList<>();
    private final Set<Batch> asked = new LinkedHashSet<>();
    private long events;

    Carrier(Terms terms, Road road, Optional<CarrierEdge> edge, Clock clock, Numbers numbers) {
        this.terms = terms;
        this.road = road;
        this.edge = edge;
        this.clock = clock;
        this.numbers = numbers;
    }

    Numbers numbers() {
        return numbers;
    }

    Optional<CarrierEdge> edge() {
        return edge;
    }

    /** Of the edge; a partner that fetches has one. */
    Shelf shelf() {
        return edge.orElseThrow().shelf();
    }

    int batchLimit() {
        return terms.batchLimit();
    }

    /** All answers so far, those to other checks' questions among them. */
    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Items under one batch id. {@code cutoff} is sent with unbind requests only. */
    record Batch(String id, List<String> numbers, Instant cutoff, Instant expiresAt) {
        List<String> refs() {
            return IntStream.range(0, numbers.size())
                    .mapToObj(Integer::toString)
                    .toList();
        }

        Batch expiring(Instant other) {
            return new Batch(id, numbers, cutoff, other);
        }
    }

    Batch batch(Instant cutoff, List<String> items) {
        return new Batch(
                UUID.randomUUID().toString(),
                List.copyOf(items),
                cutoff,
                clock.instant().plus(PROCESS_WITHIN));
    }

    Batch batch(PreparedNumber number) {
        return batch(number.cutoffBehind(), List.of(number.number()));
    }

    Instant now() {
        return clock.instant();
    }

    ObjectNode message(String type) {
        ObjectNode message = JSON.createObjectNode()
                .put("type", type)
                .put("timestamp", clock.instant().toString());
        message.putObject("data");
        return message;
    }

    ObjectNode message(String type, Batch batch) {
        return message(type, batch, batch.refs());
    }

    /** About some of the batch's items. */
    ObjectNode message(String type, Batch batch, List<String> refs) {
        ObjectNode message = message(type);
        ObjectNode data = (ObjectNode) message.path("data");
        data.put("batch", batch.id())
                .put("respondBy", clock.instant().plus(RESPOND_WITHIN).toString())
                .put("expiresAt", batch.expiresAt().toString())
                .put("identifier", terms.identifier().name());
        var items = data.putArray("items");
        for (String ref : refs) {
            ObjectNode item = items.addObject()
                    .put("ref", ref)
                    .put("id", named(batch.numbers().get(Integer.parseInt(ref))));
            if (type.equals(UNBIND)) item.put("cutoff", batch.cutoff().toString());
        }
        return message;
    }

    /** The next id in the feed, from 1. */
    synchronized long nextEvent() {
        return ++events;
    }

    /** @param firstEvent the id in the feed of the first; the others follow it */
    ObjectNode notification(String type, long firstEvent, List<String> of) {
        ObjectNode message = message(type);
        ObjectNode data = (ObjectNode) message.path("data");
        data.put("identifier", terms.identifier().name());
        var items = data.putArray("items");
        for (int i = 0; i < of.size(); i++)
            items.addObject()
                    .put("event", Long.toString(firstEvent + i))
                    .put("id", named(of.get(i)))
                    .put("jurisdiction", "CN")
                    .put(
                            "day",
                            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
        return message;
    }

    /** As the partner knows it. */
    String named(String number) {
        return terms.identifier().of(number, Base64.getDecoder().decode(terms.identifierKey()));
    }

    /** A message that is answered by a status alone. */
    Exchange send(Delivery delivery) {
        return road.bring(delivery);
    }

    Answer unbind(Batch batch) {
        return ask(UNBIND, batch, Delivery.of(message(UNBIND, batch)));
    }

    Answer restore(Batch batch, String... refs) {
        List<String> which = refs.length == 0 ? batch.refs() : List.of(refs);
        return ask(RESTORE, batch, which, Delivery.of(message(RESTORE, batch, which)));
    }

    /** Of whatever was detached with the batch's cutoff. */
    Answer restoreWhatever(Batch batch) {
        ObjectNode message = message(RESTORE, batch);
        for (JsonNode item : message.path("data").path("items"))
            ((ObjectNode) item).put("cutoff", batch.cutoff().toString());
        return ask(RESTORE, batch, Delivery.of(message));
    }

    Answer query(Batch batch) {
        return ask(QUERY, batch, Delivery.of(message(QUERY, batch)));
    }

    Answer ask(String type, Batch batch, Delivery delivery) {
        return ask(type, batch, batch.refs(), delivery);
    }

    private Answer ask(String type, Batch batch, List<String> refs, Delivery delivery) {
        if (type.equals(UNBIND)) note(batch);
        int before = edge.map(one -> one.count(batch.id())).orElse(0);
        Exchange exchange = road.bring(delivery);
        List<JsonNode> parts = Answer.parts(exchange.response());
        if (exchange.accepted() && parts.isEmpty() && edge.isPresent()) {
            List<CarrierEdge.Posted> posted = road.answers(edge.get(), batch.id(), before);
            parts = posted.stream()
                    .flatMap(one -> Answer.parts(one.body()).stream())
                    .toList();
            exchange =
                    exchange.with(posted.stream().map(CarrierEdge.Posted::body).toList());
        }
        Answer answer = new Answer(type, batch.numbers(), refs, exchange.accepted() ? parts : List.of(), exchange);
        synchronized (this) {
            answers.add(answer);
        }
        return answer;
    }

    private synchronized void note(Batch batch) {
        asked.add(batch);
    }

    /** Asks for all back that a check has detached and not restored, so that the next one finds the numbers as they were. */
    void tidy() {
        List<Batch> left;
        synchronized (this) {
            left = List.copyOf(asked);
            asked.clear();
        }
        for (Batch batch : left) {
            if (numbers.arePrepared(batch.numbers())) restore(batch);
        }
        edge.ifPresent(one -> one.shelf().clear());
    }

    /** All parts of an answer have come. */
    static boolean isWhole(List<CarrierEdge.Posted> posted) {
        List<JsonNode> parts = posted.stream()
                .flatMap(one -> Answer.parts(one.body()).stream())
                .toList();
        return !parts.isEmpty() && parts.size() >= parts.getFirst().path("of").asInt(1);
    }
}
