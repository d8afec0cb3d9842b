package io.reissue.store.cohort;

import io.reissue.store.cohort.Batches.Item;
import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.cohort.Restorations.Owed;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.OutgoingItem;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.KeyShredded;
import java.util.List;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;

/** Turns what is in the store into what a platform is asked. Numbers are opened here, for as long as the request takes. */
@Component
public class Requests {
    private final Inventory inventory;
    private final HolderVault holders;

    public Requests(Inventory inventory, HolderVault holders) {
        this.inventory = inventory;
        this.holders = holders;
    }

    /** The same content under the same id whenever it is repeated. */
    public OutgoingBatch unbind(Sendable sendable) {
        Batch batch = sendable.batch();
        LongFunction<String> numbers =
                inventory.numbers(sendable.items().stream().map(Item::numberId).toList());
        List<OutgoingItem> items = sendable.items().stream()
                .map(item -> new OutgoingItem(item.ref(), numbers.apply(item.numberId()), item.cutoff(), List.of()))
                .toList();
        return new OutgoingBatch(
                "unbind.requested",
                batch.id(),
                batch.id().toString(),
                batch.respondBy(),
                sendable.expiresAt(),
                sendable.form(),
                items);
    }

    /** Under its own id, naming the batch that detached. */
    public OutgoingBatch restore(Owed owed) {
        OutgoingItem item =
                new OutgoingItem(owed.ref(), "+" + inventory.e164(owed.numberId()), owed.cutoff(), handles(owed));
        String webhookId = "restore." + owed.batchId() + "." + owed.ref() + "." + owed.attempt();
        return new OutgoingBatch(
                "restore.requested", owed.batchId(), webhookId, null, null, owed.form(), List.of(item));
    }

    /** Optional in a restore: after the cycle's end its key is gone, and a late undo goes without. */
    private List<String> handles(Owed owed) {
        try {
            return holders.handles(owed.cycleId(), owed.batchId());
        } catch (KeyShredded gone) {
            return List.of();
        }
    }
}
