package io.reissue.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as {@code timestamptz}: the driver takes an offset date-time, and keeps microseconds. */
public final class SqlTime {
    private SqlTime() {}

    public static @Nullable OffsetDateTime param(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** The instant in a column that may not be null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        Instant instant = orNull(row, column);
        if (instant == null) throw new SQLException("column " + column + " is null");
        return instant;
    }

    public static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
