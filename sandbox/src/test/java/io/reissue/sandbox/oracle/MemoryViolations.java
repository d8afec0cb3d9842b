package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.sql;

import java.util.stream.Stream;

/** Of what was acknowledged and must survive: line 7. */
final class MemoryViolations {
    private MemoryViolations() {}

    static Stream<Violation> all() {
        return Stream.of(answers(), commands(), sequences()).flatMap(list -> list);
    }

    private static Stream<Violation> answers() {
        return Stream.of(
                sql("7", "answers that were acknowledged are gone", "delete from inbox"),
                sql("7", "outcomes that were acknowledged are gone", """
                        update cohort_platform set cleared = decode(repeat('00', length(cleared)), 'hex'),
                            unbound = decode(repeat('00', length(unbound)), 'hex')
                        """),
                sql("7", "a platform that was acknowledged to let go was counted as open", """
                        update cycle_result r set unresolved = (select array_agg(p.id) from platform p where not exists (
                            select 1 from policy y where jsonb_exists(y.body -> 'required', p.code)))
                        where cycle_id in (select id from cycle where state = 'RELEASED')
                        """));
    }

    private static Stream<Violation> commands() {
        return Stream.of(
                sql("7", "an accepted command was never applied", """
                        update command set applied_at = null
                        where id = (select id from command where verdict = 'ACCEPTED' and kind = 'HOLD' limit 1)
                        """),
                sql("7", "an accepted command is gone", """
                        delete from command where id = (select id from command where kind = 'EXTEND_FREEZE' and verdict = 'ACCEPTED' limit 1)
                        """),
                sql("7", "an accepted command is another person's", """
                        update command set actor = 'nobody' where id = (
                            select id from command where kind = 'EXTEND_FREEZE' and verdict = 'ACCEPTED' limit 1)
                        """),
                sql("7", "a number was released before the day that an accepted command named", """
                        update command set until = '2099-01-01T00:00:00Z' where kind = 'EXTEND_FREEZE' and verdict = 'ACCEPTED'
                        """),
                sql("7", "an accepted hold holds nothing", """
                        insert into command (id, cycle_id, kind, actor, verdict, requested_at, applied_at)
                        select gen_random_uuid(), id, 'HOLD', 'operator-a', 'ACCEPTED', created_at, created_at
                        from cycle where closed_at is null and not held limit 1
                        """),
                sql("7", "a message was never delivered", """
                        insert into outbox (kind, target, written_at, next_at)
                        select 'COMMAND', id, created_at, created_at from cycle limit 1
                        """));
    }

    private static Stream<Violation> sequences() {
        return Stream.of(
                sql("7", "the audit has lost an entry", "delete from audit_entry where seq = 3"),
                sql("7", "the audit has lost its last entry", """
                        delete from audit_entry where seq = (select max(seq) from audit_entry)
                        """),
                sql("7", "an entry of the audit was changed", """
                        update audit_entry set at = at + interval '1 minute' where seq = 5
                        """),
                sql("7", "the feed has lost an event", "delete from feed_event where seq = 7"),
                sql("7", "an event was written and never numbered", """
                        insert into feed_event (type, number_id, jurisdiction, day, written_at)
                        select 'number.purged', number_id, jurisdiction, '2026-03-02', created_at from cycle
                        where state = 'RESTING' limit 1
                        """));
    }
}
