package io.reissue.store.standing;

import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All numbers at once: how far they are, what came in and went out, what keeps those that are stuck. */
@Component
public class Standings {
    private final JdbcClient jdbc;

    public Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Numbers of one state and stage.
     *
     * @param state of the cycle
     * @param stage the latest in which its platforms were asked; 0: not yet
     */
    public record Standing(String jurisdiction, String state, int stage, long numbers) {}

    /** Open cycles. Those that are over grow without end: {@link #flow} counts them where they are looked at. */
    public List<Standing> open() {
        return jdbc.sql("""
                select c.jurisdiction, c.state, coalesce(s.stage, 0) as stage, count(*) as numbers
                from cycle c
                left join membership m on m.cycle_id = c.id
                left join (select cohort_id, max(stage) as stage from cohort_stage group by 1) s on s.cohort_id = m.cohort_id
                where c.closed_at is null
                group by 1, 2, 3
                order by 1, 2, 3
                """)
                .query((row, n) -> new Standing(
                        row.getString("jurisdiction"),
                        row.getString("state"),
                        row.getInt("stage"),
                        row.getLong("numbers")))
                .list();
    }

    /** @param since when the one that is stuck longest began to be */
    public record Stuck(String reason, long numbers, Instant since) {}

    /** The reason that keeps most first. */
    public List<Stuck> stuck() {
        return jdbc.sql("""
                select stuck_reason, count(*) as numbers, min(stuck_since) as since from cycle
                where stuck_reason is not null
                group by 1 order by 2 desc, 1
                """)
                .query((row, n) ->
                        new Stuck(row.getString("stuck_reason"), row.getLong("numbers"), SqlTime.instant(row, "since")))
                .list();
    }

    /** @param day in UTC */
    public record Flow(LocalDate day, long takenIn, long released, long back) {}

    /**
     * What was taken in, days or weeks after it was disconnected; what was released, and what went back to its holder, day by day.
     *
     * @param from the first day, in UTC
     * @param until the day behind the last
     */
    public List<Flow> flow(LocalDate from, LocalDate until) {
        return jdbc.sql("""
                select d.day::date as day, coalesce(i.n, 0) as taken_in, coalesce(o.released, 0) as released,
                    coalesce(o.back, 0) as back
                from generate_series(:from::date, :until::date - 1, interval '1 day') as d (day)
                left join (
                    select (created_at at time zone 'UTC')::date as day, count(*) as n from cycle
                    where created_at >= :from::date at time zone 'UTC' and created_at < :until::date at time zone 'UTC'
                    group by 1) i on i.day = d.day::date
                left join (
                    select (closed_at at time zone 'UTC')::date as day, count(*) filter (where state = 'RELEASED') as released,
                        count(*) filter (where state in ('REINSTATED', 'WITHDRAWN')) as back
                    from cycle
                    where closed_at >= :from::date at time zone 'UTC' and closed_at < :until::date at time zone 'UTC'
                    group by 1) o on o.day = d.day::date
                order by 1
                """)
                .param("from", from)
                .param("until", until)
                .query((row, n) -> new Flow(
                        row.getObject("day", LocalDate.class),
                        row.getLong("taken_in"),
                        row.getLong("released"),
                        row.getLong("back")))
                .list();
    }

    /** @param day in UTC */
    public record Ends(LocalDate day, String jurisdiction, long numbers) {}

    /** Freezes that end from {@code from} on and before {@code until}; those of held and stuck numbers among them. */
    public List<Ends> freezesThatEnd(Instant from, Instant until) {
        return jdbc.sql("""
                select (freeze_end at time zone 'UTC')::date as day, jurisdiction, count(*) as numbers from cycle
                where closed_at is null and freeze_end >= :from and freeze_end < :until
                group by 1, 2 order by 1, 2
                """)
                .param("from", SqlTime.param(from))
                .param("until", SqlTime.param(until))
                .query((row, n) -> new Ends(
                        row.getObject("day", LocalDate.class), row.getString("jurisdiction"), row.getLong("numbers")))
                .list();
    }
}
