package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.planted;
import static io.reissue.sandbox.oracle.Violation.sql;

import io.temporal.api.history.v1.HistoryEvent;
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
                        where id = (
                            select id from cycle where state = 'RELEASED' and jurisdiction = 'CN' order by created_at, intake_line limit 1)
                        """),
                sql("1", "a number followed the rule of the whole jurisdiction, and not that for its reason", """
                        update cycle set policy_version = (
                            select version from policy where jurisdiction = 'CN' and body ->> 'reason' is null)
                        where id = (
                            select c.id from cycle c join policy p on p.version = c.policy_version
                            where c.state = 'RELEASED' and p.body ->> 'reason' is not null order by c.created_at, c.intake_line limit 1)
                        """),
                sql("1", "a number was released a second before the end of the freeze of its rule", """
                        update cycle set closed_at = (((disconnected_at at time zone 'Asia/Shanghai')::date + 141)::timestamp
                                at time zone 'Asia/Shanghai') - interval '1 second'
                        where id = (
                            select c.id from cycle c join policy p on p.version = c.policy_version
                            where c.state = 'RELEASED' and p.body ->> 'reason' is not null and not c.freeze_pinned
                            order by c.created_at, c.intake_line limit 1)
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
                            and line_type = 'RESIDENTIAL' and closed_at < disconnected_at + interval '90 days'
                            order by created_at, intake_line limit 1)
                        """),
                planted("1", "a number rests past its ceiling on hold and says nothing", copy -> {
                    copy.sql("""
                            update cycle set stuck_reason = null, stuck_since = null, held = true where id = (
                                select id from cycle where stuck_reason = 'CEILING_REACHED' and not held
                                order by created_at, intake_line limit 1)
                            """);
                    Plantings.command(
                            copy, "HOLD", "held and stuck_reason is null and ceiling_at is not null", "created_at");
                }),
                planted(
                        "1",
                        "numbers rest past their ceiling and their histories have not said so",
                        copy -> Plantings.withoutEvents(
                                copy, HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)));
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
                        where cycle_id = (select id from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                        """),
                planted(
                        "2",
                        "a number was purged on hold",
                        copy -> Plantings.command(copy, "HOLD", "state = 'RELEASED'", "closed_at - interval '1 day'")),
                sql("2", "a number was purged by a word that was in doubt", """
                        insert into streak (id, platform_id, jurisdiction, items, began_at, doubted_at, predicted)
                        select gen_random_uuid(), p.id, 'CN', 600, '2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z', 20
                        from platform p join policy y on jsonb_exists(y.body -> 'required', p.code) and y.jurisdiction = 'CN'
                        order by p.id
                        """),
                sql("2", "a freeze was shortened, and not by two people", """
                        insert into shortening (cycle_id, until, first_command, first_actor, second_command, second_actor)
                        select k.cycle_id, k.requested_at, k.id, k.actor, k.id, k.actor
                        from command k join cycle c on c.id = k.cycle_id where k.verdict = 'ACCEPTED'
                        order by k.requested_at, c.created_at, c.intake_line, k.actor limit 1
                        """),
                sql("2", "a brake was lifted twice by one person, who spelt his name in two ways", """
                        insert into brake (id, scope, code, reason_code, set_by, set_at, lifted_at, first_lifter, second_lifter)
                        values (gen_random_uuid(), 'EVERYTHING', '', 'INCIDENT', 'operator-a', '2026-03-01T01:00:00Z',
                            '2026-03-01T02:00:00Z', 'operator-b', 'Operator-B')
                        """),
                sql("2", "numbers were purged under a brake", """
                        insert into brake (id, scope, code, reason_code, set_by, set_at)
                        select gen_random_uuid(), 'INTAKE_FILE', id::text, 'INCIDENT', 'operator-a', received_at from intake_file
                        """),
                sql("2", "a brake was lifted by one person", """
                        insert into brake (id, scope, code, reason_code, set_by, set_at, lifted_at, first_lifter, second_lifter)
                        values (gen_random_uuid(), 'EVERYTHING', '', 'INCIDENT', 'operator-a', '2026-03-01T01:00:00Z',
                            '2026-03-01T02:00:00Z', 'operator-b', 'operator-b')
                        """),
                planted("2", "a number went to a donor whose it was not", copy -> {
                    String number = Plantings.neverAssigned(copy);
                    copy.sql("update cycle set state = 'RETURNED_TO_DONOR' where state = 'RELEASED' and number_id = "
                            + number);
                    copy.sql("update number set status = 'RETURNED_TO_DONOR' where id = " + number);
                }));
    }
}
