package io.reissue.recycle;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.store.StoreForTests;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks the first write to a table, and with it the transaction it is in; what a sequence counts survives that. */
final class BrokenWrites {
    private final StoreForTests store;

    BrokenWrites(StoreForTests store) {
        this.store = store;
    }

    /** From now on. */
    void first(String table) {
        asOwner("create sequence write_to_" + table);
        asOwner("""
                create function break_first() returns trigger language plpgsql security definer as $$
                begin
                    if nextval('write_to_' || tg_table_name) = 1 then
                        raise exception 'broken on purpose';
                    end if;
                    return case when tg_op = 'DELETE' then old else new end;
                end $$
                """);
        asOwner("create trigger break_first before insert or update or delete on " + table
                + " for each row execute function break_first()");
    }

    /** How many rows somebody wanted to write there since; the first one was not. */
    long writesTo(String table) {
        try (HikariDataSource owner = store.owner()) {
            return JdbcClient.create(owner)
                    .sql("select case when is_called then last_value else 0 end from write_to_" + table)
                    .query(Long.class)
                    .single();
        }
    }

    private void asOwner(String statement) {
        try (HikariDataSource owner = store.owner()) {
            JdbcClient.create(owner).sql(statement).update();
        }
    }
}
