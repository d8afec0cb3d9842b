package io.reissue.recycle;

import io.reissue.fake.CycleSnapshot;
import io.reissue.fake.Wake;
import io.reissue.outcome.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables say about a cycle, read past the store's own code. */
final class Snapshots {
    private final JdbcClient jdbc;

    Snapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    LocalDate askOn(String cycleId) {
        return of(cycleId, "select ask_on from cycle where id = :cycle", LocalDate.class)
                .getFirst();
    }

    Instant disconnectedAt(String cycleId) {
        return of(cycleId, "select disconnected_at from cycle where id = :cycle", OffsetDateTime.class)
                .getFirst()
                .toInstant();
    }

    CycleSnapshot of(String cycleId) {
        return new CycleSnapshot(
                CycleState.valueOf(of(cycleId, "select state from cycle where id = :cycle", String.class)
                        .getFirst()),
                freezeEnd(cycleId),
                of(cycleId, "select held from cycle where id = :cycle", Boolean.class)
                        .getFirst(),
                outcomes(cycleId),
                of(cycleId, """
                        select p.code from restoration r join platform p on p.id = r.platform_id
                        where r.cycle_id = :cycle and r.outcome is null group by p.code order by p.code
                        """, String.class),
                of(cycleId, "select count(*)::int from notice where cycle_id = :cycle", Integer.class)
                        .getFirst(),
                of(cycleId, """
                        select f.type from feed_event f join cycle c on c.number_id = f.number_id
                        where c.id = :cycle order by f.id
                        """, String.class),
                of(cycleId, """
                        select exists (select 1 from cycle_key where cycle_id = :cycle)
                            or exists (select 1 from holder where cycle_id = :cycle)
                            or exists (select 1 from handle where cycle_id = :cycle)
                        """, Boolean.class).getFirst(),
                !of(cycleId, "select ordinal from membership where cycle_id = :cycle", Integer.class)
                        .isEmpty(),
                certificate(cycleId));
    }

    private Instant freezeEnd(String cycleId) {
        return of(cycleId, "select freeze_end from cycle where id = :cycle", OffsetDateTime.class)
                .getFirst()
                .toInstant();
    }

    private @Nullable String certificate(String cycleId) {
        List<String> ids = of(cycleId, "select id::text from certificate where cycle_id = :cycle", String.class);
        return ids.isEmpty() ? null : ids.getFirst();
    }

    private Map<String, Outcome> outcomes(String cycleId) {
        Map<String, Outcome> outcomes = new HashMap<>();
        jdbc.sql("""
                select p.code, case
                        when get_bit(cp.unbound, m.ordinal) = 1 then 'UNBOUND'
                        when get_bit(cp.cleared, m.ordinal) = 1 and not exists (
                            select 1 from doubted_part d where d.cohort_id = cp.cohort_id
                                and d.platform_id = cp.platform_id and get_bit(d.ordinals, m.ordinal) = 1) then 'NOT_BOUND'
                        else coalesce(e.outcome, 'UNKNOWN') end as outcome
                from membership m
                join cohort_platform cp on cp.cohort_id = m.cohort_id
                join platform p on p.id = cp.platform_id
                left join outcome_exception e on e.cohort_id = m.cohort_id and e.ordinal = m.ordinal
                    and e.platform_id = cp.platform_id
                where m.cycle_id = :cycle
                """).param("cycle", UUID.fromString(cycleId)).query(row -> {
            outcomes.put(row.getString("code"), Outcome.valueOf(row.getString("outcome")));
        });
        return outcomes;
    }

    List<Wake> wakes() {
        return jdbc.sql("select kind, target, detail from outbox where kind <> 'NOTICE' order by id")
                .query((row, n) -> new Wake(
                        Wake.Kind.valueOf(row.getString("kind")), row.getString("target"), row.getString("detail")))
                .list();
    }

    private <T> List<T> of(String cycleId, String query, Class<T> type) {
        return jdbc.sql(query)
                .param("cycle", UUID.fromString(cycleId))
                .query((row, n) -> Objects.requireNonNull(row.getObject(1, type)))
                .list();
    }
}
