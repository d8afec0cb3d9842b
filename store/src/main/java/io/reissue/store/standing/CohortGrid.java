package io.reissue.store.standing;

import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cohorts, and for each what is open at which platform. */
@Component
public class CohortGrid {
    private static final String LINES = """
            select h.id, h.workflow_id, h.jurisdiction, h.policy_version, h.slot_day, h.shard, h.members, h.sealed_at, h.round,
                h.round_at, h.closed_at, s.stage, s.deadline,
                (select coalesce(sum(open_items), 0) from cohort_platform cp where cp.cohort_id = h.id) as open_items
            from cohort h
            left join lateral (
                select stage, deadline from cohort_stage where cohort_id = h.id order by stage desc limit 1) s on true
            """;

    private final JdbcClient jdbc;

    public CohortGrid(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One cohort.
     *
     * @param stage the latest that was opened; 0: none
     * @param deadline of that stage
     * @param round how often the silent were asked again
     * @param openItems of all its platforms
     */
    public record Line(
            UUID id,
            String workflowId,
            String jurisdiction,
            int policyVersion,
            LocalDate slotDay,
            int shard,
            int members,
            @Nullable Instant sealedAt,
            int stage,
            @Nullable Instant deadline,
            int round,
            @Nullable Instant roundAt,
            @Nullable Instant closedAt,
            long openItems) {}

    /** Those that are open first, then the latest; numbers that ask alone are no cohorts. */
    public List<Line> latest(int limit) {
        return jdbc.sql(LINES + """
                where h.kind = 'RECYCLING'
                order by h.closed_at is not null, h.slot_day desc, h.jurisdiction, h.shard limit :limit
                """)
                .param("limit", limit)
                .query(CohortGrid::line)
                .list();
    }

    public Optional<Line> find(UUID id) {
        return jdbc.sql(LINES + "where h.id = :id")
                .param("id", id)
                .query(CohortGrid::line)
                .optional();
    }

    private static Line line(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("workflow_id"),
                row.getString("jurisdiction"),
                row.getInt("policy_version"),
                row.getObject("slot_day", LocalDate.class),
                row.getInt("shard"),
                row.getInt("members"),
                SqlTime.orNull(row, "sealed_at"),
                row.getInt("stage"),
                SqlTime.orNull(row, "deadline"),
                row.getInt("round"),
                SqlTime.orNull(row, "round_at"),
                SqlTime.orNull(row, "closed_at"),
                row.getLong("open_items"));
    }

    /**
     * One platform in one cohort; items are numbers.
     *
     * @param bound accounts were detached
     * @param cleared nothing is bound any more, those that were detached among them
     * @param refused the platform said no
     * @param behind the platform said that it does not know yet
     * @param open nobody has taken a stand
     * @param batches sent or to be sent
     * @param undelivered batches that the platform does not have yet
     * @param rejected batches that the platform will not take
     */
    public record Cell(
            String platform,
            String nameZh,
            String nameEn,
            int stage,
            boolean required,
            long bound,
            long cleared,
            long refused,
            long behind,
            long open,
            long batches,
            long undelivered,
            long rejected) {}

    /** By stage; where most is open first. */
    public List<Cell> cells(UUID cohort) {
        return jdbc.sql("""
                select p.code, p.name_zh, p.name_en, cp.stage, cp.required, bit_count(cp.unbound) as bound,
                    bit_count(cp.cleared) as cleared, coalesce(e.refused, 0) as refused, coalesce(e.behind, 0) as behind,
                    cp.open_items, coalesce(b.batches, 0) as batches, coalesce(b.undelivered, 0) as undelivered,
                    coalesce(b.rejected, 0) as rejected
                from cohort_platform cp
                join platform p on p.id = cp.platform_id
                left join (
                    select platform_id, count(*) filter (where outcome = 'REFUSED') as refused,
                        count(*) filter (where outcome = 'NOT_YET_SYNCED') as behind
                    from outcome_exception where cohort_id = :cohort group by 1) e on e.platform_id = cp.platform_id
                left join (
                    select platform_id, count(*) filter (where void_by is null) as batches,
                        count(*) filter (where void_by is null and delivered_at is null) as undelivered,
                        count(rejected_code) as rejected
                    from batch where cohort_id = :cohort group by 1) b on b.platform_id = cp.platform_id
                where cp.cohort_id = :cohort
                order by cp.stage, cp.open_items desc, p.code
                """)
                .param("cohort", cohort)
                .query((row, n) -> new Cell(
                        row.getString("code"),
                        row.getString("name_zh"),
                        row.getString("name_en"),
                        row.getInt("stage"),
                        row.getBoolean("required"),
                        row.getLong("bound"),
                        row.getLong("cleared"),
                        row.getLong("refused"),
                        row.getLong("behind"),
                        row.getLong("open_items"),
                        row.getLong("batches"),
                        row.getLong("undelivered"),
                        row.getLong("rejected")))
                .list();
    }
}
