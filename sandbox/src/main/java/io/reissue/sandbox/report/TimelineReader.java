package io.reissue.sandbox.report;

import io.reissue.sandbox.report.Chronicle.Followed;
import io.reissue.sandbox.report.Chronicle.Span;
import io.reissue.sandbox.report.Chronicle.Stuck;
import io.reissue.sandbox.report.Story.Event;
import io.reissue.sandbox.report.Story.Timeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One number's life, from what may be known of it afterwards: its own dates, the audit, and when its cohort as a whole asked and was
 * answered. What platforms said about it is nowhere to be found.
 */
final class TimelineReader {
    private final JdbcClient jdbc;
    private final Chronicle.Seen seen;

    TimelineReader(JdbcClient jdbc, Chronicle.Seen seen) {
        this.jdbc = jdbc;
        this.seen = seen;
    }

    private record Found(
            String jurisdiction,
            String state,
            Instant disconnectedAt,
            @Nullable Instant closedAt,
            @Nullable String certificate,
            @Nullable LocalDate startedOn) {
        static Found read(ResultSet row, int n) throws SQLException {
            OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
            return new Found(
                    row.getString("jurisdiction"),
                    row.getString("state"),
                    instant(row, "disconnected_at"),
                    closed == null ? null : closed.toInstant(),
                    row.getString("certificate"),
                    row.getObject("started_on", LocalDate.class));
        }
    }

    /** Of the cycle that was followed; null where none was. */
    @Nullable
    Timeline read() {
        Followed followed = seen.followed();
        if (followed == null) return null;
        return jdbc.sql("""
                select c.jurisdiction, c.state, c.disconnected_at, c.closed_at, k.id as certificate, t.started_on
                from cycle c
                left join certificate k on k.cycle_id = c.id
                left join tenure t on t.certificate_id = k.id
                where c.id = :cycle
                """)
                .param("cycle", UUID.fromString(followed.cycle()))
                .query(Found::read)
                .optional()
                .map(found -> timeline(followed, found))
                .orElse(null);
    }

    private Timeline timeline(Followed followed, Found cycle) {
        List<Event> events = new ArrayList<>();
        events.add(new Event(cycle.disconnectedAt(), "left service"));
        events.addAll(audited(followed.cycle()));
        events.addAll(asked(followed));
        Stuck stuck = seen.stuck().get(followed.cycle());
        if (stuck != null) events.add(new Event(stuck.since(), "stuck: " + stuck.reason()));
        if (cycle.closedAt() != null && cycle.certificate() != null) {
            events.add(new Event(cycle.closedAt(), "certified: " + cycle.certificate()));
            events.add(new Event(cycle.closedAt(), cycle.state().toLowerCase(Locale.ROOT)));
        }
        if (cycle.startedOn() != null) {
            events.add(new Event(
                    cycle.startedOn().atStartOfDay(ZoneOffset.UTC).toInstant(),
                    "assigned to its next holder, who acknowledged the disclosure"));
        }
        // sorts stably: what happened at one instant stays in the order above
        events.sort(Comparator.comparing(Event::at));
        return new Timeline(followed.cycle(), cycle.jurisdiction(), events);
    }

    private List<Event> audited(String cycle) {
        return jdbc.sql("""
                select at, actor, action, detail ->> 'verdict' as verdict, detail ->> 'refusal' as refusal,
                    detail ->> 'until' as until
                from audit_entry where subject = :cycle order by seq nulls last, id
                """)
                .param("cycle", cycle)
                .query((row, n) -> new Event(instant(row, "at"), words(row)))
                .list();
    }

    private static String words(ResultSet row) throws SQLException {
        String action = row.getString("action");
        String until = row.getString("until");
        if (action.startsWith("command.")) {
            String refusal = row.getString("refusal");
            String verdict = row.getString("verdict");
            return action.substring("command.".length()) + " by " + row.getString("actor") + ": "
                    + (refusal == null ? verdict : verdict + ", " + refusal);
        }
        return switch (action) {
            case "cycle.disclosed" -> "disclosed: the leaving holder and the platforms are told";
            case "cycle.purged" -> "purged: everything about the previous holder is destroyed";
            case "freeze.extended" -> "freeze extended to " + until;
            default -> action;
        };
    }

    private List<Event> asked(Followed followed) {
        String cohort = followed.cohort();
        Instant sealedAt = followed.sealedAt();
        if (cohort == null || sealedAt == null) return List.of();
        List<Event> events = new ArrayList<>();
        jdbc.sql("""
                select c.members, s.stage, s.opened_at,
                    (select count(distinct b.platform_id) from batch b where b.cohort_id = c.id and b.step = s.stage) as platforms
                from cohort c join cohort_stage s on s.cohort_id = c.id
                where c.id = :cohort order by s.stage
                """).param("cohort", UUID.fromString(cohort)).query(row -> {
            if (events.isEmpty()) {
                events.add(new Event(sealedAt, "sealed into a cohort of " + row.getInt("members") + " numbers"));
            }
            int stage = row.getInt("stage");
            events.add(new Event(
                    instant(row, "opened_at"), "stage " + stage + ": " + row.getInt("platforms") + " platforms asked"));
            Span span = seen.spans().get(cohort + "/" + stage);
            if (span != null) {
                events.add(new Event(span.first(), "stage " + stage + ": first batch answered"));
                events.add(new Event(span.last(), "stage " + stage + ": last batch answered"));
            }
        });
        return events;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
