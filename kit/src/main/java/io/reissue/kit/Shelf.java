package io.reissue.kit;

import io.reissue.kit.Call.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What lies there for a partner that can't be called: listed until it is received or answered, fetched as often as the partner likes.
 * Requests that are signed wrongly are served all the same and remembered: what a partner does is judged apart from how it signs.
 */
final class Shelf implements Road {
    static final String PATH = "/partner/v1/batches";
    private static final Pattern BATCH = Pattern.compile(PATH + "/([^/]+)(?:/restores/([0-9]+))?");
    private static final Pattern RECEIVED = Pattern.compile(PATH + "/([^/]+)/received");
    private static final int PAGE = 1_000;

    /** A partner that has looked so often, and not taken it, does not want it. */
    private static final int LOOKS = 8;

    private enum Way {
        TO_BE_FETCHED,
        GONE
    }

    private static final class Offer {
        final Delivery delivery;
        final JsonNode message;
        final Way way;
        boolean fetched;
        boolean done;

        Offer(Delivery delivery, Way way) {
            this.delivery = delivery;
            this.message = Carrier.JSON.readTree(delivery.body());
            this.way = way;
        }
    }

    /** What a request is about. {@code ref} is empty text, but for a restore. */
    private record Place(String batch, String ref) {
        String path() {
            return PATH + "/" + batch + (ref.isEmpty() ? "" : "/restores/" + ref);
        }
    }

    private final Secret secret;
    private final Clock clock;
    private final Visits visits;
    private final Map<Place, Offer> offers = new LinkedHashMap<>();
    private final List<String> tooEarly = new ArrayList<>();

    /** @param secret of the carrier: signs what is fetched */
    Shelf(Secret secret, Visits visits, Clock clock) {
        this.secret = secret;
        this.visits = visits;
        this.clock = clock;
    }

    /** Lists it, for whoever looks. */
    void offer(Delivery delivery) {
        put(delivery, Way.TO_BE_FETCHED);
    }

    /** Lists what is gone when it is fetched: it was withdrawn meanwhile. */
    void offerGone(Delivery delivery) {
        put(delivery, Way.GONE);
    }

    private synchronized void put(Delivery delivery, Way way) {
        offers.put(place(delivery), new Offer(delivery, way));
    }

    private static Place place(Delivery delivery) {
        JsonNode message = Carrier.JSON.readTree(delivery.body());
        JsonNode data = message.path("data");
        boolean restore = Answer.text(message, "type").equals(Carrier.RESTORE);
        return new Place(
                Answer.text(data, "batch"),
                restore ? Answer.text(data.path("items").path(0), "ref") : "");
    }

    /** Nothing is listed, and what was is gone. */
    synchronized void clear() {
        offers.clear();
    }

    synchronized boolean isFetched(Delivery delivery) {
        Offer offer = offers.get(place(delivery));
        return offer != null && offer.fetched;
    }

    /** Received or answered. */
    synchronized boolean isTaken(Delivery delivery) {
        Offer offer = offers.get(place(delivery));
        return offer != null && offer.done;
    }

    /** Batches that were called received before they were fetched. */
    synchronized List<String> tooEarly() {
        return List.copyOf(tooEarly);
    }

    @Override
    public Exchange bring(Delivery delivery) {
        offer(delivery);
        boolean taken = visits.await(() -> isTaken(delivery), LOOKS);
        String fate = isFetched(delivery) ? "fetched, and neither received nor answered" : "listed, and not fetched";
        return new Exchange(
                List.of("listed, and given to GET " + place(delivery).path(), "webhook-id: " + delivery.webhookId()),
                delivery.body(),
                taken ? 202 : 0,
                taken ? "" : fate,
                List.of());
    }

    @Override
    public List<CarrierEdge.Posted> answers(CarrierEdge edge, String batch, int seen) {
        boolean came = visits.await(() -> Carrier.isWhole(edge.behind(batch, seen)), LOOKS);
        return came ? edge.behind(batch, seen) : List.of();
    }

