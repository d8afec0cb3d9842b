package io.reissue.recycle;

import io.reissue.outcome.Answer;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.OutgoingBatch;
import io.reissue.platforms.OutgoingItem;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.store.answers.AnswerBook;
import io.reissue.store.cohort.Batch;
import io.reissue.store.cohort.Batches;
import io.reissue.store.cohort.Batches.Item;
import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.cohort.Restorations.Owed;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.platform.Platform;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.KeyShredded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * One exchange with a platform: render what is in the store, send it, put the answer into the store. Numbers are opened here, for as
 * long as the request takes.
 */
@Component
public class Exchanges {
    private final PlatformConnector connector;
    private final Batches batches;
    private final AnswerBook answers;
    private final Inventory inventory;
    private final HolderVault holders;

    public Exchanges(
            PlatformConnector connector,
            Batches batches,
            AnswerBook answers,
            Inventory inventory,
            HolderVault holders) {
        this.connector = connector;
        this.batches = batches;
        this.answers = answers;
        this.inventory = inventory;
        this.holders = holders;
    }

    /** Delivers one batch; the same content under the same id whenever it is repeated. */
    public Receipt unbind(Platform platform, Sendable sendable) throws PlatformUnavailable {
        Batch batch = sendable.batch();
        Map<Long, String> numbers =
                inventory.e164(sendable.items().stream().map(Item::numberId).toList());
        List<OutgoingItem> items = sendable.items().stream()
                .map(item ->
                        new OutgoingItem(item.ref(), "+" + number(numbers, item.numberId()), item.cutoff(), List.of()))
                .toList();
        Exchange exchange = connector.send(
                platform,
                new OutgoingBatch(
                        "unbind.requested",
                        batch.id(),
                        batch.id().toString(),
                        batch.respondBy(),
                        sendable.expiresAt(),
                        items));
        return switch (exchange.kind()) {
            case ANSWERED -> {
                batches.delivered(batch.id());
                take(platform, batch.id(), "response." + batch.id(), exchange.answer());
                yield Receipt.ANSWERED;
            }
            case DELIVERED -> {
                batches.delivered(batch.id());
                yield Receipt.DELIVERED;
            }
            case REJECTED, GONE -> {
                batches.rejected(batch.id(), "HTTP_" + exchange.status());
                yield Receipt.REJECTED;
            }
        };
    }

    /** Asks for one delivery to be undone; under its own id, naming the batch that detached. */
    public Receipt restore(Platform platform, UUID cycleId, Owed owed, Instant cutoff) throws PlatformUnavailable {
        OutgoingItem item = new OutgoingItem(
                owed.ref(), "+" + inventory.e164(owed.numberId()), cutoff, handles(cycleId, owed.batchId()));
        String webhookId = "restore." + owed.batchId() + "." + owed.ref() + "." + owed.attempt();
        Exchange exchange = connector.send(
                platform, new OutgoingBatch("restore.requested", owed.batchId(), webhookId, null, null, List.of(item)));
        return switch (exchange.kind()) {
            case ANSWERED -> {
                take(platform, owed.batchId(), "response." + webhookId, exchange.answer());
                yield Receipt.ANSWERED;
            }
            case DELIVERED -> Receipt.DELIVERED;
            case REJECTED, GONE -> Receipt.REJECTED;
        };
    }

    /** Optional in a restore: after the cycle's end its key is gone, and a late undo goes without. */
    private List<String> handles(UUID cycleId, UUID batchId) {
        try {
            return holders.handles(cycleId, batchId);
        } catch (KeyShredded gone) {
            return List.of();
        }
    }

    /** A platform repeats its first answer for a known id; should it not, what it says now is another answer. */
    private void take(Platform platform, UUID batch, String id, @org.jspecify.annotations.Nullable Answer answer) {
        if (answer == null) return;
        byte[] digest = AnswerBook.digest(batch, answer.toString().getBytes(StandardCharsets.UTF_8));
        String webhookId = id + "." + java.util.HexFormat.of().formatHex(digest, 0, 8);
        answers.take(platform.id(), batch, webhookId, digest, answer);
    }

    private static String number(Map<Long, String> numbers, long id) {
        String number = numbers.get(id);
        if (number == null) throw new IllegalStateException("a number that the inventory does not hold");
        return number;
    }
}
