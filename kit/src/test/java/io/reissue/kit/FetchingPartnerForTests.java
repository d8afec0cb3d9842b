package io.reissue.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A partner that can't be called: a thread that looks, fetches, and has a {@link PartnerForTests} judge what it found. By the protocol, but
 * for its habits.
 */
final class FetchingPartnerForTests implements AutoCloseable {
    private final Clock clock;
    private final Set<FetchHabit> habits;
    private final Set<Habit> readingHabits;
    private final PartnerForTests judge;
    private final String carrier;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger messages = new AtomicInteger();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile String trouble = "";
    private String cursor = "";
    private boolean readOnce;

    /** @param judge has the books; null habits of reading: it does not read the feed */
    FetchingPartnerForTests(
            Clock clock,
            PartnerForTests judge,
            String carrier,
            Set<FetchHabit> habits,
            Optional<Set<Habit>> reading,
            boolean fetches) {
        this.clock = clock;
        this.judge = judge;
        this.carrier = carrier;
        this.habits = Set.copyOf(habits);
        this.readingHabits = reading.orElse(Set.of());
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (!closing) {
                    if (fetches) round();
                    if (reading.isPresent()) read();
                }
            } catch (IOException | RuntimeException failed) {
                if (!closing) trouble = failed.toString();
            }
        });
    }

    private boolean has(FetchHabit habit) {
        return habits.contains(habit);
    }

    private boolean has(Habit habit) {
        return readingHabits.contains(habit);
    }

    private void round() throws IOException {
        JsonNode open = json(get("/partner/v1/batches?status=open&limit=100")).path("requests");
        if (has(FetchHabit.ONLY_LOOKS)) return;
        for (JsonNode request : open) {
            boolean restore = Answer.text(request, "type").equals(Carrier.RESTORE);
            if (restore && has(FetchHabit.KNOWS_NO_RESTORES)) continue;
            String batch = Answer.text(request, "batch");
            if (has(FetchHabit.RECEIVES_UNSEEN) && !restore && seen.add(batch))
                post("/partner/v1/batches/" + batch + "/received", "");
            HttpResponse<byte[]> fetched = get(Answer.text(request, "href"));
            if (fetched.statusCode() != 200) {
                if (has(FetchHabit.STOPS_AT_WHAT_IS_GONE)) return;
                continue;
            }
            if (!has(FetchHabit.SAYS_NOTHING)) take(batch, restore, fetched);
        }
    }

    private void take(String batch, boolean restore, HttpResponse<byte[]> fetched) throws IOException {
        String id = fetched.headers().firstValue("webhook-id").orElseThrow();
        String at = fetched.headers().firstValue("webhook-timestamp").orElseThrow();
        String right = PartnerForTests.sign(PartnerForTests.SECRET, id, Long.parseLong(at), fetched.body());
        String signature = fetched.headers().firstValue("webhook-signature").orElse("");
        if (!signature.equals(right) && !has(FetchHabit.BELIEVES_ANYTHING)) return;
        JsonNode message = Carrier.JSON.readTree(fetched.body());
        boolean again = !answered.add(id);
        String answer = judge.judged(id, message);
        if (!restore && (has(FetchHabit.HAS_NOTHING) || again && has(FetchHabit.ANSWERS_ANEW)))
            answer = "{\"part\":1,\"of\":1,\"remainder\":\"NOT_BOUND\",\"results\":[]}";
        if (!restore) post("/partner/v1/batches/" + batch + "/received", "");
        post("/partner/v1/batches/" + batch + "/outcomes", answer);
    }

    private void read() throws IOException {
        if (readOnce && has(Habit.READS_ONCE)) return;
        if (has(Habit.READS_FROM_THE_START)) cursor = "";
        while (!closing) {
            JsonNode events = json(get("/partner/v1/feed" + (cursor.isEmpty() ? "" : "?after=" + cursor)));
            for (JsonNode event : events) {
                if (has(Habit.STUMBLES) && Answer.text(event, "type").equals("number.renumbered")) return;
                long read = Long.parseLong(Answer.text(event, "id"));
                cursor = Long.toString(has(Habit.COUNTS_ON) ? read + 1 : read);
                readOnce = true;
            }
            if (events.isEmpty() || has(Habit.READS_ONCE)) return;
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return Carrier.JSON.readTree(response.body());
    }

    private HttpResponse<byte[]> get(String target) throws IOException {
        return send(target, "GET " + target, HttpRequest.newBuilder().GET());
    }

    private void post(String target, String body) throws IOException {
        send(
                target,
                body.isEmpty() ? "POST " + target : body,
                HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<byte[]> send(String target, String content, HttpRequest.Builder request) throws IOException {
        String id = "msg_" + messages.incrementAndGet();
        long now = clock.instant().getEpochSecond();
        boolean answer = target.endsWith("/outcomes");
        String secret = answer && has(FetchHabit.SIGNS_WITH_OUR_SECRET)
                ? PartnerForTests.SECRET
                : PartnerForTests.CALLBACK_SECRET;
        String signed = has(FetchHabit.SIGNS_NOTHING) && content.startsWith("GET ") ? "" : content;
        try {
            return http.send(
                    request.uri(URI.create(carrier + target))
                            .header("webhook-id", id)
                            .header("webhook-timestamp", Long.toString(now))
                            .header(
                                    "webhook-signature",
                                    PartnerForTests.sign(secret, id, now, signed.getBytes(StandardCharsets.UTF_8)))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    /** Why it does not look any more; empty text: it looks. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        http.close();
    }
}
