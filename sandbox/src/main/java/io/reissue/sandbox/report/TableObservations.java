package io.reissue.sandbox.report;

import io.reissue.sandbox.report.Chronicle.Followed;
import io.reissue.sandbox.report.Chronicle.Stuck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the tables. */
final class TableObservations implements Observations {
    private final JdbcClient jdbc;
    private final ZoneId zone;

    /** @param zone whose days are counted */
    TableObservations(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    @Override
    public LocalDate day(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    @Override
    public Story.Day numbersOn(LocalDate day) {
        return jdbc.sql("""
                select
                    count(*) filter (where open and stuck_reason is null and sealed_at is null) as resting,
                    count(*) filter (where open and stuck_reason is null and sealed_at is not null) as asked,
                    count(*) filter (where open and stuck_reason is not null) as stuck,
                    count(*) filter (where state = 'RELEASED') as released,
                    count(*) filter (where state in ('REINSTATING', 'WITHDRAWING', 'REINSTATED', 'WITHDRAWN')) as back,
                    count(*) filter (where state in ('RETURNED_TO_DONOR', 'RETIRED')) as given
                from (select state, stuck_reason, sealed_at, state in ('ACCEPTED', 'RESTING') as open from cycle) as c
                """)
                .query((row, n) -> new Story.Day(
                        day,
                        row.getLong("resting"),
                        row.getLong("asked"),
                        row.getLong("stuck"),
                        row.getLong("released"),
                        row.getLong("back"),
                        row.getLong("given")))
                .single();
    }

    @Override
    public Map<String, Stuck> stuck() {
        Map<String, Stuck> found = new HashMap<>();
        jdbc.sql("select id, stuck_reason, stuck_since from cycle where stuck_reason is not null")
                .query(row -> {
                    found.put(
                            row.getString("id"), new Stuck(row.getString("stuck_reason"), instant(row, "stuck_since")));
                });
        return found;
    }

    @Override
    public Optional<Followed> sealed(String cycle) {
        return jdbc.sql("""
                select m.cohort_id, c.sealed_at from cycle c join membership m on m.cycle_id = c.id
                where c.id = :cycle and c.sealed_at is not null
                """)
                .param("cycle", UUID.fromString(cycle))
                .query((row, n) -> new Followed(cycle, row.getString("cohort_id"), instant(row, "sealed_at")))
                .optional();
    }

    @Override
    public Map<String, Map<String, Tally>> tallies() {
        Map<String, Map<String, Tally>> found = new TreeMap<>();
        jdbc.sql("""
                select cp.cohort_id, p.code, cp.stage, c.members, bit_count(cp.unbound) as unbound,
                    bit_count(cp.cleared) as cleared, bit_count(cp.settled) as settled, cp.open_items, undone.items as undone
                from cohort_platform cp
                join cohort c on c.id = cp.cohort_id
                join platform p on p.id = cp.platform_id
                join cohort_stage s on s.cohort_id = cp.cohort_id and s.stage = cp.stage
                cross join lateral (
                    select count(*) as items from membership m
                    where m.cohort_id = cp.cohort_id and m.withdrawn and get_bit(cp.cleared, m.ordinal) = 0) as undone
                """).query(row -> {
            found.computeIfAbsent(row.getString("cohort_id"), unknown -> new TreeMap<>())
                    .put(
                            row.getString("code"),
                            new Tally(
                                    row.getInt("stage"),
                                    row.getLong("members"),
                                    row.getLong("unbound"),
                                    row.getLong("cleared"),
                                    row.getLong("settled"),
                                    row.getLong("open_items"),
                                    row.getLong("undone")));
        });
        return found;
    }

    private static Answered answered(ResultSet row, int n) throws SQLException {
        Instant at = instant(row, "answered_at");
        return new Answered(
                row.getString("code"),
                row.getString("cohort_id") + "/" + row.getInt("stage"),
                row.getBoolean("as_stage"),
                at,
                Duration.between(instant(row, "first_sent_at"), at).toSeconds());
    }

    @Override
    public List<Answered> answers(Instant from, Instant before) {
        return jdbc.sql("""
                select p.code, b.cohort_id, cp.stage, b.step = cp.stage as as_stage, b.first_sent_at, i.answered_at
                from (select batch_id, min(received_at) as answered_at from inbox group by batch_id) as i
                join batch b on b.id = i.batch_id and b.first_sent_at is not null
                join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                join platform p on p.id = b.platform_id
                where i.answered_at >= :from and i.answered_at < :before
                """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(TableObservations::answered)
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
