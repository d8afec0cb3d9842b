package io.reissue.store.policy;

import io.reissue.policy.Days;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * What a version does to the numbers that rest under earlier ones: {@link io.reissue.policy.FreezeRules} over many rows, in SQL. A preview
 * counts it and an activation writes it, by the same expressions.
 *
 * <p>It reaches numbers that are to be released, that no platform has been asked about, and that are not due to be asked on that very day:
 * those are asked under the terms they rested under. The freeze becomes the greatest of floor, present value and policy, within the
 * ceiling; an end that was shortened stays. Who asks, and until when the holder may come back, stay as they were told.
 */
@Component
class PolicyEffect {
    private static final String REACHED = """
            c.state = 'RESTING' and c.ending = 'RELEASE' and c.sealed_at is null and c.policy_version = any (:earlier)
                and (c.ask_on > :day or c.held)
            """;
    private static final String FREEZE_END = """
            case when c.freeze_pinned then c.freeze_end
                else greatest(c.floor_at, c.freeze_end, least(c.ceiling_at,
                    day_start(day_of(c.disconnected_at, :zone, :seconds) + :freezeDays + 1, :zone, :seconds))) end
            """;
    private static final String CAP = """
            least(c.ceiling_at, day_start(day_of(c.disconnected_at, :zone, :seconds) + :capDays + 1, :zone, :seconds))
            """;

    /** Of the new end of the freeze; days behind 1970-01-01 only. */
    private static final String ASK_ON = """
            day_of(g.freeze_end, :zone, :seconds) - :lead
                - (day_of(g.freeze_end, :zone, :seconds) - :lead - date '1970-01-01') % :slotDays
            """;

    private final JdbcClient jdbc;

    PolicyEffect(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Versions of the jurisdiction that became, or become, effective before that day. */
    List<Integer> earlier(String jurisdiction, LocalDate day) {
        return jdbc.sql(
                        "select version from policy where jurisdiction = :jurisdiction and effective_from < :day order by 1")
                .param("jurisdiction", jurisdiction)
                .param("day", day)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    /**
     * Numbers that rest, with the month in which their freeze ends now and under the version.
     *
     * @param province empty: not known
     * @param later whether their freeze ends later by it
     */
    record Group(String province, LocalDate before, LocalDate after, boolean reached, boolean later, long numbers) {}

    /**
     * All numbers of the jurisdiction that rest and are to be released, as they would be if the version became effective on {@code day}.
     * Counted first by what the expressions read, which leaves thousands of rows of millions: numbers with the same floor were disconnected
     * on the same day. The planner takes them for as many groups as rows, and would sort: it is given the memory to hash, for this
     * transaction.
     */
    List<Group> groups(Policy policy, List<Integer> earlier, LocalDate day) {
        jdbc.sql("select set_config('work_mem', '64MB', true)")
                .query(String.class)
                .single();
        String sql = """
                select province, reached, reached and freeze_end > present as later,
                    date_trunc('month', present at time zone :zone)::date as before,
                    date_trunc('month', case when reached then freeze_end else present end at time zone :zone)::date as after,
                    sum(numbers)::bigint as numbers
                from (select c.province, c.reached, c.numbers, c.freeze_end as present, %2$s as freeze_end from (
                    select coalesce(c.province, '') as province, %1$s as reached, c.freeze_end, c.floor_at, c.ceiling_at,
                        c.freeze_pinned, min(c.disconnected_at) as disconnected_at, count(*) as numbers
                    from cycle c
                    where c.state = 'RESTING' and c.ending = 'RELEASE' and c.jurisdiction = :jurisdiction
                    group by 1, 2, 3, 4, 5, 6) c) g
                group by 1, 2, 3, 4, 5 order by 1, 4, 5, 2, 3
                """.formatted(REACHED, FREEZE_END);
        return terms(jdbc.sql(sql), policy, earlier, day)
                .param("jurisdiction", policy.jurisdiction())
                .query((row, n) -> new Group(
                        row.getString("province"),
                        row.getObject("before", LocalDate.class),
                        row.getObject("after", LocalDate.class),
                        row.getBoolean("reached"),
                        row.getBoolean("later"),
                        row.getLong("numbers")))
                .list();
    }

    /**
     * A number that the version was carried to.
     *
     * @param later whether its freeze ends later by it
     * @param wake it asks its platforms itself, and now sooner than its workflow looks again
     */
    record Moved(UUID cycle, boolean later, boolean wake) {}

    /** Carries the version to up to {@code limit} numbers, locked in order of id. Empty: there are none left. */
    List<Moved> move(Policy policy, List<Integer> earlier, LocalDate day, int limit) {
        List<Moved> moved = move(policy, earlier, day, limit, "c.ask_on > :day");
        return moved.isEmpty() ? move(policy, earlier, day, limit, "c.ask_on <= :day and c.held") : moved;
    }

    /** Two statements, so that numbers that are due are not passed over in each chunk: see the index {@code cycle_to_follow}. */
    private List<Moved> move(Policy policy, List<Integer> earlier, LocalDate day, int limit, String which) {
        String sql = """
                with g as (
                    select c.id, c.freeze_end as present, c.ask_on as asked, %2$s as freeze_end, %3$s as cap_at
                    from cycle c
                    where c.id in (select c.id from cycle c where %1$s and %5$s limit :limit) and %1$s
                    order by c.id for no key update of c)
                update cycle c set policy_version = :version, freeze_end = g.freeze_end, cap_at = g.cap_at, ask_on = %4$s
                from g where c.id = g.id
                returning c.id, g.freeze_end > g.present as later, c.asking = 'ALONE' and c.ask_on < g.asked as wake
                """.formatted(REACHED, FREEZE_END, CAP, ASK_ON, which);
        return terms(jdbc.sql(sql), policy, earlier, day)
                .param("version", policy.version())
                .param("capDays", policy.capDays())
                .param("lead", policy.askLeadDays())
                .param("slotDays", policy.slotDays())
                .param("limit", limit)
                .query((row, n) ->
                        new Moved(row.getObject("id", UUID.class), row.getBoolean("later"), row.getBoolean("wake")))
                .list();
    }

    /** How many numbers {@link #move} has left. */
    long left(List<Integer> earlier, LocalDate day) {
        return jdbc.sql("select count(*) from cycle c where " + REACHED)
                .param("earlier", earlier.toArray(Integer[]::new))
                .param("day", day)
                .query(Long.class)
                .single();
    }

    private static StatementSpec terms(StatementSpec sql, Policy policy, List<Integer> earlier, LocalDate day) {
        Days days = days(policy.jurisdiction());
        return sql.param("zone", days.zone().getId())
                .param("seconds", (int) days.length().toSeconds())
                .param("freezeDays", policy.freezeDays())
                .param("earlier", earlier.toArray(Integer[]::new))
                .param("day", day);
    }

    static Days days(String jurisdiction) {
        return LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).orElseThrow().days();
    }
}
