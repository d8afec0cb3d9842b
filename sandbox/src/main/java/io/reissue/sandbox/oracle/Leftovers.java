package io.reissue.sandbox.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 5, what a purge had to take with it: the key and everything sealed under it, and every row that leads from the cycle to a platform. And
 * the locked real-name record, which the application must not be able to read.
 */
final class Leftovers {
    static final String PURGED = "purged cycles";
    static final String LINKS = "tables that lead from a cycle to a platform";
    static final String LOCK = "attempts on the real-name record";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final JdbcClient jdbc;
    private final Connection connection;
    private final Line line;

    Leftovers(JdbcClient jdbc, Connection connection, Line line) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.line = line;
    }

    void judge() {
        line.looked(
                PURGED,
                jdbc.sql("select count(*) from certificate").query(Long.class).single());
        links();
        ownCohorts();
        counts();
        uploads();
        realNames();
    }

    /**
     * Every table that has rows of a cycle, by foreign key, however many tables it goes through to the cycle; but what is kept by design:
     * decisions of people, counts, the certificate.
     */
    private void links() {
        List<String> queries = jdbc.sql("""
                with recursive leads (oid, name, cycle_column) as (
                    select c.conrelid, c.conrelid::regclass::text, a.attname
                    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                    where c.contype = 'f' and c.confrelid = 'cycle'::regclass
                    union
                    select c.conrelid, c.conrelid::regclass::text, a.attname
                    from pg_constraint c
                    join leads l on l.oid = c.confrelid
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                    join pg_attribute k on k.attrelid = c.confrelid and k.attnum = c.confkey[1]
                    where c.contype = 'f' and k.attname = l.cycle_column and a.atttypid = 'uuid'::regtype)
                select distinct 'select ''' || name || ''', count(*) from ' || name || ' x join certificate p on p.cycle_id = x.'
                    || quote_ident(cycle_column)
                from leads where name not in ('certificate', 'cycle_result', 'command', 'waiver', 'retirement', 'shortening')
                """).query((row, n) -> row.getString(1)).list();
        for (String query : queries) {
            jdbc.sql(query).query(row -> {
                line.look(
                        LINKS,
                        row.getLong(2) == 0,
                        row.getString(1) + " has rows of " + row.getLong(2) + " purged cycles");
            });
        }
        jdbc.sql("""
                select count(*) from command c join certificate p using (cycle_id) where c.note_sealed is not null
                """).query(row -> {
            if (row.getLong(1) > 0) line.violation("command has notes of purged cycles");
        });
    }

    /** A cohort of one is its number; with the number's membership everything that was said to it goes. */
    private void ownCohorts() {
        jdbc.sql("""
                select c.id::text as cohort,
                    exists (select 1 from cohort_platform o where o.cohort_id = c.id)
                    or exists (select 1 from outcome_exception o where o.cohort_id = c.id)
                    or exists (select 1 from batch b where b.cohort_id = c.id and (b.remainder is not null or b.rejected_code is not null
                        or octet_length(b.listed) > 0 or octet_length(b.not_bound) > 0))
                    or exists (select 1 from inbox i join batch b on b.id = i.batch_id where b.cohort_id = c.id)
                    or exists (select 1 from delivery d join batch b on b.id = d.batch_id where b.cohort_id = c.id) as says
                from cohort c
                where c.members = 1 and not exists (select 1 from membership m where m.cohort_id = c.id)
                """).query(row -> {
            line.look(
                    "cohorts of one whose number is purged",
                    !row.getBoolean("says"),
                    "cohort " + row.getString("cohort") + " of one purged number still says what platforms said");
        });
    }

    /** What was handed in, with every number and holder in it, goes when it has been read. */
    private void uploads() {
        jdbc.sql("""
                select f.name, (select count(*) from intake_part p where p.file_id = f.id) as parts
                from intake_file f where f.state = 'DONE'
                """).query(row -> {
            line.look(
                    "files that were read",
                    row.getLong("parts") == 0,
                    row.getString("name") + " was read, and is still there as it was handed in");
        });
    }

    /** Cleared, unresolved, waived, of each stage, and nothing else. */
    private void counts() {
        jdbc.sql("""
                select r.cycle_id::text as cycle, count(*) filter (where v.value !~ '^[0-9]+/[0-9]+/[0-9]+$') as others
                from cycle_result r cross join lateral jsonb_each_text(r.counts) v group by 1
                """).query(row -> {
            if (row.getLong("others") > 0)
                line.violation(row.getString("cycle") + " has more than counts in its result");
        });
    }

    private void realNames() {
        List<String> readers = jdbc.sql("""
                select r.rolname from pg_roles r, pg_class t join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'real_name' and t.relkind = 'r' and not r.rolsuper and r.oid <> t.relowner
                    and r.rolname not like 'pg\\_%'
                    and has_table_privilege(r.oid, t.oid, 'select') and has_schema_privilege(r.oid, n.oid, 'usage')
                    and (pg_has_role(r.oid, 'reissue_app', 'member') or not pg_has_role(r.oid, 'reissue_real_name', 'member'))
                """).query((row, n) -> row.getString(1)).list();
        readers.forEach(role -> line.violation("the real-name record can be read by " + role));
        tryAs("reissue_app");
    }

    private void tryAs(String role) {
        try (Statement statement = connection.createStatement()) {
            Savepoint before = connection.setSavepoint();
            boolean isRole = false;
            try {
                statement.execute("set local role " + role);
                isRole = true;
                statement.executeQuery("select * from real_name.record limit 1").close();
                line.look(LOCK, false, "the application's role reads the real-name record");
            } catch (SQLException refused) {
                boolean locked = isRole && INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState());
                line.look(LOCK, locked, "the lock of the real-name record can't be tried: " + refused.getSQLState());
            } finally {
                connection.rollback(before);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the real-name record can't be tried", e);
        }
    }
}
