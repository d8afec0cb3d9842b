package io.reissue.sandbox.platforms;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Posts due answers to the carrier, one after the other, on the caller's thread. */
final class CarrierPost implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Set<Integer> WORTH_REPEATING = Set.of(408, 425, 429);

    private final PlatformStore store;
    private final AnswerQueue queue;
    private final PlatformDesk desk;
    private final Map<String, PlatformProfile> platforms;
    private final Clock clock;
    private final Supplier<URI> carrier;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ReentrantLock one = new ReentrantLock();

    CarrierPost(
            PlatformStore store,
            AnswerQueue queue,
            PlatformDesk desk,
            Map<String, PlatformProfile> platforms,
            Clock clock,
            Supplier<URI> carrier) {
        this.store = store;
        this.queue = queue;
        this.desk = desk;
        this.platforms = platforms;
        this.clock = clock;
        this.carrier = carrier;
    }

    void postDue(Instant upTo) {
        one.lock();
        try {
            for (Optional<AnswerQueue.Head> next = next(upTo); next.isPresent(); next = next(upTo)) {
                AnswerQueue.Head head = next.get();
                head.pending().ifPresent(pending -> work(head, pending));
                head.outgoing().ifPresent(outgoing -> post(head, outgoing, upTo));
            }
        } finally {
            one.unlock();
        }
    }

    private Optional<AnswerQueue.Head> next(Instant upTo) {
        return store.read(queue::head).filter(head -> !head.due().isAfter(upTo));
    }

    private void work(AnswerQueue.Head head, AnswerQueue.Pending pending) {
        // The due time rather than the clock, unless that is already past it: the order of answers is then the same in
        // every run, and what expired in between is still seen.
        Instant at = later(head.due(), clock.instant());
        store.commit(() -> {
            desk.workThrough(profile(pending.platform()), pending, head.due(), at);
            queue.remove(head);
            return head;
        });
    }

    private void post(AnswerQueue.Head head, AnswerQueue.Outgoing outgoing, Instant upTo) {
        int status = send(profile(outgoing.platform()), outgoing);
        boolean taken = status / 100 == 2;
        boolean keep = !taken && (status / 100 != 4 || WORTH_REPEATING.contains(status));
        Instant now = clock.instant();
        store.commit(() -> {
            PlatformStore.count(store.counts, outgoing.platform() + "/posted." + status);
            if (keep) {
                queue.postpone(head, outgoing, later(upTo, now).plus(AGAIN_AFTER));
            } else {
                queue.remove(head);
            }
            if (!taken) {
                UndeliveredAnswer failure = new UndeliveredAnswer(
                        now, outgoing.platform(), outgoing.batch(), outgoing.webhookId(), status, keep);
                store.failures.put("%012d".formatted(store.nextSequence()), Json.text(failure));
            }
            return status;
        });
    }

    private int send(PlatformProfile platform, AnswerQueue.Outgoing outgoing) {
        byte[] body = outgoing.body().getBytes(StandardCharsets.UTF_8);
        long sent = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(
                        carrier.get().resolve("/partner/v1/batches/" + outgoing.batch() + "/outcomes"))
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .header("webhook-id", outgoing.webhookId())
                .header("webhook-timestamp", Long.toString(sent))
                .header(
                        "webhook-signature",
                        new WebhookSignature(platform.terms().secretFromPlatform())
                                .sign(outgoing.webhookId(), sent, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unreachable) {
            return 0;
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
        http.close();
    }
}
