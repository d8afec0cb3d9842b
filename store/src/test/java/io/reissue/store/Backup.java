package io.reissue.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database held at one moment, and can be made to hold again. */
public final class Backup {
    private static final AtomicInteger BACKUPS = new AtomicInteger();

    private final StoreForTests store;
    private final String schema = "backup_" + BACKUPS.incrementAndGet();
    private final List<String> tables;

    private Backup(StoreForTests store, List<String> tables) {
        this.store = store;
        this.tables = tables;
    }

    public static Backup of(StoreForTests store) {
        try (HikariDataSource owner = store.owner()) {
            JdbcClient jdbc = JdbcClient.create(owner);
            List<String> tables =
                    jdbc.sql("""
                    select schemaname || '.' || tablename from pg_tables
                    where schemaname in ('public', 'real_name') and tablename not like 'flyway%'
                    """).query((row, n) -> row.getString(1)).list();
            Backup backup = new Backup(store, tables);
            jdbc.sql("create schema " + backup.schema).update();
            for (String table : backup.tables)
                jdbc.sql("create table " + backup.copyOf(table) + " as table " + table)
                        .update();
            return backup;
        }
    }

    public void restore() {
        try (HikariDataSource owner = store.owner()) {
            JdbcClient jdbc = JdbcClient.create(owner);
            jdbc.sql("set session_replication_role = replica").update();
            jdbc.sql("truncate " + String.join(", ", tables)).update();
            for (String table : tables) {
                String columns = columns(jdbc, table);
                jdbc.sql("insert into " + table + " (" + columns + ") overriding system value select " + columns
                                + " from " + copyOf(table))
                        .update();
            }
        }
    }

    /** Those that are stored as they are told, not computed from others. */
    private static String columns(JdbcClient jdbc, String table) {
        return String.join(
                ", ", jdbc.sql("""
                select quote_ident(attname) from pg_attribute
                where attrelid = :table::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                """).param("table", table).query(String.class).list());
    }

    private String copyOf(String table) {
        return schema + "." + table.replace('.', '_');
    }
}
