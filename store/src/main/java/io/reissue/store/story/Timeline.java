package io.reissue.store.story;

import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.story.Event.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened to a cycle, from the beginning: its own dates, what people asked of it, what the audit says, and what its cohort as a
 * whole went through. Terms are told as they were then: the row has the present ones. What a purge has deleted is not told any more.
 */
@Component
public class Timeline {
    private final JdbcClient jdbc;

    public Timeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In order of time; empty where there is no such cycle. */
    public List<Event> of(UUID cycle) {
        return jdbc
                .sql("""
                with e as (
                    select null::timestamptz as at, null as kind, null as actor, null::uuid as id, null as code,
                        null as verdict, null as refusal, null as reason_code, null as platform, null::int as stage,
                        null::timestamptz as until, null::bigint as n, false as note
                    where false
                union all select disconnected_at, 'LEFT_SERVICE', 'reissue', null, jurisdiction,
                        null, null, null, null, null, null, null, false
                    from cycle where id = :cycle
                union all select created_at, 'TAKEN_IN', 'reissue', intake_file_id, null,
                        null, null, null, null, null, null, intake_line, false
                    from cycle where id = :cycle
                union all select c.disclosed_at, 'DISCLOSED', 'reissue', null, a.detail ->> 'policy',
                        null, null, null, null, null, (a.detail ->> 'reclaimUntil')::timestamptz, null, false
                    from cycle c left join audit_entry a on a.subject = :subject and a.action = 'cycle.disclosed'
                    where c.id = :cycle and c.disclosed_at is not null
                union all select written_at, 'NOTICE_WRITTEN', 'reissue', null, text_version,
                        null, null, null, null, null, null, null, false
                    from notice where cycle_id = :cycle
                union all select done_at, 'NOTICE_' || state, 'reissue', null, text_version,
                        null, null, null, null, null, null, null, false
                    from notice where cycle_id = :cycle and done_at is not null
                union all select c.requested_at, 'COMMAND', c.actor, c.id, c.kind,
                        c.verdict, c.refusal, c.reason_code, p.code, null, c.until, null, c.note_sealed is not null
                    from command c left join platform p on p.id = c.platform_id where c.cycle_id = :cycle
                union all select at, 'FREEZE_EXTENDED', actor, null, null,
                        null, null, null, null, null, (detail ->> 'until')::timestamptz, null, false
                    from audit_entry where subject = :subject and action = 'freeze.extended'
                union all select at, case action when 'number.shown' then 'NUMBER_SHOWN' else 'NOTE_SHOWN' end, actor,
                        (detail ->> 'command')::uuid, null, null, null, null, null, null, null, null, false
                    from audit_entry where subject = :subject and action in ('number.shown', 'note.shown')
                union all select c.sealed_at, 'SEALED', 'reissue', null, o.workflow_id,
                        null, null, null, null, null, null, o.members, false
                    from cycle c join membership m on m.cycle_id = c.id join cohort o on o.id = m.cohort_id
                    where c.id = :cycle and c.sealed_at is not null
                union all select s.opened_at, 'STAGE_OPENED', 'reissue', null, null,
                        null, null, null, null, s.stage, s.deadline,
                        (select count(*) from cohort_platform cp where cp.cohort_id = s.cohort_id and cp.stage = s.stage), false
                    from membership m join cohort_stage s on s.cohort_id = m.cohort_id where m.cycle_id = :cycle
                union all select b.first_sent_at, 'ASKED_ALONE', 'reissue', null, null,
                        null, null, null, p.code, null, null, a.attempts, false
                    from own_ask a join batch b on b.id = a.batch_id join platform p on p.id = a.platform_id
                    where a.cycle_id = :cycle and b.first_sent_at is not null
                union all select stuck_since, 'STUCK', 'reissue', null, stuck_reason,
                        null, null, null, null, null, null, null, false
                    from cycle where id = :cycle and stuck_since is not null
                union all select b.set_at, 'BRAKED', b.set_by, b.id, b.scope,
                        null, null, b.reason_code, null, null, null, null, false
                    from cycle c join brake b on b.id = c.braked_by where c.id = :cycle
                union all select registered_at, 'RESTORES_OWED', 'reissue', null, null,
                        null, null, null, null, null, null, count(*), false
                    from restoration where cycle_id = :cycle group by registered_at
                union all select r.settled_at, 'RESTORE_ANSWERED', 'reissue', null, r.outcome,
                        null, null, null, p.code, r.stage, null, r.attempts, false
                    from restoration r join platform p on p.id = r.platform_id
                    where r.cycle_id = :cycle and r.settled_at is not null
                union all select issued_at, 'CERTIFIED', 'reissue', id, null,
                        null, null, null, null, null, null, null, false
                    from certificate where cycle_id = :cycle
                union all select closed_at, 'CLOSED', 'reissue', null, state,
                        null, null, null, null, null, null, null, false
                    from cycle where id = :cycle and closed_at is not null
                union all select t.started_on::timestamp at time zone c.zone, 'ASSIGNED', 'reissue', k.id, t.disclosure_version,
                        null, null, null, null, null, null, null, false
                    from cycle c join certificate k on k.cycle_id = c.id
                    join tenure t on t.number_id = c.number_id and t.certificate_id = k.id where c.id = :cycle)
                select * from e order by at
                """)
                .param("cycle", cycle)
                .param("subject", cycle.toString())
                .query(Timeline::read)
                .list()
                .stream()
                .sorted(Comparator.comparing(Event::at).thenComparing(Event::kind))
                .toList();
    }

    private static Event read(ResultSet row, int n) throws SQLException {
        Long count = row.getObject("n", Long.class);
        return new Event(
                SqlTime.instant(row, "at"),
                Kind.valueOf(row.getString("kind")),
                row.getString("actor"),
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("verdict"),
                row.getString("refusal"),
                row.getString("reason_code"),
                row.getString("platform"),
                row.getObject("stage", Integer.class),
                SqlTime.orNull(row, "until"),
                count == null ? null : Math.toIntExact(count),
                row.getBoolean("note"));
    }
}
