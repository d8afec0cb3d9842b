package io.reissue.sandbox.oracle;

import io.reissue.sandbox.demo.Manifest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables alone can show. The rules are written here once more, from the law and the design, not taken from the code. */
final class TableChecks {
    private final JdbcClient jdbc;
    private final Clock clock;

    TableChecks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** 1. Floors and ceilings by jurisdiction, in whole days after the day of disconnection in the number's zone. */
    Check neverBeforeTheFloor() {
        List<String> violations = strings("""
                with law (jurisdiction, line_type, zone, floor, ceiling) as (values
                    ('CN', null, 'Asia/Shanghai', 90, null),
                    ('US', 'RESIDENTIAL', 'Pacific/Honolulu', 45, 90),
                    ('US', 'BUSINESS', 'Pacific/Honolulu', 45, 365),
                    ('US', 'IOT', 'Pacific/Honolulu', 45, 365),
                    ('KR', null, 'Asia/Seoul', 90, null), ('IN', null, 'Asia/Kolkata', 90, null),
                    ('AU', null, 'Australia/Perth', 180, null), ('CH', null, 'Europe/Zurich', 180, null)),
                rested as (
                    select c.*, ((c.disconnected_at at time zone law.zone)::date + law.floor + 1)::timestamp
                            at time zone law.zone as earliest,
                        ((c.disconnected_at at time zone law.zone)::date + law.ceiling + 1)::timestamp
                            at time zone law.zone as latest
                    from cycle c join law on law.jurisdiction = c.jurisdiction
                        and (law.line_type is null or law.line_type = c.line_type))
                select id || ' released before its floor' from rested where state = 'RELEASED' and closed_at < earliest
                union all
                select id || ' kept past its ceiling in silence' from rested
                where closed_at is null and stuck_reason is null and not held
                    and latest + interval '2 days' < '%s'
                """.formatted(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
        return Check.of("1", "never released before the floor, never silently past the ceiling", cycles(), violations);
    }

    /** 2. What a purge left open was not required, or waived by two; and nothing on hold was purged. */
    Check noPurgeWhileARequiredPlatformIsOpen() {
        List<String> violations = strings("""
                with required as (
                    select p.version, r.code from policy p
                    cross join lateral jsonb_array_elements_text(p.body -> 'required') r (code))
                select c.id || ' purged with ' || p.code || ' open' from cycle c
                join cycle_result r on r.cycle_id = c.id
                join platform p on p.id = any (r.unresolved)
                join required q on q.version = c.policy_version and q.code = p.code
                where c.state = 'RELEASED'
                    and not exists (select 1 from waiver w where w.cycle_id = c.id and w.platform_id = p.id
                        and w.first_actor <> w.second_actor)
                union all
                select id || ' purged on hold' from cycle
                where held and state in ('RELEASED', 'RETIRED', 'RETURNED_TO_DONOR')
                union all
                select id || ' released without a result' from cycle c
                where state = 'RELEASED' and not exists (select 1 from cycle_result r where r.cycle_id = c.id and r.asked > 0)
                """);
        return Check.of(
                "2",
                "no purge while a required platform is open, or on hold",
                one("select count(*) from cycle_result"),
                violations);
    }

    /** 6. */
    Check eachRowGivesOneCycleOrOneRejection(Manifest manifest) {
        List<String> violations = new ArrayList<>(strings("""
                select f.id || ' file does not add up' from intake_file f
                where f.lines_read <> f.accepted + f.rejected
                    or f.accepted <> (select count(*) from cycle c where c.intake_file_id = f.id)
                    or f.rejected <> (select count(*) from intake_rejection r where r.file_id = f.id)
                union all
                select file_id || ' line ' || line || ' both accepted and rejected' from intake_rejection r
                where exists (select 1 from cycle c where c.intake_file_id = r.file_id and c.intake_line = r.line)
                """));
        long planted = manifest.numbers().size();
        if (cycles() != planted) violations.add(cycles() + " cycles of " + planted + " good rows");
        long rejected = one("select count(*) from intake_rejection");
        if (rejected != manifest.badRows().size()) {
            violations.add(rejected + " rejections of " + manifest.badRows().size() + " bad rows");
        }
        return Check.of("6", "each intake row gives one cycle or one named rejection", planted, violations);
    }

    /** 7. */
    Check acknowledgedAnswersAndCommandsAreThere() {
        List<String> violations = strings("""
                select id || ' accepted and never applied' from command c
                where verdict = 'ACCEPTED' and applied_at is null
                union all
                select 'message ' || id || ' ' || kind || ' not delivered' from outbox
                union all
                select batch_id || ' answered by a platform that was not asked' from inbox i
                where not exists (select 1 from batch b where b.id = i.batch_id and b.platform_id = i.platform_id)
                """);
        return Check.of(
                "7",
                "every acknowledged answer survives, every accepted command is applied",
                one("select (select count(*) from inbox) + (select count(*) from command)"),
                violations);
    }

    /** 8. */
    Check oneOpenCycleAndNoAssignmentWithoutProof() {
        List<String> violations = strings("""
                select number_id || ' has ' || count(*) || ' open cycles' from cycle
                where closed_at is null group by number_id having count(*) > 1
                union all
                select n.id || ' in the pool without a certificate' from number n
                where n.status in ('POOL', 'RETIRED', 'RETURNED_TO_DONOR')
                    and not exists (select 1 from certificate c where c.id = n.certificate_id)
                union all
                select t.number_id || ' held again without proof' from tenure t
                where exists (select 1 from tenure b where b.number_id = t.number_id and b.started_on < t.started_on)
                    and (t.certificate_id is null or t.disclosure_version is null)
                """);
        return Check.of("8", "one open cycle a number, no assignment without certificate", cycles(), violations);
    }

    private long cycles() {
        return one("select count(*) from cycle");
    }

    private long one(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private List<String> strings(String sql) {
        return jdbc.sql(sql).query((row, n) -> row.getString(1)).list();
    }
}
