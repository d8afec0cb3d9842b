package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.sql;

import java.util.stream.Stream;

/** Of what has its place once and only once: lines 6 and 8. */
final class LedgerViolations {
    private LedgerViolations() {}

    static Stream<Violation> all() {
        return Stream.of(intake(), proofs()).flatMap(list -> list);
    }

    private static Stream<Violation> intake() {
        return Stream.of(
                sql("6", "a rejection is gone", """
                        update intake_file set lines_read = lines_read - 1, rejected = rejected - 1
                        where id = (select file_id from intake_rejection where code = 'PORTED_OUT' limit 1)
                        """, """
                        delete from intake_rejection where (file_id, line) =
                            (select file_id, line from intake_rejection where code = 'PORTED_OUT' limit 1)
                        """),
                sql("6", "a rejection has another name", """
                        update intake_rejection set code = 'MALFORMED_NUMBER' where code = 'PORTED_OUT'
                        """),
                sql("6", "a row was accepted and rejected", """
                        insert into intake_rejection (file_id, line, code)
                        select intake_file_id, intake_line, 'DUPLICATE_ROW' from cycle limit 1
                        """),
                sql("6", "a cycle comes from no row", """
                        insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending,
                            asking, disconnected_at, floor_at, next_due, created_at)
                        select gen_random_uuid(), number_id, intake_file_id, 99999, jurisdiction, line_type, zone, 'ACCEPTED', ending,
                            asking, disconnected_at, floor_at, '2099-01-01T00:00:00Z', created_at
                        from cycle where state = 'RELEASED' and jurisdiction = 'CN' limit 1
                        """),
                sql("6", "a cycle is another row's", """
                        update cycle set disconnected_at = disconnected_at - interval '1 day'
                        where id = (select id from cycle where state = 'RELEASED' limit 1)
                        """),
                sql("6", "the counts of a file are wrong", """
                        update intake_file set lines_read = lines_read + 1, accepted = accepted + 1 where accepted > 0
                        """),
                sql("6", "an open cycle has been forgotten", """
                        update cycle set next_due = '2026-03-03T00:00:00Z'
                        where id = (select id from cycle where closed_at is null limit 1)
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
                        where id = (select id from certificate limit 1)
                        """),
                sql("8", "a certificate is another cycle's", """
                        update certificate c set jws = (select jws from certificate o where o.id <> c.id limit 1)
                        where id = (select min(id::text)::uuid from certificate)
                        """),
                sql("8", "a certificate is gone", """
                        delete from certificate where cycle_id = (select id from cycle where state = 'RETIRED' limit 1)
                        """),
                sql("8", "a number is in the pool without a certificate", """
                        update number set certificate_id = null
                        where id = (select id from number where status in ('POOL', 'RETIRED') limit 1)
                        """),
                sql("8", "a next holder acknowledged nothing", """
                        update tenure set disclosure_version = null
                        where number_id = (select number_id from tenure where certificate_id is not null limit 1)
                            and certificate_id is not null
                        """),
                sql("8", "a next holder's acknowledgement is on no record", """
                        update tenure set disclosure_version = '99'
                        where number_id = (select number_id from tenure where certificate_id is not null limit 1)
                            and certificate_id is not null
                        """),
                sql("8", "a next holder came by another number's certificate", """
                        update tenure t set certificate_id = (
                            select p.id from certificate p join cycle c on c.id = p.cycle_id
                            where c.number_id <> t.number_id and c.state = 'RELEASED' and c.jurisdiction = 'CN'
                                and c.floor_at < t.started_on - interval '1 day'
                            order by c.floor_at, c.id limit 1)
                        where number_id = (
                            select number_id from tenure where certificate_id is not null
                            order by started_on desc, number_id limit 1)
                            and certificate_id is not null
                        """),
                sql("8", "a next holder came before the purge", """
                        update tenure t set started_on = (
                            select (p.issued_at - interval '2 days')::date from certificate p where p.id = t.certificate_id)
                        where number_id = (
                            select t.number_id from tenure t join certificate p on p.id = t.certificate_id
                            join cycle c on c.id = p.cycle_id
                            where p.issued_at > c.floor_at + interval '9 days' limit 1)
                            and certificate_id is not null
                        """));
    }
}
