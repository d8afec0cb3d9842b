package io.reissue.store.intake;

import io.reissue.intake.Judgement.Accepted;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What our books say about a number before a row of a file is taken in.
 *
 * @param openSince file that the open cycle came from; null: none is open
 * @param held whether somebody holds it
 * @param lastStart first day of the latest tenure; null: none is known
 * @param lastEnd the latest day on which a holder left; null: none did
 * @param lastCutoff the latest disconnect that a cycle of it was about; null: it had none
 */
record Known(
        NumberStatus status,
        @Nullable UUID openSince,
        boolean held,
        @Nullable LocalDate lastStart,
        @Nullable LocalDate lastEnd,
        @Nullable Instant lastCutoff) {
    /** Where a number gets to only through a cycle, from the holder who left last. */
    private static final Set<NumberStatus> RECYCLED =
            EnumSet.of(NumberStatus.POOL, NumberStatus.RETIRED, NumberStatus.RETURNED_TO_DONOR);

    static Known of(ResultSet row) throws SQLException {
        return new Known(
                NumberStatus.valueOf(row.getString("status")),
                row.getObject("intake_file_id", UUID.class),
                row.getBoolean("present"),
                row.getObject("last_start", LocalDate.class),
                row.getObject("last_end", LocalDate.class),
                SqlTime.orNull(row, "last_cutoff"));
    }

    /**
     * Whether the row tells of a holder before the present one, or of a disconnect whose cycle is over: released, or undone. A file that
     * repeats it does not take the number from a holder who has it back.
     */
    boolean isAheadOf(Accepted row) {
        if (lastCutoff != null && !row.disconnectedAt().isAfter(lastCutoff)) return true;
        if (lastStart != null && lastStart.isAfter(row.disconnectedOn())) return true;
        return RECYCLED.contains(status) && lastEnd != null && !lastEnd.isBefore(row.disconnectedOn());
    }
}
