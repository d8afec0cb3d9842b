package io.reissue.kit;

import java.io.IOException;
import java.io.PrintWriter;
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
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A partner that can't be called: fetches what is open to it, says received, and answers by rules. It remembers as long as it lives. */
final class PlayedPartner {
    private static final String OPEN = "/partner/v1/batches?status=open";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"?next\"?");
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    /**
     * How it answers.
     *
     * @param remainder empty text: none
     * @param parts in how many an answer is told
     * @param silent it says received, and nothing else
     */
    record Manner(List<Rule> rules, String remainder, int parts, boolean silent) {
        Manner {
            rules = List.copyOf(rules);
        }
    }

    private final CarrierClient client;
    private final Optional<Secret> carriers;
    private final Manner manner;
    private final Clock clock;
    private final PrintWriter out;
    private final Map<String, List<ObjectNode>> said = new HashMap<>();
    private final Map<String, String> detached = new HashMap<>();
    private final Set<String> restored = new HashSet<>();

    /** @param carriers signs what is fetched; empty: whatever comes is believed */
    PlayedPartner(CarrierClient client, Optional<Secret> carriers, Manner manner, Clock clock, PrintWriter out) {
        this.client = client;
        this.carriers = carriers;
        this.manner = manner;
        this.clock = clock;
        this.out = out;
    }

    /** The carrier does not want to be asked now, or at all. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient Duration comeAgainAfter;

        Refused(HttpResponse<byte[]> response) {
            super(response.request().method() + " " + response.request().uri().getRawPath() + ": HTTP "
                    + response.statusCode() + " " + text(response));
            status = response.statusCode();
            comeAgainAfter = response.headers()
                    .firstValue("retry-after")
                    .filter(seconds -> seconds.matches("[0-9]{1,5}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(USUAL_PAUSE);
        }

        /** Worth coming again. */
        boolean isForNow() {
            return status == 429 || status >= 500;
        }

        Duration comeAgainAfter() {
            return comeAgainAfter;
        }
    }

    /** Looks once at all that is open, and answers it. */
    void round() throws IOException, Refused {
        List<JsonNode> open = new ArrayList<>();
        for (String target = OPEN; !target.isEmpty(); ) {
            HttpResponse<byte[]> page = expected(client.get(message(), target), status -> status == 200);
            Answer.elements(Carrier.JSON.readTree(page.body()).path("requests")).forEach(open::add);
            target = next(page);
        }
        for (JsonNode request : open) take(Answer.text(request, "href"));
    }

    private static String next(HttpResponse<byte[]> page) {
        Matcher link = NEXT.matcher(page.headers().firstValue("link").orElse(""));
        return link.find() ? link.group(1) : "";
    }

    private void take(String href) throws IOException, Refused {
        HttpResponse<byte[]> fetched =
                expected(client.get(message(), href), status -> status == 200 || status == 404 || status == 410);
        if (fetched.statusCode() != 200) {
            out.printf("%s: gone (HTTP %d)%n", href, fetched.statusCode());
            return;
        }
        Optional<String> fault = carriers.flatMap(secret -> secret.refuses(
                header(fetched, "webhook-id"),
                header(fetched, "webhook-timestamp"),
                header(fetched, "webhook-signature"),
                fetched.body(),
                clock.instant()));
        if (fault.isPresent()) {
            out.printf("%s: left alone, %s%n", href, fault.get());
            return;
        }
        JsonNode message = Carrier.JSON.readTree(fetched.body());
        answer(message, header(fetched, "webhook-id").orElse(href));
    }

    private void answer(JsonNode message, String webhookId) throws IOException, Refused {
        JsonNode data = message.path("data");
        String batch = Answer.text(data, "batch");
        boolean restore = Answer.text(message, "type").equals(Carrier.RESTORE);
        if (!restore) received(batch);
        if (manner.silent() && !restore || isOver(data)) return;
        List<ObjectNode> parts = said.computeIfAbsent(webhookId, _ -> restore ? restored(message) : judged(message));
        for (ObjectNode part : parts) {
            String id = "answer-" + webhookId + "-" + part.path("part").asInt();
            HttpResponse<byte[]> told = expected(
                    client.post(id, "/partner/v1/batches/" + batch + "/outcomes", part.toString()),
                    status -> status / 100 == 2 || status == 404 || status == 409 || status == 410);
            out.printf(
                    "%s %s: %d items, %d listed: HTTP %d %s%n",
                    Answer.text(message, "type"),
                    batch,
                    data.path("items").size(),
                    part.path("results").size(),
                    told.statusCode(),
                    text(told));
        }
    }

    private void received(String batch) throws IOException, Refused {
        HttpResponse<byte[]> heard = expected(
                client.post(message(), "/partner/v1/batches/" + batch + "/received"),
                status -> status == 204 || status == 404);
        out.printf("%s: received (HTTP %d)%n", batch, heard.statusCode());
    }

    /** After it nobody processes the batch. */
    private boolean isOver(JsonNode data) {
        String expires = Answer.text(data, "expiresAt");
        return !expires.isEmpty() && Instant.parse(expires).isBefore(clock.instant());
    }

    private List<ObjectNode> judged(JsonNode message) {
        String batch = Answer.text(message.path("data"), "batch");
        List<ObjectNode> results = new ArrayList<>();
        for (JsonNode item : message.path("data").path("items")) {
            String ref = Answer.text(item, "ref");
            // its holder is back: nothing of it is detached any more
            if (restored.contains(batch + "/" + ref) || restored.contains(departure(item))) continue;
            Rule.said(manner.rules(), ref).ifPresent(result -> {
                if (Answer.text(result, "outcome").equals("UNBOUND")) detached.put(batch + "/" + ref, departure(item));
                results.add(result);
            });
        }
        List<ObjectNode> parts = new ArrayList<>();
        for (int part = 1; part <= manner.parts(); part++) {
            ObjectNode one = Carrier.JSON.createObjectNode().put("part", part).put("of", manner.parts());
            if (!manner.remainder().isEmpty()) one.put("remainder", manner.remainder());
            var listed = one.putArray("results");
            for (int i = part - 1; i < results.size(); i += manner.parts()) listed.add(results.get(i));
            parts.add(one);
        }
        return parts;
    }

    private List<ObjectNode> restored(JsonNode message) {
        String batch = Answer.text(message.path("data"), "batch");
        ObjectNode answer = Carrier.JSON.createObjectNode().put("part", 1).put("of", 1);
        var results = answer.putArray("results");
        for (JsonNode item : message.path("data").path("items")) {
            String ref = Answer.text(item, "ref");
            restored.add(batch + "/" + ref);
            boolean any = detached.remove(batch + "/" + ref) != null;
            if (item.has("cutoff")) {
                restored.add(departure(item));
                any |= detached.values().removeIf(departure(item)::equals);
            }
            results.addObject().put("ref", ref).put("outcome", any ? "RESTORED" : "NOTHING_TO_RESTORE");
        }
        return List.of(answer);
    }

    /** What all requests about one departure of one holder have in common. */
    private static String departure(JsonNode item) {
        return Answer.text(item, "id") + " " + Answer.text(item, "cutoff");
    }

    /**
     * Reads what is new in the status feed, and prints it.
     *
     * @param after the last event that was read; empty text: none
     * @return the last one now
     */
    String feed(String after) throws IOException, Refused {
        String last = after;
        while (true) {
            String target = StatusFeed.PATH + (last.isEmpty() ? "" : "?after=" + last);
            JsonNode page = Carrier.JSON.readTree(expected(client.get(message(), target), status -> status == 200)
                    .body());
            if (page.isEmpty()) return last;
            for (JsonNode event : page) {
                // a number is named there, and names belong in no log
                out.printf(
                        "event %s: %s, %s%n",
                        Answer.text(event, "id"), Answer.text(event, "type"), Answer.text(event.path("data"), "day"));
                last = Answer.text(event, "id");
            }
        }
    }

    private static String message() {
        return "msg-" + UUID.randomUUID();
    }

    private static HttpResponse<byte[]> expected(HttpResponse<byte[]> response, Predicate<Integer> statuses)
            throws Refused {
        if (!statuses.test(response.statusCode())) throw new Refused(response);
        return response;
    }

    private static Optional<String> header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
