package io.reissue.store.policy;

import io.reissue.policy.Days;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * What a version does to the numbers that rest under others: {@link io.reissue.policy.ScopeRules} and
 * {@link io.reissue.policy.FreezeRules} over many rows, in SQL. A preview counts it and an activation writes it, by the same expressions.
 *
 * <p>It reaches numbers that are to be released, that no platform has been asked about, and that are not due to be asked on that very day:
 * those are asked under the terms they rested under. The freeze becomes the greatest of floor, present value and policy, within the
 * ceiling; an end that was shortened stays. Who asks, and until when the holder may come back, stay as they were told.
 */
@Component
class PolicyEffect {
    private static final String UNASKED = """
            c.state = 'RESTING' and c.ending = 'RELEASE' and c.sealed_at is null and (c.ask_on > :day or c.held)
            """;

    /** The rule that a number follows, with its terms: the first that covers it of those in force, the most specific first. */
    static final String FOLLOWED = """
            lateral (
                select r.* from unnest(:versions::int[], :provinces::text[], :lineTypes::text[], :reasons::text[],
                    :freezes::int[], :caps::int[], :leads::int[], :slots::int[]) with ordinality
                    as r (version, province, line_type, reason, freeze_days, cap_days, lead_days, slot_days, place)
                where (r.province is null or r.province = c.province) and (r.line_type is null or r.line_type = c.line_type)
                    and (r.reason is null or r.reason = c.disconnect_reason)
                order by r.place limit 1) r
            """;

    private static final String GOES = "c.policy_version = any (:from) and r.version = any (:to)";
    private static final String FREEZE_END = """
            case when c.freeze_pinned then c.freeze_end
                else greatest(c.floor_at, c.freeze_end, least(c.ceiling_at,
                    day_start(day_of(c.disconnected_at, :zone, :seconds) + r.freeze_days + 1, :zone, :seconds))) end
            """;
    private static final String CAP = """
            least(c.ceiling_at, day_start(day_of(c.disconnected_at, :zone, :seconds) + r.cap_days + 1, :zone, :seconds))
            """;

    /** Of the new end of the freeze; days behind 1970-01-01 only. */
    private static final String ASK_ON = """
            day_of(g.freeze_end, :zone, :seconds) - g.lead_days
                - (day_of(g.freeze_end, :zone, :seconds) - g.lead_days - date '1970-01-01') % g.slot_days
            """;

    private final JdbcClient jdbc;

