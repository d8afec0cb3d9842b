package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.planted;
import static io.reissue.sandbox.oracle.Violation.sql;

import java.util.stream.Stream;

/** Of what has its place once and only once: lines 6 and 8. */
final class LedgerViolations {
    private static final String NEXT_SEQ = "update sequenced set seq = seq + 1 where family = 'FEED'";

    private LedgerViolations() {}

    static Stream<Violation> all() {
        return Stream.of(intake(), proofs()).flatMap(list -> list);
    }

    private static Stream<Violation> intake() {
        return Stream.of(
                sql("6", "a rejection is gone", """
                        update intake_file set lines_read = lines_read - 1, rejected = rejected - 1
                        where id = (select file_id from intake_rejection where code = 'PORTED_OUT' order by line limit 1)
                        """, """
                        delete from intake_rejection where (file_id, line) =
                            (select file_id, line from intake_rejection where code = 'PORTED_OUT' order by line limit 1)
                        """),
                sql("6", "a rejection has another name", """
                        update intake_rejection set code = 'MALFORMED_NUMBER' where code = 'PORTED_OUT'
                        """),
                sql("6", "a row was accepted and rejected", """
                        insert into intake_rejection (file_id, line, code)
                        select intake_file_id, intake_line, 'DUPLICATE_ROW' from cycle order by created_at, intake_line limit 1
                        """),
                sql("6", "a cycle comes from no row", """
                        insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending,
                            asking, disconnected_at, floor_at, next_due, created_at)
                        select gen_random_uuid(), number_id, intake_file_id, 99999, jurisdiction, line_type, zone, 'ACCEPTED', ending,
                            asking, disconnected_at, floor_at, '2099-01-01T00:00:00Z', created_at - interval '1 hour'
                        from cycle where state = 'RELEASED' and jurisdiction = 'CN' order by created_at, intake_line limit 1
                        """),
                sql("6", "a cycle is another row's", """
                        update cycle set disconnected_at = disconnected_at + interval '1 second'
                        where id = (select id from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                        """),
                sql("6", "the counts of a file are wrong", """
                        update intake_file set lines_read = lines_read + 1, accepted = accepted + 1 where accepted > 0
                        """),
                sql("6", "a number at rest came to an end that is none", """
                        update cycle set closed_at = created_at where id = (
                            select id from cycle where state = 'RESTING' and ceiling_at is null
                            order by created_at, intake_line limit 1)
                        """),
                sql("6", "an open cycle has been forgotten", """
                        update cycle set next_due = '2026-03-03T00:00:00Z'
                        where id = (select id from cycle where closed_at is null order by created_at, intake_line limit 1)
                        """));
    }

