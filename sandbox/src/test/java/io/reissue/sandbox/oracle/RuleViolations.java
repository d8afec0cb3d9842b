package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.planted;
import static io.reissue.sandbox.oracle.Violation.sql;

import java.util.stream.Stream;

/** Of when a number may be purged, by the tables: lines 1 and 2. */
final class RuleViolations {
    private RuleViolations() {}

    static Stream<Violation> all() {
        return Stream.of(floorsAndCeilings(), openPlatforms()).flatMap(list -> list);
    }

    private static Stream<Violation> floorsAndCeilings() {
        return Stream.of(
                sql("1", "a number was released a second before its floor", """
                        update cycle set closed_at = (((disconnected_at at time zone 'Asia/Shanghai')::date + 91)::timestamp
                                at time zone 'Asia/Shanghai') - interval '1 second'
                        where id = (select id from cycle where state = 'RELEASED' and jurisdiction = 'CN' limit 1)
                        """),
                sql("1", "a number rests past its ceiling and says nothing", """
                        update cycle set stuck_reason = null, stuck_since = null where stuck_reason = 'CEILING_REACHED'
                        """),
                sql("1", "a number rests past its ceiling and says something else", """
                        update cycle set stuck_reason = 'REQUIRED_SILENT' where stuck_reason = 'CEILING_REACHED'
                        """),
                sql("1", "a number was released long past its ceiling, and its history never said why", """
                        update cycle set closed_at = disconnected_at + interval '120 days'
                        where id = (select id from cycle where state = 'RELEASED' and jurisdiction = 'US'
                            and line_type = 'RESIDENTIAL' and closed_at < disconnected_at + interval '90 days' limit 1)
                        """));
    }

    private static Stream<Violation> openPlatforms() {
        return Stream.of(
                sql("2", "a waiver is one person's twice", """
                        update waiver set second_command = first_command, second_actor = first_actor
                        where cycle_id in (select id from cycle where state = 'RELEASED')
                        """),
                sql("2", "a retirement is one person's twice", """
                        update retirement set second_command = first_command, second_actor = first_actor
                        """),
                planted("2", "a required platform was counted as cleared and never said so", copy -> {
                    String code = copy.one("""
                            select r.code from policy y cross join jsonb_array_elements_text(y.body -> 'required') r (code)
                            order by 1 limit 1
                            """);
                    Plantings.exchanges(
                            copy,
                            exchange -> exchange.path("platform").asString().equals(code),
                            exchange -> exchange.remove("body"));
                }),
                sql("2", "a number was released that nobody was asked about", """
                        update cycle_result set asked = 0
                        where cycle_id = (select id from cycle where state = 'RELEASED' limit 1)
                        """),
                sql("2", "a number was purged on hold", """
                        insert into command (id, cycle_id, kind, actor, verdict, requested_at, applied_at)
                        select gen_random_uuid(), id, 'HOLD', 'operator-a', 'ACCEPTED', closed_at - interval '1 day', closed_at
                        from cycle where state = 'RELEASED' limit 1
                        """),
                sql("2", "numbers were purged under a brake", """
                        insert into brake (id, scope, code, reason_code, set_by, set_at)
                        select gen_random_uuid(), 'INTAKE_FILE', id::text, 'INCIDENT', 'operator-a', received_at from intake_file
                        """),
                sql("2", "a brake was lifted by one person", """
                        insert into brake (id, scope, code, reason_code, set_by, set_at, lifted_at, first_lifter, second_lifter)
                        values (gen_random_uuid(), 'EVERYTHING', '', 'INCIDENT', 'operator-a', '2026-03-02T01:00:00Z',
                            '2026-03-02T02:00:00Z', 'operator-b', 'operator-b')
                        """),
                sql("2", "a number went to a donor whose it was not", """
                        delete from tenure where certificate_id = (select p.id from certificate p join cycle c on c.id = p.cycle_id
                            where c.state = 'RELEASED' order by c.id limit 1)
                        """, """
                        update cycle set state = 'RETURNED_TO_DONOR'
                        where id = (select id from cycle where state = 'RELEASED' order by id limit 1)
                        """));
    }
}
