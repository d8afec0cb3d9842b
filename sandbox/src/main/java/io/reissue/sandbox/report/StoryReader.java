package io.reissue.sandbox.report;

import io.reissue.recycle.StuckReason;
import io.reissue.sandbox.report.Story.Bucket;
import io.reissue.sandbox.report.Story.PlatformRow;
import io.reissue.sandbox.report.Story.StageRow;
import io.reissue.sandbox.report.Story.StuckRow;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the story of a run from the tables and from what was seen on the way. */
public final class StoryReader {
    private static final int WORST = 5;

    private static final List<Bin> BINS = List.of(
            new Bin("at once", 60),
            new Bin("up to 1 h", 3_600),
            new Bin("up to 6 h", 6 * 3_600),
            new Bin("up to 1 day", 86_400),
            new Bin("up to 3 days", 3 * 86_400),
            new Bin("up to 5 days", 5 * 86_400),
            new Bin("up to 10 days", 10 * 86_400),
            new Bin("up to 20 days", 20 * 86_400),
            new Bin("later", Long.MAX_VALUE));

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final Chronicle.Seen seen;

    public StoryReader(JdbcClient jdbc, ZoneId zone, Chronicle chronicle) {
        this.jdbc = jdbc;
        this.zone = zone;
        this.seen = chronicle.seen();
    }

    /** Answer times up to so many seconds. */
    private record Bin(String name, long seconds) {}

    /** @param nextHolders what came of them, by name */
    public Story read(Map<String, Long> nextHolders) {
        return new Story(
                stages(),
                worst(),
                stuck(),
                new TimelineReader(jdbc, seen).read(),
                undos(),
                counts("select kind, count(*) from command where verdict = 'ACCEPTED' group by 1 order by 1"),
                counts("select refusal, count(*) from command where verdict = 'REFUSED' group by 1 order by 1"),
                nextHolders,
                seen.days(),
                answerTimes(),
                purges());
    }

    private Stream<Tally> tallies() {
        return seen.tallies().values().stream().flatMap(cohort -> cohort.values().stream());
    }

    private List<StageRow> stages() {
        return tallies().map(Tally::stage).distinct().sorted().map(this::stage).toList();
    }

    private StageRow stage(int stage) {
        List<Tally> own = tallies().filter(tally -> tally.stage() == stage).toList();
        return new StageRow(
                stage,
                own.stream().mapToLong(Tally::members).sum(),
                own.stream().mapToLong(Tally::cleared).sum(),
                own.stream().mapToLong(Tally::unbound).sum(),
                own.stream().mapToLong(Tally::notBound).sum(),
                own.stream().mapToLong(Tally::refused).sum(),
                own.stream().mapToLong(Tally::silent).sum(),
                own.stream().mapToLong(Tally::undone).sum());
    }

    private List<PlatformRow> worst() {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select code, name_en from platform").query(row -> {
            names.put(row.getString(1), row.getString(2));
        });
        return names.keySet().stream()
                .map(code -> platform(code, names.getOrDefault(code, code)))
                .sorted(Comparator.comparingLong((PlatformRow row) -> -(row.open() + row.refused()))
                        .thenComparing(row -> row.slowestHours() == null ? 0 : -row.slowestHours())
                        .thenComparing(PlatformRow::code))
                .limit(WORST)
                .toList();
    }

    private PlatformRow platform(String code, String name) {
        List<Tally> own = seen.tallies().values().stream()
                .flatMap(cohort -> Stream.ofNullable(cohort.get(code)))
                .toList();
        List<Long> times =
                seen.answers().getOrDefault(code, List.of()).stream().sorted().toList();
        return new PlatformRow(
                code,
                name,
                own.stream().mapToInt(Tally::stage).max().orElse(0),
                own.stream().mapToLong(Tally::silent).sum(),
                own.stream().mapToLong(Tally::refused).sum(),
                times.size(),
                times.isEmpty() ? null : hours(times.get(times.size() / 2)),
                times.isEmpty() ? null : hours(times.getLast()));
    }

    private static double hours(long seconds) {
        return Math.round(seconds / 360.0) / 10.0;
    }

    private List<StuckRow> stuck() {
        return jdbc.sql("""
                select c.id, c.jurisdiction, c.stuck_reason, c.stuck_since, count(cp.platform_id) as open
                from cycle c
                left join membership m on m.cycle_id = c.id
                left join cohort_platform cp on cp.cohort_id = m.cohort_id and cp.required
                    and get_bit(cp.cleared, m.ordinal) = 0
                    and not exists (select 1 from waiver w where w.cycle_id = c.id and w.platform_id = cp.platform_id)
                where c.stuck_reason is not null
                group by c.id
                order by c.stuck_since, c.id
                """)
                .query((row, n) -> new StuckRow(
                        row.getString("id"),
                        row.getString("jurisdiction"),
                        row.getString("stuck_reason"),
                        row.getObject("stuck_since", OffsetDateTime.class)
                                .atZoneSameInstant(zone)
                                .toLocalDate(),
                        row.getLong("open"),
                        StuckReason.of(row.getString("stuck_reason")).advice()))
                .list();
    }

    /** In flight: something that had been sent was not answered, and the deadline of the last stage had not passed. */
    private Map<String, Long> undos() {
        Map<String, Long> undos = new LinkedHashMap<>();
        undos.put("resting", 0L);
        undos.put("inFlight", 0L);
        undos.put("afterwards", 0L);
        jdbc.sql("""
                with answered as (select batch_id, min(received_at) as at from inbox group by batch_id),
                ends as (select cohort_id, max(deadline) as at from cohort_stage group by cohort_id),
                undone as (
                    select c.id, count(r.batch_id) as owed, count(r.batch_id) filter (
                        where (a.at is null or a.at > r.registered_at) and r.registered_at < e.at) as unanswered
                    from cycle c
                    left join (restoration r join batch b on b.id = r.batch_id join ends e on e.cohort_id = b.cohort_id)
                        on r.cycle_id = c.id
                    left join answered a on a.batch_id = r.batch_id
                    where c.state in ('REINSTATING', 'WITHDRAWING', 'REINSTATED', 'WITHDRAWN')
                    group by c.id)
                select case when owed = 0 then 'resting' when unanswered > 0 then 'inFlight' else 'afterwards' end, count(*)
                from undone group by 1
                """).query(row -> {
            undos.put(row.getString(1), row.getLong(2));
        });
        return undos;
    }

    private List<Bucket> answerTimes() {
        List<Long> times =
                seen.answers().values().stream().flatMap(List::stream).toList();
        Map<String, Long> counts = new LinkedHashMap<>();
        BINS.forEach(bin -> counts.put(bin.name(), 0L));
        for (long time : times) {
            Bin own = BINS.stream()
                    .filter(bin -> time <= bin.seconds())
                    .findFirst()
                    .orElseThrow();
            counts.merge(own.name(), 1L, Long::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> new Bucket(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Bucket> purges() {
        return jdbc.sql("""
                select (closed_at at time zone :zone)::date as day, count(*) as purged from cycle
                where state in ('RELEASED', 'RETIRED', 'RETURNED_TO_DONOR') group by 1 order by 1
                """)
                .param("zone", zone.getId())
                .query((row, n) -> new Bucket(row.getString("day"), row.getLong("purged")))
                .list();
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }
}