    /** Lets the partner look at the list a few times more. */
    void looksPass() {
        visits.pass(LOOKS);
    }

    /** An answer came: whatever it says, it acknowledges its batch, or the restores that it speaks of. */
    void answered(String batch, String body) {
        synchronized (this) {
            for (Map.Entry<Place, Offer> one : offers.entrySet())
                if (one.getKey().batch().equals(batch) && one.getValue().fetched && speaksOf(one.getKey(), body))
                    one.getValue().done = true;
        }
        visits.changed();
    }

    private static boolean speaksOf(Place place, String body) {
        Predicate<JsonNode> restored = result -> Answer.text(result, "outcome").equals("RESTORED")
                || Answer.text(result, "outcome").equals("NOTHING_TO_RESTORE");
        List<JsonNode> results = Answer.parts(body).stream()
                .flatMap(part -> Answer.elements(part.path("results")))
                .toList();
        return place.ref().isEmpty()
                ? results.isEmpty() || results.stream().anyMatch(restored.negate())
                : results.stream()
                        .filter(restored)
                        .anyMatch(result -> Answer.text(result, "ref").equals(place.ref()));
    }

    /** Empty: not about batches. */
    Optional<Reply> answer(Call call) {
        if (call.method().equals("GET") && call.path().equals(PATH)) return Optional.of(list(call));
        Matcher batch = BATCH.matcher(call.path());
        if (call.method().equals("GET") && batch.matches())
            return Optional.of(fetch(new Place(batch.group(1), batch.group(2) == null ? "" : batch.group(2))));
        Matcher received = RECEIVED.matcher(call.path());
        if (call.method().equals("POST") && received.matches())
            return Optional.of(received(new Place(received.group(1), "")));
        return Optional.empty();
    }

    private Reply list(Call call) {
        visits.came();
        ObjectNode page = Carrier.JSON.createObjectNode();
        var requests = page.putArray("requests");
        synchronized (this) {
            offers.entrySet().stream()
                    .filter(one -> !one.getValue().done)
                    .limit(call.limit(PAGE))
                    .forEach(one -> requests.add(line(one.getKey(), one.getValue())));
        }
        return Reply.of(200, page.toString());
    }

    private static ObjectNode line(Place place, Offer offer) {
        JsonNode data = offer.message.path("data");
        ObjectNode line = Carrier.JSON.createObjectNode().put("type", Answer.text(offer.message, "type"));
        line.put("batch", place.batch());
        if (!place.ref().isEmpty()) line.put("ref", place.ref());
        return line.put("items", data.path("items").size())
                .put("respondBy", Answer.text(data, "respondBy"))
                .put("href", place.path());
    }

    private Reply fetch(Place place) {
        Optional<Offer> found = find(place, true);
        if (found.isEmpty()) return Reply.problem(410, "withdrawn");
        Delivery delivery = found.get().delivery;
        Instant at = clock.instant().minus(delivery.age());
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", delivery.webhookId());
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        headers.put("webhook-signature", delivery.signing().sign(secret, delivery.webhookId(), at, delivery.bytes()));
        visits.changed();
        return new Reply(200, headers, delivery.bytes());
    }

    private Reply received(Place place) {
        Optional<Offer> found = find(place, false);
        synchronized (this) {
            if (found.isEmpty() || !found.get().fetched) {
                // what was listed by an earlier check is gone by now, and nobody's fault
                if (found.isPresent()) tooEarly.add(place.batch());
                return Reply.problem(404, "no such batch");
            }
            found.get().done = true;
        }
        visits.changed();
        return new Reply(204, Map.of(), new byte[0]);
    }

    private synchronized Optional<Offer> find(Place place, boolean fetches) {
        Optional<Offer> found = Optional.ofNullable(offers.get(place)).filter(offer -> offer.way == Way.TO_BE_FETCHED);
        if (fetches) found.ifPresent(offer -> offer.fetched = true);
        return found;
    }
}
