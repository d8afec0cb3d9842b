package io.reissue.store.intake;

import io.reissue.policy.Asking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file and how far it was read.
 *
 * @param name as the carrier calls it
 * @param region ISO 3166-1 alpha-2, of numbers without a country code
 * @param asking for rows that don't say: COHORT or ALONE
 * @param fileDate the day it was made
 * @param linesRead rows that gave a cycle or a rejection; the header and blank lines are none
 * @param parts of the upload; 0 while it runs
 * @param doneAt null before the end
 */
public record IntakeFile(
        UUID id,
        String name,
        String region,
        Asking asking,
        LocalDate fileDate,
        State state,
        long linesRead,
        long accepted,
        long rejected,
        int parts,
        Instant receivedAt,
        @Nullable Instant doneAt) {

    /** Where a file stands. */
    public enum State {
        UPLOADING,
        READING,
        DONE
    }
}
