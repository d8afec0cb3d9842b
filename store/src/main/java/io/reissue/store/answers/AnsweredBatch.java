package io.reissue.store.answers;

import io.reissue.store.jdbc.Bitmap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answering side of a batch, read and written under the lock of its (cohort, platform) row. */
record AnsweredBatch(
        UUID id,
        UUID cohortId,
        BitSet members,
        BitSet listed,
        BitSet notBound,
        @Nullable String remainder,
        boolean remainderSaid,
        @Nullable Integer parts,
        Set<Integer> partsSeen) {

    static final String COLUMNS =
            "id, cohort_id, members, listed, not_bound, remainder, remainder_said, parts, parts_seen";

    static AnsweredBatch read(ResultSet row, int n) throws SQLException {
        java.sql.Array seen = row.getArray("parts_seen");
        return new AnsweredBatch(
                row.getObject("id", UUID.class),
                row.getObject("cohort_id", UUID.class),
                Bitmap.bits(row.getBytes("members")),
                Bitmap.bits(row.getBytes("listed")),
                Bitmap.bits(row.getBytes("not_bound")),
                row.getString("remainder"),
                row.getBoolean("remainder_said"),
                row.getObject("parts", Integer.class),
                seen == null ? new HashSet<>() : new HashSet<>(Arrays.asList((Integer[]) seen.getArray())));
    }

    /** A remainder speaks for all parts, so all parts must say the same. */
    boolean contradicts(io.reissue.outcome.Answer answer) {
        return answer.remainder() != null
                && remainder != null
                && !(remainder.equals(answer.remainder().name()) && Objects.equals(parts, answer.of()));
    }
}
