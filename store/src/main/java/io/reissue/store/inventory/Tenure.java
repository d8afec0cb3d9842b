package io.reissue.store.inventory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When somebody held a number. Days in the number's zone.
 *
 * @param endedOn the day of the disconnection; null: still held
 * @param certificateId under which it was assigned; null: before our time
 * @param disclosureVersion what the holder acknowledged; null: before our time
 */
public record Tenure(
        long numberId,
        LocalDate startedOn,
        @Nullable LocalDate endedOn,
        @Nullable UUID certificateId,
        @Nullable String disclosureVersion) {}
