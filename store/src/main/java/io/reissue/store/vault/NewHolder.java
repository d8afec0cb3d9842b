package io.reissue.store.vault;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The previous holder of a cycle's number, as a carrier's file names him.
 *
 * @param reference the carrier's own reference, opaque to us: who may come back
 * @param contact where the notice goes; null: none known
 */
public record NewHolder(
        UUID cycleId, String reference, @Nullable String contact) {

    /** Says nothing about the holder: it may end up in a log. */
    @Override
    public String toString() {
        return "NewHolder[" + cycleId + "]";
    }
}
