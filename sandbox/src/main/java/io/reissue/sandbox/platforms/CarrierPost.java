package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Said.Signing;
import io.reissue.sandbox.platforms.wire.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Posts due answers to the carrier: those of one platform one after the other, those of several side by side. */
final class CarrierPost implements AutoCloseable {
    /** As many as a carrier on a small machine can take a profit from. */
    private static final int SIDE_BY_SIDE = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Set<Integer> WORTH_REPEATING = Set.of(408, 425, 429);
    /** Twice of what a receiver may tolerate. */
    private static final Duration TOO_OLD = WebhookSignature.TOLERANCE.multipliedBy(2);

    private record Response(int status, @Nullable String receipt) {}

    private final PlatformStore store;
    private final AnswerQueue queue;
    private final PlatformDesk desk;
    private final ExchangeLog log;
    private final Map<String, PlatformProfile> platforms;
    private final Clock clock;
    private final Pace pace;
    private final Supplier<URI> carrier;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ReentrantLock one = new ReentrantLock();
    private final ExecutorService sideBySide = Executors.newFixedThreadPool(
            SIDE_BY_SIDE, Thread.ofPlatform().daemon().name("answers-", 0).factory());

    CarrierPost(
            PlatformStore store,
            AnswerQueue queue,
            PlatformDesk desk,
            Map<String, PlatformProfile> platforms,
            Clock clock,
            Pace pace,
            Supplier<URI> carrier) {
        this.store = store;
        this.queue = queue;
        this.desk = desk;
        this.log = new ExchangeLog(store);
        this.platforms = platforms;
        this.clock = clock;
        this.pace = pace;
        this.carrier = carrier;
    }

    /** Whether a platform posts again what was answered so; 0: it was not answered. */
    static boolean worthRepeating(int status) {
        return status / 100 != 2 && (status / 100 != 4 || WORTH_REPEATING.contains(status));
    }

    void postDue(Instant upTo) {
        one.lock();
        try {
            Set<String> due = store.read(() -> queue.platforms(upTo));
            List<Future<?>> all = due.stream()
                    .<Future<?>>map(platform -> sideBySide.submit(() -> postDue(platform, upTo)))
                    .toList();
            for (Future<?> one : all) one.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("answers could not be posted", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while posting answers", stopped);
        } finally {
            one.unlock();
        }
    }

    /** What one platform does may be due at once to be said. */
    private void postDue(String platform, Instant upTo) {
        for (Optional<AnswerQueue.Head> next = next(platform, upTo); next.isPresent(); next = next(platform, upTo)) {
            take(next.get(), upTo);
        }
    }

    private Optional<AnswerQueue.Head> next(String platform, Instant upTo) {
        return store.read(() -> queue.head(platform, upTo));
    }

    private void take(AnswerQueue.Head head, Instant upTo) {
        AnswerQueue.Outgoing outgoing = head.entry().outgoing();
        if (outgoing == null) {
            work(head);
        } else {
            post(head, outgoing, upTo);
        }
    }

    private void work(AnswerQueue.Head head) {
        // The due time rather than the clock, unless that is already past it: the order of answers is then the same in
        // every run, and what expired in between is still seen.
        Instant at = later(head.due(), clock.instant());
        store.commit(() -> {
            AnswerQueue.Pending pending = head.entry().pending();
            if (pending != null) {
                desk.workThrough(profile(pending.platform()), pending, head.due(), at);
            }
            queue.remove(head);
            return head;
        });
    }

    private void post(AnswerQueue.Head head, AnswerQueue.Outgoing outgoing, Instant upTo) {
        Response response = send(profile(outgoing.platform()), outgoing);
        Instant now = clock.instant();
        store.commit(() -> {
            log.sent(outgoing, response.status(), response.receipt(), now);
            if (worthRepeating(response.status())) {
                Instant failed = pace.inManners(later(upTo, now));
                queue.postpone(head, pace.onClock(failed.plus(AGAIN_AFTER)));
            } else {
                queue.remove(head);
            }
            return response;
        });
    }

    private Response send(PlatformProfile platform, AnswerQueue.Outgoing outgoing) {
        byte[] body = outgoing.body().getBytes(StandardCharsets.UTF_8);
        Terms terms = platform.terms();
        Instant now = clock.instant();
        long sent = (outgoing.signing() == Signing.STALE ? now.minus(TOO_OLD) : now).getEpochSecond();
        String secret = outgoing.signing() == Signing.WRONG_KEY ? terms.secretToPlatform() : terms.secretFromPlatform();
        HttpRequest request = HttpRequest.newBuilder(
                        carrier.get().resolve("/partner/v1/batches/" + outgoing.batch() + "/outcomes"))
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .header("webhook-id", outgoing.webhookId())
                .header("webhook-timestamp", Long.toString(sent))
                .header("webhook-signature", new WebhookSignature(secret).sign(outgoing.webhookId(), sent, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Response(response.statusCode(), response.body().isEmpty() ? null : response.body());
        } catch (IOException unreachable) {
            return new Response(0, null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while posting answers", stopped);
        }
    }

    private PlatformProfile profile(String code) {
        PlatformProfile found = platforms.get(code);
        if (found == null) {
            throw new IllegalStateException("no platform " + code);
        }
        return found;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void close() {
        sideBySide.shutdownNow();
        http.close();
    }
}