    private static Stream<Violation> proofs() {
        return Stream.of(
                sql("8", "a number has two open cycles", """
                        update feed_event set number_id = (select min(number_id) from cycle where closed_at is null)
                        where number_id = (select max(number_id) from cycle where closed_at is null)
                        """, """
                        update cycle set number_id = (select min(number_id) from cycle where closed_at is null)
                        where number_id = (select max(number_id) from cycle where closed_at is null)
                        """),
                sql("8", "a certificate was signed by nobody", """
                        update certificate set jws = regexp_replace(jws, '.....$', 'AAAAA')
                        where cycle_id = (select id from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                        """),
                sql("8", "a certificate is another cycle's", """
                        update certificate p set jws = (select o.jws from certificate o join cycle c on c.id = o.cycle_id
                            where o.id <> p.id order by c.created_at, c.intake_line limit 1)
                        where cycle_id = (select id from cycle where state = 'RELEASED' order by created_at, intake_line desc limit 1)
                        """),
                sql("8", "a certificate is gone", """
                        delete from certificate where cycle_id = (select id from cycle where state = 'RETIRED' order by created_at, intake_line limit 1)
                        """),
                planted(
                        "8",
                        "a number is in the pool without a certificate",
                        copy -> copy.sql(
                                "update number set certificate_id = null where id = " + Plantings.neverAssigned(copy))),
                sql("8", "a next holder acknowledged nothing", """
                        update tenure set disclosure_version = null where certificate_id = (
                            select p.id from tenure t join certificate p on p.id = t.certificate_id join cycle c on c.id = p.cycle_id
                            order by c.created_at, c.intake_line limit 1)
                        """),
                sql("8", "a next holder's acknowledgement is on no record", """
                        update tenure set disclosure_version = '99' where certificate_id = (
                            select p.id from tenure t join certificate p on p.id = t.certificate_id join cycle c on c.id = p.cycle_id
                            order by c.created_at, c.intake_line limit 1)
                        """),
                sql("8", "a next holder came by another number's certificate", """
                        update tenure t set certificate_id = (
                            select p.id from certificate p join cycle c on c.id = p.cycle_id
                            where c.number_id <> t.number_id and c.state = 'RELEASED' and c.jurisdiction = 'CN'
                                and c.floor_at < t.started_on - interval '1 day'
                            order by c.floor_at, c.created_at, c.intake_line limit 1)
                        where certificate_id = (
                            select p.id from tenure n join certificate p on p.id = n.certificate_id join cycle c on c.id = p.cycle_id
                            order by n.started_on desc, c.created_at, c.intake_line limit 1)
                        """),
                sql("8", "a next holder came before the purge", """
                        update tenure t set started_on = (
                            select (p.issued_at - interval '2 days')::date from certificate p where p.id = t.certificate_id)
                        where certificate_id = (
                            select p.id from tenure t join certificate p on p.id = t.certificate_id
                            join cycle c on c.id = p.cycle_id
                            where p.issued_at > c.floor_at + interval '9 days' order by c.created_at, c.intake_line limit 1)
                        """, """
                        update feed_event f set day = t.started_on from tenure t
                        where t.number_id = f.number_id and t.certificate_id is not null and f.type = 'number.reassigned'
                        """),
                planted("8", "a next holder is gone, and his number in the pool again", Plantings::holderIsGone),
                sql("8", "two next holders came by one certificate", """
                        insert into tenure (number_id, started_on, ended_on, certificate_id, disclosure_version)
                        select t.number_id, t.started_on + 1, t.started_on + 2, t.certificate_id, t.disclosure_version
                        from tenure t join certificate p on p.id = t.certificate_id join cycle c on c.id = p.cycle_id
                        order by c.created_at, c.intake_line limit 1
                        """, """
                        insert into feed_event (type, number_id, jurisdiction, day, written_at, seq)
                        select 'number.reassigned', t.number_id, c.jurisdiction, t.started_on, p.issued_at, s.seq + 1
                        from tenure t join certificate p on p.id = t.certificate_id join cycle c on c.id = p.cycle_id, sequenced s
                        where t.ended_on = t.started_on + 1 and s.family = 'FEED'
                        """, NEXT_SEQ),
                sql("8", "a retired number is in the pool", """
                        update number set status = 'POOL' where id = (
                            select number_id from cycle where state = 'RETIRED' order by created_at, intake_line limit 1)
                        """),
                planted(
                        "8",
                        "a number is in service again that was assigned to nobody",
                        copy -> copy.sql(
                                "update number set status = 'IN_SERVICE' where id = " + Plantings.neverAssigned(copy))),
                sql("8", "a number is in service while it rests", """
                        update number set status = 'IN_SERVICE' where id = (
                            select number_id from cycle where state = 'RESTING' order by created_at, intake_line limit 1)
                        """),
                sql("8", "a certificate counts otherwise than its cycle", """
                        update cycle_result set counts = jsonb_set(counts, '{rest}', '"0/0/0"') where cycle_id = (
                            select id from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                        """),
                planted("8", "a purge is on no record", copy -> {
                    copy.sql("""
                            update audit_entry set subject = 'another' where subject = (
                                select id::text from cycle where state = 'RELEASED' order by created_at, intake_line limit 1)
                                and action = 'cycle.purged'
                            """);
                    Plantings.auditChainedAgain(copy);
                }));
    }
}
