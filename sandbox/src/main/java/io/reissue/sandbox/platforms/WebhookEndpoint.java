package io.reissue.sandbox.platforms;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.reissue.sandbox.platforms.Exchange.Handling;
import io.reissue.sandbox.platforms.manners.Call;
import io.reissue.sandbox.platforms.manners.Mishap;
import io.reissue.sandbox.platforms.wire.Ask;
import io.reissue.sandbox.platforms.wire.MalformedRequest;
import io.reissue.sandbox.platforms.wire.WebhookSignature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /platforms/{code}/webhooks}: rate limit, size, signature, form; then the platform's desk. */
final class WebhookEndpoint implements HttpHandler {
    static final String PREFIX = "/platforms/";

    private static final Pattern PATH = Pattern.compile("/platforms/([a-z0-9]+)/webhooks");
    private static final int MOST_BYTES = 8 << 20;

    private record Second(long epochSecond, int requests) {}

    private final Map<String, PlatformProfile> platforms;
    private final PlatformDesk desk;
    private final PlatformStore store;
    private final ExchangeLog log;
    private final Pace pace;
    private final Clock clock;
    private final Map<String, Second> rates = new ConcurrentHashMap<>();

    WebhookEndpoint(
            Map<String, PlatformProfile> platforms, PlatformDesk desk, PlatformStore store, Pace pace, Clock clock) {
        this.platforms = platforms;
        this.desk = desk;
        this.store = store;
        this.log = new ExchangeLog(store);
        this.pace = pace;
        this.clock = clock;
    }

    static String path(PlatformProfile platform) {
        return PREFIX + platform.code() + "/webhooks";
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            PlatformProfile platform = path.matches() ? platforms.get(path.group(1)) : null;
            if (platform == null) {
                HttpReplies.problem(exchange, 404, "No such platform", List.of());
            } else if (!exchange.getRequestMethod().equals("POST")) {
                HttpReplies.problem(exchange, 405, "POST only", List.of());
            } else {
                take(exchange, platform, clock.instant());
            }
        }
    }

    private void take(HttpExchange exchange, PlatformProfile platform, Instant now) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        if (overRate(platform, now)) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            refuse(exchange, platform, 429, "Too many requests in this second", List.of());
            return;
        }
        byte[] body;
        try {
            body = body(exchange);
        } catch (IOException notGzip) {
            refuse(exchange, platform, 400, "Unreadable body", List.of());
            return;
        }
        if (body == null) {
            refuse(exchange, platform, 413, "Body over 8 MiB", List.of());
            return;
        }
        Headers headers = exchange.getRequestHeaders();
        boolean signed = new WebhookSignature(platform.terms().secretToPlatform())
                .accepts(id, headers.getFirst("webhook-timestamp"), headers.getFirst("webhook-signature"), body, now);
        if (id == null || !signed) {
            refuse(exchange, platform, 401, "Signature missing, wrong, or too old", List.of());
            return;
        }
        Ask ask;
        try {
            ask = Ask.parse(body);
        } catch (MalformedRequest malformed) {
            refuse(exchange, platform, 400, "Malformed", List.of(String.valueOf(malformed.getMessage())));
            return;
        }
        if (ask.isAboutABatch() && ask.items().size() > platform.terms().batchLimit()) {
            refuse(exchange, platform, 413, "More items than this platform takes", List.of("/data/items"));
            return;
        }
        Mishap mishap = mishap(platform, ask, now).orElse(null);
        if (mishap != null && mishap.beforeWork()) {
            instead(exchange, platform, id, ask, mishap, now);
        } else {
            Responses.send(exchange, desk.receive(platform, id, ask, mishap, now), mishap);
        }
    }

    private Optional<Mishap> mishap(PlatformProfile platform, Ask ask, Instant now) {
        if (platform.manners().troubles().isEmpty()) {
            return Optional.empty();
        }
        Instant contact = store.read(() -> store.firsts.get(platform.code()));
        Instant inManners = pace.inManners(now);
        return platform.manners()
                .mishap(new Call(
                        platform.manners().chance().and(ask.content()),
                        inManners,
                        contact == null ? Duration.ZERO : Duration.between(pace.inManners(contact), inManners)));
    }

    /** What was turned away was sent all the same, and a judge may want to know about whom. */
    private void instead(
            HttpExchange exchange, PlatformProfile platform, String id, Ask ask, Mishap mishap, Instant now)
            throws IOException {
        if (mishap instanceof Mishap.TurnedAway(int status, var form, Instant until)) {
            store.change(() ->
                    log.received(store.nextSequence(), platform, id, ask, Handling.TURNED_AWAY, status, null, now));
            Responses.turnAway(exchange, status, form.header(now, pace.onClock(until)));
        } else {
            // Closing an exchange that has no response yet drops its connection.
            store.change(() -> log.received(store.nextSequence(), platform, id, ask, Handling.CUT, null, null, now));
        }
    }

    /** The decoded body, or null when it is too long; the signature is over the decoded bytes. */
    private static byte @Nullable [] body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (raw.length <= MOST_BYTES
                && "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("content-encoding"))) {
            try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                raw = unzipped.readNBytes(MOST_BYTES + 1);
            }
        }
        return raw.length > MOST_BYTES ? null : raw;
    }

    private boolean overRate(PlatformProfile platform, Instant now) {
        Second second = rates.merge(
                platform.code(),
                new Second(now.getEpochSecond(), 1),
                (before, one) -> before.epochSecond() == one.epochSecond()
                        ? new Second(one.epochSecond(), before.requests() + 1)
                        : one);
        return second.requests() > platform.terms().ratePerSecond();
    }

    private void refuse(
            HttpExchange exchange, PlatformProfile platform, int status, String title, List<String> pointers)
            throws IOException {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        Instant now = clock.instant();
        store.change(() -> log.unread(platform, id, Handling.TURNED_AWAY, status, now));
        HttpReplies.problem(exchange, status, title, pointers);
    }
}
