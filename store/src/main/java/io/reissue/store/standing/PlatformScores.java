package io.reissue.store.standing;

import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each platform is like, from what it did: how long its answers take, what it refuses, what is open, what is wrong now. */
@Component
public class PlatformScores {
    /** What it was like before says little about now, and grows without end. */
    private static final Duration LATELY = Duration.ofDays(30);

    private static final int SHOWN = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Reading<String, List<Score>> all;

    public PlatformScores(JdbcClient jdbc, Freshness freshness, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.all = new Reading<>(freshness, clock, every -> scores(null));
    }

    /**
     * One platform.
     *
     * @param active false: switched off
     * @param answered batches that were first sent within 30 days and that it has answered
     * @param typical the median from its first sending to the first answer; null where it has answered none
     * @param slow the same at the 95th percentile
     * @param open items of present cohorts that nobody has taken a stand on
     * @param refused items that it refuses at present
     * @param circuitOpenUntil not called before: it failed too often
     * @param lastFailure the code of its latest failure, where the latest call failed
     * @param rejected batches that it will not take
     */
    public record Score(
            String code,
            String nameZh,
            String nameEn,
            String kind,
            boolean active,
            long answered,
            @Nullable Duration typical,
            @Nullable Duration slow,
            long open,
            long refused,
            @Nullable Instant circuitOpenUntil,
            @Nullable String lastFailure,
            long rejected) {}

    /**
     * Something that went wrong with it as a whole.
     *
     * @param kind CIRCUIT_OPENED, GONE, or DOUBTED
     * @param code of the failure; of a doubt, the jurisdiction
     */
    public record Incident(Instant at, String kind, String code) {}

    /**
     * All that is known of one platform.
     *
     * @param refusals that stand, by reason
     * @param problems of what went out within 30 days and was not taken at last, by code
     * @param incidents the latest first
     * @param lastTaken when it last took something; null: nothing that is still in the log
     */
    public record Card(
            Score score,
            Map<String, Long> refusals,
            Map<String, Long> problems,
            List<Incident> incidents,
            @Nullable Instant lastTaken) {}

    /** Where most is open first. */
    public List<Score> all() {
        return all.of("");
    }

    public Optional<Score> find(String platform) {
        return scores(platform).stream().findFirst();
    }

    public Optional<Card> card(String platform) {
        return find(platform)
                .map(score -> new Card(
                        score, refusals(platform), problems(platform), incidents(platform), lastTaken(platform)));
    }

    private List<Incident> incidents(String platform) {
        return jdbc.sql("""
                select at, kind, code from (
                    select i.platform_id, i.at, i.kind, i.code from platform_incident i
                    union all
                    select s.platform_id, s.doubted_at, 'DOUBTED', s.jurisdiction from streak s where s.doubted_at is not null) as all_of_them
                where platform_id = (select id from platform where code = :platform)
                order by at desc limit :shown
                """)
                .param("platform", platform)
                .param("shown", SHOWN)
                .query((row, n) ->
                        new Incident(SqlTime.instant(row, "at"), row.getString("kind"), row.getString("code")))
                .list();
    }

    private Map<String, Long> problems(String platform) {
        Map<String, Long> problems = new TreeMap<>();
        jdbc.sql("""
                select d.problem, count(*) from delivery d join platform p on p.id = d.platform_id
                where p.code = :platform and d.direction = 'TO_PLATFORM' and d.problem is not null and d.last_at >= :since group by 1
                """)
                .param("platform", platform)
                .param("since", SqlTime.param(clock.instant().minus(LATELY)))
                .query(row -> {
                    problems.put(row.getString(1), row.getLong(2));
                });
        return problems;
    }

    private @Nullable Instant lastTaken(String platform) {
        return jdbc.sql("""
                select max(d.last_at) as at from delivery d join platform p on p.id = d.platform_id
                where p.code = :platform and d.direction = 'TO_PLATFORM' and d.problem is null
                """)
                .param("platform", platform)
                .query((row, n) -> Optional.ofNullable(SqlTime.orNull(row, "at")))
                .single()
                .orElse(null);
    }

    /** @param platform one only, and only its batches are looked at; null: all */
    private List<Score> scores(@Nullable String platform) {
        return jdbc.sql("""
                with wanted as (select id from platform where :platform::text is null or code = :platform),
                answers as (
                    select b.platform_id, b.id, extract(epoch from min(i.received_at) - b.first_sent_at) as seconds
                    from batch b join inbox i on i.batch_id = b.id
                    where b.first_sent_at >= :since and b.platform_id in (select id from wanted)
                    group by b.id),
                times as (
                    select platform_id, count(*) as answered,
                        percentile_disc(0.5) within group (order by seconds) as typical,
                        percentile_disc(0.95) within group (order by seconds) as slow
                    from answers group by 1),
                items as (
                    select platform_id, sum(open_items) as open from cohort_platform
                    where platform_id in (select id from wanted) group by 1),
                refusals as (
                    select platform_id, count(*) as refused from outcome_exception
                    where outcome = 'REFUSED' and platform_id in (select id from wanted) group by 1),
                rejections as (
                    select platform_id, count(*) as rejected from batch
                    where rejected_code is not null and platform_id in (select id from wanted) group by 1)
                select p.code, p.name_zh, p.name_en, p.kind, p.active, coalesce(t.answered, 0) as answered, t.typical, t.slow,
                    coalesce(i.open, 0) as open, coalesce(r.refused, 0) as refused, k.open_until, k.last_code,
                    coalesce(j.rejected, 0) as rejected
                from platform p
                left join times t on t.platform_id = p.id
                left join items i on i.platform_id = p.id
                left join refusals r on r.platform_id = p.id
                left join rejections j on j.platform_id = p.id
                left join platform_circuit k on k.platform_id = p.id
                where p.id in (select id from wanted)
                order by open desc, refused desc, p.code
                """)
                .param("platform", platform)
                .param("since", SqlTime.param(clock.instant().minus(LATELY)))
                .query((row, n) -> new Score(
                        row.getString("code"),
                        row.getString("name_zh"),
                        row.getString("name_en"),
                        row.getString("kind"),
                        row.getBoolean("active"),
                        row.getLong("answered"),
                        seconds(row, "typical"),
                        seconds(row, "slow"),
                        row.getLong("open"),
                        row.getLong("refused"),
                        SqlTime.orNull(row, "open_until"),
                        row.getString("last_code"),
                        row.getLong("rejected")))
                .list();
    }

    /** How often a platform refuses at present, by reason. */
    public Map<String, Long> refusals(String platform) {
        Map<String, Long> refusals = new TreeMap<>();
        jdbc.sql("""
                select e.reason, count(*) from outcome_exception e join platform p on p.id = e.platform_id
                where p.code = :platform and e.outcome = 'REFUSED' group by 1
                """).param("platform", platform).query(row -> {
            refusals.put(row.getString(1), row.getLong(2));
        });
        return refusals;
    }

    private static @Nullable Duration seconds(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }
}
