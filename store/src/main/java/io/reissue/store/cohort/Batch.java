package io.reissue.store.cohort;

import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request to one platform about some members of a cohort; {@code members} are ordinals, a ref is a position among them. */
public record Batch(
        UUID id,
        UUID cohortId,
        int platformId,
        int step,
        int seq,
        BitSet members,
        Instant respondBy,
        @Nullable Instant expiresAt,
        @Nullable Instant offeredAt,
        @Nullable Instant firstSentAt,
        @Nullable Instant deliveredAt,
        @Nullable String rejectedCode,
        boolean isVoid) {

    static final String COLUMNS = """
            id, cohort_id, platform_id, step, seq, members, respond_by, expires_at, offered_at, first_sent_at, delivered_at,
            rejected_code, void_by
            """;

    static Batch read(ResultSet row, int n) throws SQLException {
        return new Batch(
                row.getObject("id", UUID.class),
                row.getObject("cohort_id", UUID.class),
                row.getInt("platform_id"),
                row.getInt("step"),
                row.getInt("seq"),
                Bitmap.bits(row.getBytes("members")),
                SqlTime.instant(row, "respond_by"),
                SqlTime.orNull(row, "expires_at"),
                SqlTime.orNull(row, "offered_at"),
                SqlTime.orNull(row, "first_sent_at"),
                SqlTime.orNull(row, "delivered_at"),
                row.getString("rejected_code"),
                row.getObject("void_by") != null);
    }
}
