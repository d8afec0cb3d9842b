package io.reissue.store.protocol;

import java.time.Instant;
import java.util.List;

/**
 * One number in a batch.
 *
 * @param ref its position in the batch
 * @param e164 with "+"; leaves in the platform's identifier form only
 * @param cutoff only what was bound before is meant; sent where accounts are asked about, not with a restore
 * @param handles with a restore, the platform's own names of accounts, if known
 */
public record OutgoingItem(int ref, String e164, Instant cutoff, List<String> handles) {
    public OutgoingItem {
        handles = List.copyOf(handles);
    }

    /** Without the number and the handles: they are personal data. */
    @Override
    public String toString() {
        return "OutgoingItem[" + ref + "]";
    }
}