    PolicyEffect(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which numbers go over to which versions.
     *
     * @param inForce of one jurisdiction, the most specific first; never empty
     * @param from versions that they rest under
     * @param to versions in force that they go over to, where they follow one of these now
     */
    record Passage(List<Policy> inForce, List<Integer> from, List<Integer> to) {
        private String jurisdiction() {
            return inForce.getFirst().jurisdiction();
        }
    }

    /**
     * Numbers that rest, with the month in which their freeze ends now and under the version that they go over to.
     *
     * @param province empty: not known
     * @param later whether their freeze ends later by it
     */
    record Group(String province, LocalDate before, LocalDate after, boolean reached, boolean later, long numbers) {}

    /**
     * All numbers of the jurisdiction that rest and are to be released, as they would be after a passage on {@code day}. Counted first by
     * what the expressions read, which leaves thousands of rows of millions: numbers with the same floor were disconnected on the same day.
     * The planner takes them for as many groups as rows, and would sort: it is given the memory to hash, for this transaction.
     */
    List<Group> groups(Passage passage, LocalDate day) {
        jdbc.sql("select set_config('work_mem', '64MB', true)")
                .query(String.class)
                .single();
        String sql = """
                select province, reached, reached and freeze_end > present as later,
                    date_trunc('month', present at time zone :zone)::date as before,
                    date_trunc('month', case when reached then freeze_end else present end at time zone :zone)::date as after,
                    sum(numbers)::bigint as numbers
                from (select coalesce(c.province, '') as province, c.unasked and %3$s as reached, c.numbers, c.freeze_end as present,
                    %4$s as freeze_end from (
                    select c.province, c.line_type, c.disconnect_reason, c.policy_version, %1$s as unasked, c.freeze_end, c.floor_at,
                        c.ceiling_at, c.freeze_pinned, min(c.disconnected_at) as disconnected_at, count(*) as numbers
                    from cycle c
                    where c.state = 'RESTING' and c.ending = 'RELEASE' and c.jurisdiction = :jurisdiction
                    group by 1, 2, 3, 4, 5, 6, 7, 8, 9) c cross join %2$s) g
                group by 1, 2, 3, 4, 5 order by 1, 4, 5, 2, 3
                """.formatted(UNASKED, FOLLOWED, GOES, FREEZE_END);
        return of(passage, jdbc.sql(sql), day)
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
     * A number that went over.
     *
     * @param later whether its freeze ends later by it
     * @param wake it asks its platforms itself, and now sooner than its workflow looks again
     */
    record Moved(UUID cycle, boolean later, boolean wake) {}

    /**
     * Takes up to {@code limit} numbers over, locked in order of id. Empty: there are none left.
     *
     * @param within all of them: what it names is looked up in the index
     */
    List<Moved> move(Passage passage, Scope within, LocalDate day, int limit) {
        List<Moved> moved = move(passage, within, day, limit, "c.ask_on > :day");
        return moved.isEmpty() ? move(passage, within, day, limit, "c.ask_on <= :day and c.held") : moved;
    }

    /** Two statements, so that numbers that are due are not passed over in each chunk: see the index {@code cycle_to_follow}. */
    private List<Moved> move(Passage passage, Scope within, LocalDate day, int limit, String which) {
        String sql =
                """
                with g as (
                    select c.id, c.freeze_end as present, c.ask_on as asked, r.version, r.lead_days, r.slot_days, %3$s as freeze_end,
                        %4$s as cap_at
                    from cycle c cross join %2$s
                    where c.id in (select c.id from cycle c cross join %2$s where %1$s and %6$s limit :limit) and %1$s
                    order by c.id for no key update of c)
                update cycle c set policy_version = g.version, freeze_end = g.freeze_end, cap_at = g.cap_at, ask_on = %5$s
                from g where c.id = g.id
                returning c.id, g.freeze_end > g.present as later, c.asking = 'ALONE' and c.ask_on < g.asked as wake
                """.formatted(UNASKED + " and " + GOES + indexed(within), FOLLOWED, FREEZE_END, CAP, ASK_ON, which);
        return of(passage, jdbc.sql(sql), day)
                .param("limit", limit)
                .param("province", within.province())
                .param("lineType", code(within.lineType()))
                .param("reason", code(within.reason()))
                .query((row, n) ->
                        new Moved(row.getObject("id", UUID.class), row.getBoolean("later"), row.getBoolean("wake")))
                .list();
    }

    /** How many numbers {@link #move} has left. */
    long left(Passage passage, Scope within, LocalDate day) {
        String sql = "select count(*) from cycle c cross join " + FOLLOWED + " where " + UNASKED + " and " + GOES
                + indexed(within);
        return of(passage, jdbc.sql(sql), day)
                .param("province", within.province())
                .param("lineType", code(within.lineType()))
                .param("reason", code(within.reason()))
                .query(Long.class)
                .single();
    }

    /** Follows from {@link #FOLLOWED}, in a form that an index can be asked for. */
    private static String indexed(Scope within) {
        return (within.province() == null ? "" : " and c.province = :province")
                + (within.lineType() == null ? "" : " and c.line_type = :lineType")
                + (within.reason() == null ? "" : " and c.disconnect_reason = :reason");
    }

    private static StatementSpec of(Passage passage, StatementSpec sql, LocalDate day) {
        Days days = days(passage.jurisdiction());
        return follow(passage.inForce(), sql)
                .param("jurisdiction", passage.jurisdiction())
                .param("zone", days.zone().getId())
                .param("seconds", (int) days.length().toSeconds())
                .param("from", passage.from().toArray(Integer[]::new))
                .param("to", passage.to().toArray(Integer[]::new))
                .param("day", day);
    }

    /** What {@link #FOLLOWED} chooses from. */
    static StatementSpec follow(List<Policy> inForce, StatementSpec sql) {
        return sql.param("versions", numbers(inForce, Policy::version))
                .param("provinces", codes(inForce, Scope::province))
                .param("lineTypes", codes(inForce, scope -> code(scope.lineType())))
                .param("reasons", codes(inForce, scope -> code(scope.reason())))
                .param("freezes", numbers(inForce, Policy::freezeDays))
                .param("caps", numbers(inForce, Policy::capDays))
                .param("leads", numbers(inForce, Policy::askLeadDays))
                .param("slots", numbers(inForce, Policy::slotDays));
    }

    private static Integer[] numbers(List<Policy> policies, ToIntFunction<Policy> value) {
        return policies.stream().mapToInt(value).boxed().toArray(Integer[]::new);
    }

    private static @Nullable String[] codes(List<Policy> policies, Function<Scope, @Nullable String> value) {
        return policies.stream().map(policy -> value.apply(policy.scope())).toArray(String[]::new);
    }

    private static @Nullable String code(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    static Days days(String jurisdiction) {
        return LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).orElseThrow().days();
    }
}
