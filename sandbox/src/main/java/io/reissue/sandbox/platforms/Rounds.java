package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.wire.Ask;
import io.reissue.sandbox.platforms.wire.Json;
import io.reissue.sandbox.platforms.wire.MalformedRequest;
import io.reissue.sandbox.platforms.wire.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Platforms that come by themselves: once a day they fetch what they are asked, and read what became of numbers. When the carrier does not
 * let them, or is not there, they come again the next day. What they have to say is queued, and posted as by all others.
 */
final class Rounds implements AutoCloseable {
    static final Duration EVERY = Duration.ofDays(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String NEXT_ROUND = "round";
    private static final String OPEN = "/partner/v1/batches?status=open&limit=1000";
    private static final String FEED = "/partner/v1/feed?limit=1000&after=";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");

    private final PlatformStore store;
    private final PlatformDesk desk;
    private final List<PlatformProfile> coming;
    private final Clock clock;
    private final Pace pace;
    private final Supplier<URI> carrier;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Rounds(
            PlatformStore store,
            PlatformDesk desk,
            Collection<PlatformProfile> platforms,
            Clock clock,
            Pace pace,
            Supplier<URI> carrier) {
        this.store = store;
        this.desk = desk;
        this.coming = platforms.stream()
                .filter(platform -> platform.dealings().comes())
                .toList();
        this.clock = clock;
        this.pace = pace;
        this.carrier = carrier;
        if (!coming.isEmpty()) {
            store.change(() ->
                    store.meta.getOrPut(NEXT_ROUND, behind(this.clock.instant()).toString()));
        }
    }

    private Instant behind(Instant round) {
        return pace.onClock(pace.inManners(round).plus(EVERY));
    }

    /** When they come next; empty: nobody comes. */
    Optional<Instant> nextDue() {
        return coming.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.parse(store.read(() -> Objects.requireNonNull(store.meta.get(NEXT_ROUND)))));
    }

    /** Has them come, once, if they are to have come by then. */
    void make(Instant upTo) {
        Optional<Instant> due = nextDue().filter(at -> !at.isAfter(upTo));
        if (due.isEmpty()) {
            return;
        }
        for (PlatformProfile platform : coming) {
            try {
                if (platform.dealings().fetches()) {
                    fetch(platform);
                }
                if (platform.dealings().readsFeed()) {
                    read(platform);
                }
            } catch (IOException tomorrow) {
                // nothing is lost: it is open until it was said to be received, and the cursor is where it was
            }
        }
        Instant next = behind(due.get());
        while (!next.isAfter(upTo)) {
            next = behind(next);
        }
        String last = next.toString();
        store.change(() -> store.meta.put(NEXT_ROUND, last));
    }

    private void fetch(PlatformProfile platform) throws IOException {
        for (String href : open(platform)) {
            HttpResponse<byte[]> fetched = send(platform, "GET", href);
            // gone is what was withdrawn since it was listed
            if (fetched.statusCode() == 200) {
                take(platform, fetched);
            }
        }
    }

    private List<String> open(PlatformProfile platform) throws IOException {
        List<String> all = new ArrayList<>();
        Optional<String> page = Optional.of(OPEN);
        while (page.isPresent()) {
            HttpResponse<byte[]> listed = expected(send(platform, "GET", page.get()));
            for (JsonNode request : Json.MAPPER.readTree(listed.body()).path("requests")) {
                all.add(request.path("href").asString());
            }
            page = listed.headers()
                    .firstValue("link")
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(link -> link.group(1));
        }
        return all;
    }

    /** As if it had been sent, and then says so. What the carrier has not signed, or nobody understands, is left alone. */
    private void take(PlatformProfile platform, HttpResponse<byte[]> fetched) throws IOException {
        Instant now = clock.instant();
        String id = fetched.headers().firstValue("webhook-id").orElse("");
        boolean signed = new WebhookSignature(platform.terms().secretToPlatform())
                .accepts(
                        id,
                        fetched.headers().firstValue("webhook-timestamp").orElse(""),
                        fetched.headers().firstValue("webhook-signature").orElse(""),
                        fetched.body(),
                        now);
        if (!signed) {
            return;
        }
        Ask ask;
        try {
            ask = Ask.parse(fetched.body());
        } catch (MalformedRequest malformed) {
            return;
        }
        desk.receive(platform, id, ask, null, now);
        if (ask.type().equals(Ask.UNBIND)) {
            expected(send(platform, "POST", "/partner/v1/batches/" + ask.batch() + "/received"));
        }
    }

    private void read(PlatformProfile platform) throws IOException {
        String cursor = "feed/" + platform.code();
        while (true) {
            String after = store.read(() -> Optional.ofNullable(store.meta.get(cursor)))
                    .orElse("0");
            JsonNode page = Json.MAPPER.readTree(
                    expected(send(platform, "GET", FEED + after)).body());
            if (page.isEmpty()) {
                return;
            }
            Map<String, List<Ask.Item>> byType = new LinkedHashMap<>();
            String last = after;
            for (JsonNode event : page) {
                last = event.path("id").asString();
                byType.computeIfAbsent(event.path("type").asString(), _ -> new ArrayList<>())
                        .add(new Ask.Item("", event.path("data").path("id").asString(), null));
            }
            String end = last;
            byType.forEach((type, items) -> desk.receive(
                    platform, "feed-" + end + "-" + type, new Ask(type, "", null, items), null, clock.instant()));
            store.change(() -> store.meta.put(cursor, end));
        }
    }

    private static HttpResponse<byte[]> expected(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException("HTTP " + response.statusCode());
        }
        return response;
    }

    /** A request without a body: signed is its first line. */
    private HttpResponse<byte[]> send(PlatformProfile platform, String method, String target) throws IOException {
        String id = "round-" + UUID.randomUUID();
        long now = clock.instant().getEpochSecond();
        byte[] line = (method + " " + target).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(carrier.get().resolve(target))
                .timeout(TIMEOUT)
                .header("webhook-partner", platform.code())
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header(
                        "webhook-signature",
                        new WebhookSignature(platform.terms().secretFromPlatform()).sign(id, now, line))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
