package io.reissue.store.standing;

import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbers that do not move by themselves, by how long they have not. */
@Component
public class StuckNumbers {
    private final JdbcClient jdbc;

    public StuckNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param open codes of required platforms that are open and not waived, in order */
    public record Stuck(
            UUID cycle,
            String jurisdiction,
            @Nullable String province,
            String reason,
            Instant since,
            Instant freezeEnd,
            boolean held,
            List<String> open) {}

    /** Where a page ends; the next begins behind it. */
    public record Place(Instant since, UUID cycle) {}

    /**
     * The next that are stuck, those that have been for longest first.
     *
     * @param reason one only; null: any
     * @param jurisdiction one only; null: any
     * @param after null: from the first
     */
    public List<Stuck> next(@Nullable String reason, @Nullable String jurisdiction, @Nullable Place after, int limit) {
        return jdbc.sql("""
                select c.id, c.jurisdiction, n.province, c.stuck_reason, c.stuck_since, c.freeze_end, c.held,
                    array(
                        select p.code from membership m
                        join cohort_platform cp on cp.cohort_id = m.cohort_id and cp.required
                        join platform p on p.id = cp.platform_id
                        where m.cycle_id = c.id and get_bit(cp.cleared, m.ordinal) = 0
                            and not exists (select from waiver w where w.cycle_id = c.id and w.platform_id = cp.platform_id)
                        order by p.code) as open
                from cycle c join number n on n.id = c.number_id
                where c.stuck_reason is not null
                    and (:reason::text is null or c.stuck_reason = :reason)
                    and (:jurisdiction::text is null or c.jurisdiction = :jurisdiction)
                    and (:since::timestamptz is null or (c.stuck_since, c.id) > (:since, :cycle::uuid))
                order by c.stuck_since, c.id limit :limit
                """)
                .param("reason", reason)
                .param("jurisdiction", jurisdiction)
                .param("since", after == null ? null : SqlTime.param(after.since()))
                .param("cycle", after == null ? null : after.cycle())
                .param("limit", limit)
                .query((row, n) -> new Stuck(
                        row.getObject("id", UUID.class),
                        row.getString("jurisdiction"),
                        row.getString("province"),
                        row.getString("stuck_reason"),
                        SqlTime.instant(row, "stuck_since"),
                        SqlTime.instant(row, "freeze_end"),
                        row.getBoolean("held"),
                        List.of((String[]) row.getArray("open").getArray())))
                .list();
    }
}
