package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Books.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the platforms' own logs say of each number: when they were asked about it, what they answered, and what of that the carrier
 * acknowledged. An answer names items by batch and ref; which number that was, only the platform knows that was asked.
 */
final class Answers {
    static final String UNBIND = "unbind.requested";

    /** The response did not reach the carrier, or was none. */
    private static final Set<String> UNHEARD = Set.of("LOST", "CUT", "TURNED_AWAY");

    /** Something that a platform said and the carrier took with a 2xx. */
    record Acknowledged(String platform, String batch, String webhookId, Instant at) {}

    /** What is known of one batch. {@code numbers}: index by ref, one more than it; 0 where there is none. */
    private static final class Batch {
        private int[] numbers = new int[8];
        private final BitSet listedWhereHeard = new BitSet();
        private final BitSet listedWhereAcknowledged = new BitSet();
        private final BitSet partsHeard = new BitSet();
        private final BitSet partsAcknowledged = new BitSet();

        void put(int ref, int number) {
            if (ref >= numbers.length) numbers = Arrays.copyOf(numbers, Math.max(ref + 1, 2 * numbers.length));
            numbers[ref] = number + 1;
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Integer> platforms = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Batch> batches = new HashMap<>();
    private final List<Acknowledged> posts = new ArrayList<>();
    private final Set<String> required = new HashSet<>();
    private final Map<String, BitSet> asked = new HashMap<>();
    private final Grid heard;
    private final Grid acknowledged;

    Answers(List<Books.Platform> platforms, List<String> numbers) {
        platforms.forEach(platform -> {
            this.platforms.put(platform.code(), this.platforms.size());
            if (platform.required()) required.add(platform.code());
        });
        numbers.forEach(digits -> this.numbers.putIfAbsent(digits, this.numbers.size()));
        this.heard = new Grid(platforms.size(), numbers.size());
        this.acknowledged = new Grid(platforms.size(), numbers.size());
    }

    /**
     * A request that named a number; it is added before whatever answers it.
     *
     * @param number its place in the list of numbers
     * @param ref under which it is answered; -1: under none
     */
    void asked(Exchange request, int number, int ref) {
        if (!UNBIND.equals(request.type()) || request.batch() == null || ref < 0) return;
        asked.computeIfAbsent(request.platform(), first -> new BitSet()).set(number);
        batches.computeIfAbsent(request.batch(), first -> new Batch()).put(ref, number);
    }

    void add(Exchange exchange) {
        boolean said = exchange.sent() || UNBIND.equals(exchange.type()) && !UNHEARD.contains(exchange.handling());
        Batch batch = exchange.batch() == null ? null : batches.get(exchange.batch());
        if (!said || !exchange.acknowledged()) return;
        if (exchange.sent() && exchange.batch() != null && exchange.webhookId() != null) {
            posts.add(new Acknowledged(exchange.platform(), exchange.batch(), exchange.webhookId(), exchange.at()));
        }
        Integer platform = platforms.get(exchange.platform());
        if (batch == null || platform == null || exchange.body() == null) return;
        JsonNode answer;
        try {
            answer = json.readTree(exchange.body());
        } catch (JacksonException noAnswer) {
            return;
        }
        hear(
                answer,
                batch,
                batch.listedWhereHeard,
                batch.partsHeard,
                (outcome, number) -> heard.climb(platform, number, outcome, exchange.at()));
        if (!exchange.sent()) return;
        hear(
                answer,
                batch,
                batch.listedWhereAcknowledged,
                batch.partsAcknowledged,
                (outcome, number) -> acknowledged.climb(platform, number, outcome, exchange.at()));
    }

    /** A remainder speaks for whatever no part has listed, once all parts are there. */
    private static void hear(JsonNode answer, Batch batch, BitSet listed, BitSet parts, ObjIntConsumer<Outcome> climb) {
        for (JsonNode item : answer.path("results")) {
            String ref = item.path("ref").asString("");
            if (!ref.matches("[0-9]{1,4}") || Integer.parseInt(ref) >= batch.numbers.length) continue;
            int number = batch.numbers[Integer.parseInt(ref)] - 1;
            Optional<Outcome> outcome = Outcome.ofItem(item);
            if (number < 0 || outcome.isEmpty()) continue;
            listed.set(Integer.parseInt(ref));
            climb.accept(outcome.get(), number);
        }
        Optional<Outcome> remainder = Outcome.of(answer.path("remainder").asString(""));
        if (remainder.isEmpty()) return;
        parts.set(answer.path("part").asInt(1));
        if (parts.cardinality() < answer.path("of").asInt(1)) return;
        parts.clear();
        for (int ref = 0; ref < batch.numbers.length; ref++) {
            int number = batch.numbers[ref] - 1;
            if (number >= 0 && !listed.get(ref)) climb.accept(remainder.get(), number);
        }
    }

    /** Codes of all platforms. */
    Set<String> platforms() {
        return platforms.keySet();
    }

    /** Whether the platform says of itself that a purge has to wait for it. */
    boolean isRequired(String platform) {
        return required.contains(platform);
    }

    /** Whether the platform was asked to let go of the number. */
    boolean wasAsked(String platform, String digits) {
        Integer column = numbers.get(digits);
        return column != null && asked.getOrDefault(platform, new BitSet()).get(column);
    }

    /** Whether by then the platform had said, in any way that reached the carrier, that nothing is bound any more. */
    boolean clearedBy(String platform, String digits, Instant then) {
        return heard(platform, digits).cleared()
                && heardSince(platform, digits)
                        .filter(since -> !since.isAfter(then))
                        .isPresent();
    }

    /** All answers that the carrier acknowledged, oldest first. */
    List<Acknowledged> posts() {
        return posts;
    }

    /** The best that the platform said in any way that reached the carrier. */
    Outcome heard(String platform, String digits) {
        return outcome(heard, platform, digits);
    }

    /** Since when it had said that. */
    Optional<Instant> heardSince(String platform, String digits) {
        return since(heard, platform, digits);
    }

    /** The best that the platform posted and the carrier acknowledged. */
    Outcome acknowledged(String platform, String digits) {
        return outcome(acknowledged, platform, digits);
    }

    /** Since when it was acknowledged. */
    Optional<Instant> acknowledgedSince(String platform, String digits) {
        return since(acknowledged, platform, digits);
    }

    private Outcome outcome(Grid grid, String platform, String digits) {
        Integer row = platforms.get(platform);
        Integer column = numbers.get(digits);
        return row == null || column == null ? Outcome.UNKNOWN : grid.outcome(row, column);
    }

    private Optional<Instant> since(Grid grid, String platform, String digits) {
        Integer row = platforms.get(platform);
        Integer column = numbers.get(digits);
        return row == null || column == null ? Optional.empty() : grid.since(row, column);
    }
}
