package io.reissue.store.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One number in a batch.
 *
 * @param ref its position in the batch
 * @param e164 with "+"; leaves in the platform's identifier form only
 * @param cutoff only what was bound before is meant; with a restore, whatever was detached by any request with this cutoff, or, where it
 *     says none, by its own batch
 * @param handles with a restore, the platform's own names of accounts, if known
 */
public record OutgoingItem(int ref, String e164, @Nullable Instant cutoff, List<String> handles) {
    public OutgoingItem {
        handles = List.copyOf(handles);
    }

    /** Without the number and the handles: they are personal data. */
    @Override
    public String toString() {
        return "OutgoingItem[" + ref + "]";
    }
}
