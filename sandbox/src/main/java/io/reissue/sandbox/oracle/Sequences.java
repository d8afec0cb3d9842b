package io.reissue.sandbox.oracle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 7, what came of it is told: feed and audit are numbered without a gap, and the audit's links are those of what stands in it. */
final class Sequences {
    static final String AUDIT = "audit entries";
    static final String FEED = "feed events";
    private static final String CYCLES = "cycles told to the platforms";

    private static final int FETCH = 1_000;
    private static final Duration LATE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Instant at;
    private final Line line;
    private byte[] link = new byte[32];
    private long seq;

    Sequences(JdbcClient jdbc, Instant at, Line line) {
        this.jdbc = jdbc;
        this.at = at;
        this.line = line;
    }

    void judge() {
        audit();
        feed();
        told();
    }

    private void audit() {
        jdbc.sql("""
                select seq, previous, hash, at, actor, action, subject, detail::text as detail
                from audit_entry where seq is not null order by seq
                """).withFetchSize(FETCH).query(row -> {
            seq++;
            boolean holds = row.getLong("seq") == seq
                    && Arrays.equals(row.getBytes("previous"), link)
                    && Arrays.equals(row.getBytes("hash"), link(row));
            line.look(AUDIT, holds, "the audit is broken at entry " + seq);
            if (!holds) seq = row.getLong("seq");
            link = row.getBytes("hash");
        });
        ends("AUDIT", seq);
        jdbc.sql("select hash from sequenced where family = 'AUDIT'").query(row -> {
            if (!Arrays.equals(row.getBytes(1), link)) line.violation("the audit does not end where it ended");
        });
        unnumbered("select min(at) from audit_entry where seq is null", "the audit");
    }

    private void feed() {
        seq = 0;
        jdbc.sql("select seq from feed_event where seq is not null order by seq")
                .withFetchSize(FETCH)
                .query(row -> {
                    seq++;
                    line.look(FEED, row.getLong(1) == seq, "the feed has a gap at " + seq);
                    seq = row.getLong(1);
                });
        ends("FEED", seq);
        unnumbered("select min(written_at) from feed_event where seq is null", "the feed");
    }

    private void ends(String family, long last) {
        jdbc.sql("select seq from sequenced where family = :family")
                .param("family", family)
                .query(row -> {
                    if (row.getLong(1) != last)
                        line.violation(family + " ends at " + last + ", and was numbered to " + row.getLong(1));
                });
    }

    private void unnumbered(String oldest, String what) {
        jdbc.sql(oldest).query(row -> {
            Instant since = Ledger.orNull(row, "min");
            if (since != null && since.plus(LATE).isBefore(at)) line.violation(what + " has entries without a number");
        });
    }

    /**
     * Each cycle that reached a state is told as often as the state was reached, with the day on which that was, and nothing else is
     * told. Of an undo the day is not judged: it is nowhere but there; nor are the days of the demo jurisdiction, which are minutes.
     */
    private void told() {
        jdbc.sql("""
                with due (number_id, type, jurisdiction, day) as (
                    select number_id, 'number.disconnected', jurisdiction, (disconnected_at at time zone zone)::date
                    from cycle where disclosed_at is not null
                    union all
                    select number_id, 'number.reinstated', jurisdiction, null from cycle
                    where state in ('REINSTATING', 'WITHDRAWING', 'REINSTATED', 'WITHDRAWN')
                    union all
                    select c.number_id, 'number.purged', c.jurisdiction, (coalesce(p.issued_at, c.closed_at) at time zone c.zone)::date
                    from cycle c left join certificate p on p.cycle_id = c.id
                    where c.state in ('RELEASED', 'RETURNED_TO_DONOR', 'RETIRED')
                    union all
                    select t.number_id, 'number.reassigned', n.jurisdiction, t.started_on
                    from tenure t join number n on n.id = t.number_id where t.certificate_id is not null),
                events (number_id, type, day, due) as (
                    select number_id, type, case when jurisdiction <> 'XD' then day end, 1 from due
                    union all
                    select number_id, type, case when type <> 'number.reinstated' and jurisdiction <> 'XD' then day end, 0
                    from feed_event)
                select number_id, type, sum(due) = sum(1 - due) as told,
                    array_agg(day order by day) filter (where due = 1) is not distinct from
                        array_agg(day order by day) filter (where due = 0) as days
                from events group by 1, 2
                """).query(row -> {
            String what = "number " + row.getLong("number_id") + " has another ";
            line.look(CYCLES, row.getBoolean("told"), what + "count of " + row.getString("type"));
            if (row.getBoolean("told") && !row.getBoolean("days")) {
                line.violation(what + "day of " + row.getString("type"));
            }
        });
    }

    /** SHA-256 over the previous link, the number, the microsecond, and each part behind its length in four bytes. */
    private byte[] link(ResultSet row) throws SQLException {
        MessageDigest digest = Sha256.digest();
        Instant when = Ledger.instant(row, "at");
        digest.update(link);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(seq)
                .putLong(when.getEpochSecond() * 1_000_000 + when.getNano() / 1_000)
                .flip());
        for (String part : new String[] {"actor", "action", "subject", "detail"}) {
            byte[] text = row.getString(part).getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
            digest.update(text);
        }
        return digest.digest();
    }
}
