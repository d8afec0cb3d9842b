package io.reissue.recycle;

import io.reissue.outcome.Answer;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.store.answers.AnswerBook;
import io.reissue.store.answers.AnswerBook.Taken;
import io.reissue.store.cohort.Batches;
import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.cohort.Offers;
import io.reissue.store.cohort.Requests;
import io.reissue.store.cohort.Restorations.Owed;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.Platform;
import io.reissue.store.protocol.OutgoingBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * One exchange with a platform: render what is in the store, send it, put the answer into the store. To one that can't be called it is
 * offered: the edge renders it when it is fetched.
 */
@Component
public class Exchanges {
    private static final int OK = 200;

    private final PlatformConnector connector;
    private final Batches batches;
    private final Offers offers;
    private final Requests requests;
    private final AnswerBook answers;
    private final DeliveryLog deliveries;
    private final Clock clock;

    public Exchanges(
            PlatformConnector connector,
            Batches batches,
            Offers offers,
            Requests requests,
            AnswerBook answers,
            DeliveryLog deliveries,
            Clock clock) {
        this.connector = connector;
        this.batches = batches;
        this.offers = offers;
        this.requests = requests;
        this.answers = answers;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @param items of the batch, which may be another than the planned one */
    public record Delivered(Receipt receipt, int items) {}

    /** Delivers one planned batch; the same content under the same id whenever it is repeated. Empty: there is nothing to ask any more. */
    public Optional<Delivered> unbind(Platform platform, UUID planned) throws PlatformUnavailable {
        if (platform.delivery() == Delivery.PULL) {
            if (!platform.active()) throw new PlatformUnavailable("SWITCHED_OFF", Duration.ZERO);
            return offers.offer(planned).map(items -> new Delivered(Receipt.DELIVERED, items));
        }
        Optional<Sendable> sendable = batches.prepare(planned);
        if (sendable.isEmpty()) return Optional.empty();
        Receipt receipt = send(platform, sendable.get());
        return Optional.of(new Delivered(receipt, sendable.get().items().size()));
    }

    /**
     * Sends a batch once more that its platform may have, as it was. Empty: it may not be sent again.
     *
     * @see Batches#prepareAgain
     */
    public Optional<Receipt> again(Platform platform, UUID batch) throws PlatformUnavailable {
        Optional<Sendable> sendable = batches.prepareAgain(batch);
        return sendable.isEmpty() ? Optional.empty() : Optional.of(send(platform, sendable.get()));
    }

    private Receipt send(Platform platform, Sendable sendable) throws PlatformUnavailable {
        UUID batch = sendable.batch().id();
        Exchange exchange = connector.send(platform, requests.unbind(sendable));
        return switch (exchange.kind()) {
            case ANSWERED -> {
                // an answer that is kept says so too, in its own transaction
                if (!take(platform, batch, "response." + batch, exchange.answer())) batches.delivered(batch);
                yield Receipt.ANSWERED;
            }
            case DELIVERED -> {
                batches.delivered(batch);
                yield Receipt.DELIVERED;
            }
            case REJECTED, GONE -> {
                batches.rejected(batch, "HTTP_" + exchange.status());
                yield Receipt.REJECTED;
            }
        };
    }

    /** Asks for one delivery to be undone. What is owed is open to a platform that fetches by being owed. */
    public Receipt restore(Platform platform, Owed owed) throws PlatformUnavailable {
        if (platform.delivery() == Delivery.PULL) return Receipt.DELIVERED;
        OutgoingBatch request = requests.restore(owed);
        Exchange exchange = connector.send(platform, request);
        return switch (exchange.kind()) {
            case ANSWERED -> {
                take(platform, owed.batchId(), "response." + request.webhookId(), exchange.answer());
                yield Receipt.ANSWERED;
            }
            case DELIVERED -> Receipt.DELIVERED;
            case REJECTED, GONE -> Receipt.REJECTED;
        };
    }

    /**
     * A platform repeats its first answer for a known id; should it not, what it says now is another answer.
     *
     * @return whether something of it is kept
     */
    private boolean take(Platform platform, UUID batch, String id, @org.jspecify.annotations.Nullable Answer answer) {
        if (answer == null) return false;
        byte[] digest = AnswerBook.digest(batch, answer.toString().getBytes(StandardCharsets.UTF_8));
        String webhookId = id + "." + java.util.HexFormat.of().formatHex(digest, 0, 8);
        Instant begun = clock.instant();
        Taken taken = answers.take(platform.id(), batch, webhookId, digest, answer);
        deliveries.note(
                platform.id(),
                new Exchanged(
                        Direction.FROM_PLATFORM,
                        Exchanged.ANSWER,
                        webhookId,
                        batch,
                        answer.results().size(),
                        0,
                        begun,
                        Duration.between(begun, clock.instant()),
                        OK,
                        taken.problem(),
                        taken instanceof Taken.Receipt(var receipt) ? receipt : null));
        return taken instanceof Taken.Receipt(var receipt) && !receipt.refuses(answer);
    }
}
