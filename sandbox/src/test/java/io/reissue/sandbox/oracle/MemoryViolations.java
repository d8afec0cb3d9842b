package io.reissue.sandbox.oracle;

import static io.reissue.sandbox.oracle.Violation.sql;

import java.util.stream.Stream;

/** Of what was acknowledged and must survive: line 7. */
final class MemoryViolations {
    private static final String NEXT_SEQ = "update sequenced set seq = seq + 1 where family = 'FEED'";

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
                        """),
                sql("7", "platforms that refused or were silent were counted as done", """
                        update cycle_result set unresolved = '{}' where cycle_id = (
                            select r.cycle_id from cycle_result r join cycle c on c.id = r.cycle_id
                            where c.state = 'RELEASED' and r.waived = '{}' and r.unresolved <> '{}'
                            order by c.created_at, c.intake_line limit 1)
                        """));
    }

    private static Stream<Violation> commands() {
        return Stream.of(
                sql("7", "an accepted command was never applied", """
                        update command set applied_at = null
                        where id = (select k.id from command k join cycle c on c.id = k.cycle_id
                            where k.kind = 'HOLD' and k.verdict = 'ACCEPTED'
                            order by k.requested_at, c.created_at, c.intake_line, k.actor limit 1)
                        """),
                sql("7", "an accepted command is gone", """
                        delete from command where id = (
                            select k.id from command k join cycle c on c.id = k.cycle_id
                            where k.kind = 'EXTEND_FREEZE' and k.verdict = 'ACCEPTED'
                            order by k.requested_at, c.created_at, c.intake_line, k.actor limit 1)
                        """),
                sql("7", "an accepted command is another person's", """
                        update command set actor = 'nobody' where id = (
                            select k.id from command k join cycle c on c.id = k.cycle_id
                            where k.kind = 'EXTEND_FREEZE' and k.verdict = 'ACCEPTED'
                            order by k.requested_at, c.created_at, c.intake_line, k.actor limit 1)
                        """),
                sql("7", "a number was released before the day that an accepted command named", """
                        update command set until = '2099-01-01T00:00:00Z' where kind = 'EXTEND_FREEZE' and verdict = 'ACCEPTED'
                        """),
                sql("7", "an accepted hold holds nothing", """
                        insert into command (id, cycle_id, kind, actor, verdict, requested_at, applied_at)
                        select gen_random_uuid(), id, 'HOLD', 'operator-a', 'ACCEPTED', created_at, created_at
                        from cycle where closed_at is null and not held order by created_at, intake_line limit 1
                        """),
                sql("7", "an accepted command is in no audit", """
                        insert into command (id, cycle_id, kind, actor, verdict, requested_at, applied_at)
                        select gen_random_uuid(), id, 'ASK_AGAIN', 'operator-a', 'ACCEPTED', created_at, created_at
                        from cycle where closed_at is null order by created_at, intake_line limit 1
                        """),
                sql("7", "a message was never delivered", """
                        insert into outbox (kind, target, written_at, next_at)
                        select 'COMMAND', id, created_at, created_at from cycle order by created_at, intake_line limit 1
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
                        where state = 'RESTING' order by created_at, intake_line limit 1
                        """),
                sql("7", "the platforms heard twice of a purge", """
                        insert into feed_event (type, number_id, jurisdiction, day, written_at, seq)
                        select f.type, f.number_id, f.jurisdiction, f.day, f.written_at, s.seq + 1 from feed_event f, sequenced s
                        where f.type = 'number.purged' and s.family = 'FEED' order by f.seq limit 1
                        """, NEXT_SEQ),
                sql("7", "the platforms heard of a purge that never was", """
                        insert into feed_event (type, number_id, jurisdiction, day, written_at, seq)
                        select 'number.purged', c.number_id, c.jurisdiction, '2026-06-01', c.created_at, s.seq + 1
                        from cycle c, sequenced s
                        where c.state = 'RESTING' and s.family = 'FEED' order by c.created_at, c.intake_line limit 1
                        """, NEXT_SEQ),
                sql("7", "the platforms heard of another day", """
                        update feed_event set day = day + 1 where seq = (
                            select min(seq) from feed_event where type = 'number.reassigned')
                        """));
    }
}
