package io.reissue.intake;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.recycle.Ending;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What becomes of one row: a cycle, or one named rejection. */
public sealed interface Judgement {

    /** Counted from 1, the line with the column names included; of a row over several lines the first. */
    long line();

    /** Where and why, never what. {@code column} is null where the whole line is meant. */
    record Rejected(long line, Rejection code, @Nullable IntakeColumn column) implements Judgement {}

    /**
     * A row that gives a cycle, unless the store knows the number otherwise.
     *
     * @param activatedOn first day of the holder's service, in the number's zone
     * @param disconnectedAt the cutoff
     * @param disconnectedOn the same as a day, in the number's zone
     * @param contact null where the file gives none
     * @param realNameUntil until when the real-name record has to be kept; null: not at all
     */
    record Accepted(
            long line,
            NumberReading.Valid number,
            LegalLimits limits,
            LineType lineType,
            DisconnectReason reason,
            LocalDate activatedOn,
            Instant disconnectedAt,
            LocalDate disconnectedOn,
            Ending ending,
            Asking asking,
            String holderReference,
            @Nullable String contact,
            @Nullable LocalDate realNameUntil)
            implements Judgement {

        /** A number and its holder are never shown. */
        @Override
        public String toString() {
            return "Accepted[line " + line + "]";
        }
    }
}
