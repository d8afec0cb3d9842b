package io.reissue.sandbox.seed;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Rows of one table in the text form of {@code COPY}, written within the transaction of the thread. */
final class CopyRows {
    private static final HexFormat HEX = HexFormat.of();

    private final String into;
    private final StringBuilder text = new StringBuilder();

    /** @param into the table and its columns, in the order of the values: {@code "province (jurisdiction, name)"} */
    CopyRows(String into) {
        this.into = into;
    }

    /** @param values of one row; bytes as bytes, anything else by its text */
    void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) text.append('\t');
            append(values[i]);
        }
        text.append('\n');
    }

    private void append(@Nullable Object value) {
        if (value == null) text.append("\\N");
        else if (value instanceof byte[] bytes) text.append("\\\\x").append(HEX.formatHex(bytes));
        else text.append(value.toString().replace("\\", "\\\\").replace("\t", "\\t"));
    }

    /** What was added goes into the table; the next rows follow it. */
    void write(DataSource database) {
        if (text.isEmpty()) return;
        var connection = DataSourceUtils.getConnection(database);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + into + " from stdin", new StringReader(text.toString()));
        } catch (SQLException refused) {
            throw new IllegalStateException("rows of " + into + " were refused: " + refused.getMessage(), refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
        text.setLength(0);
    }
}
