package io.reissue.sandbox.oracle;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every column of every table of every schema but the database's own, as information_schema lists them, row by row and streamed. Binary
 * columns come as their bytes, all others as the text that PostgreSQL makes of them.
 */
final class TableDump {
    private static final int SIGNATURE = 11;

    private final Connection connection;
    private final JdbcClient jdbc;

    TableDump(Connection connection, JdbcClient jdbc) {
        this.connection = connection;
        this.jdbc = jdbc;
    }

    record Column(String name, boolean binary) {}

    record Table(String schema, String name, List<Column> columns) {
        /** Whether the column says of which platform the row is, by its id. */
        boolean isPlatform(int column) {
            return columns.get(column).name().startsWith("platform");
        }

        @Override
        public String toString() {
            return schema + "." + name;
        }
    }

    /** One row; {@code length} is -1 for null. Valid within the call. */
    record Row(byte[] bytes, int[] start, int[] length) {}

    interface Reader {
        void row(Table table, Row row);
    }

    List<Table> tables() {
        record Found(String schema, String table, Column column) {}
        return jdbc
                .sql("""
                        select t.table_schema, t.table_name, c.column_name, c.data_type = 'bytea' as binary
                        from information_schema.tables t
                        join information_schema.columns c using (table_catalog, table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')
                        order by t.table_schema, t.table_name, c.ordinal_position
                        """)
                .query((row, n) ->
                        new Found(row.getString(1), row.getString(2), new Column(row.getString(3), row.getBoolean(4))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        found -> List.of(found.schema(), found.table()),
                        LinkedHashMap::new,
                        Collectors.mapping(Found::column, Collectors.toList())))
                .entrySet()
                .stream()
                .map(entry ->
                        new Table(entry.getKey().getFirst(), entry.getKey().getLast(), entry.getValue()))
                .toList();
    }

    /** Tables that are there, and that information_schema hides from us or does not let us read. */
    List<String> closedTables() {
        return jdbc.sql("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
                    and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
                    and (c.relkind = 'm' or not has_table_privilege(c.oid, 'select'))
                """).query((row, n) -> row.getString(1)).list();
    }

    /** Reads a table from its first row to its last, and nothing of tables that inherit from it: those are listed themselves. */
    void read(Table table, Reader reader) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) columns.add(quoted(column.name()) + (column.binary() ? "" : "::text"));
        String sql = "copy (select " + String.join(", ", columns) + " from only " + quoted(table.schema()) + "."
                + quoted(table.name()) + ") to stdout (format binary)";
        int[] start = new int[columns.size()];
        int[] length = new int[columns.size()];
        try {
            CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            boolean first = true;
            for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                ByteBuffer rows = ByteBuffer.wrap(message);
                if (first) {
                    rows.position(SIGNATURE + Integer.BYTES);
                    rows.position(rows.getInt() + rows.position());
                    first = false;
                }
                while (rows.hasRemaining() && rows.getShort() == columns.size()) {
                    for (int i = 0; i < start.length; i++) {
                        length[i] = rows.getInt();
                        start[i] = rows.position();
                        if (length[i] > 0) rows.position(start[i] + length[i]);
                    }
                    reader.row(table, new Row(message, start, length));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(table + " can't be read: " + e.getSQLState(), e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** How many columns there are. */
    static int columns(List<Table> tables) {
        return tables.stream().mapToInt(table -> table.columns().size()).sum();
    }
}
