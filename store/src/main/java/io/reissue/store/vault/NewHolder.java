package io.reissue.store.vault;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The previous holder of a cycle's number, as a carrier's file names him.
 *
 * @param reference the carrier's own reference, opaque to us: who may come back
 * @param contact where the notice goes; null: none known
 * @param realNameUntil last day on which the law wants his reference kept once service has ended; null: not at all
 */
public record NewHolder(
        UUID cycleId,
        String reference,
        @Nullable String contact,
        @Nullable LocalDate realNameUntil) {

    /** Says nothing about the holder: it may end up in a log. */
    @Override
    public String toString() {
        return "NewHolder[" + cycleId + "]";
    }
}
