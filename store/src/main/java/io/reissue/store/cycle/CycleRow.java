package io.reissue.store.cycle;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Scope;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.StuckReason;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code cycle}; what is null before disclosure says so.
 *
 * @param province null: not known
 * @param reason why service ended; null: not known, or the cycle is over
 */
public record CycleRow(
        UUID id,
        long numberId,
        UUID intakeFileId,
        String jurisdiction,
        LineType lineType,
        @Nullable String province,
        @Nullable DisconnectReason reason,
        ZoneId zone,
        CycleState state,
        Ending ending,
        Asking asking,
        @Nullable Integer policyVersion,
        Instant disconnectedAt,
        Instant floorAt,
        @Nullable Instant ceilingAt,
        @Nullable Instant capAt,
        @Nullable Instant freezeEnd,
        @Nullable LocalDate askOn,
        @Nullable Instant reclaimUntil,
        boolean held,
        @Nullable Instant sealedAt,
        @Nullable StuckReason stuck,
        @Nullable Instant stuckSince,
        @Nullable String runId,
        @Nullable Long runStartedAt) {

    static final String COLUMNS = """
            id, number_id, intake_file_id, jurisdiction, line_type, province, disconnect_reason, zone, state, ending, asking, policy_version,
            disconnected_at, floor_at, ceiling_at, cap_at, freeze_end, ask_on, reclaim_until, held, sealed_at,
            stuck_reason, stuck_since, run_id, run_started_at
            """;

    static CycleRow read(ResultSet row, int n) throws SQLException {
        String stuck = row.getString("stuck_reason");
        String reason = row.getString("disconnect_reason");
        return new CycleRow(
                row.getObject("id", UUID.class),
                row.getLong("number_id"),
                row.getObject("intake_file_id", UUID.class),
                row.getString("jurisdiction"),
                LineType.valueOf(row.getString("line_type")),
                row.getString("province"),
                reason == null ? null : DisconnectReason.valueOf(reason),
                ZoneId.of(row.getString("zone")),
                CycleState.of(row.getString("state")),
                Ending.valueOf(row.getString("ending")),
                Asking.of(row.getString("asking")),
                row.getObject("policy_version", Integer.class),
                SqlTime.instant(row, "disconnected_at"),
                SqlTime.instant(row, "floor_at"),
                SqlTime.orNull(row, "ceiling_at"),
                SqlTime.orNull(row, "cap_at"),
                SqlTime.orNull(row, "freeze_end"),
                row.getObject("ask_on", LocalDate.class),
                SqlTime.orNull(row, "reclaim_until"),
                row.getBoolean("held"),
                SqlTime.orNull(row, "sealed_at"),
                stuck == null ? null : StuckReason.of(stuck),
                SqlTime.orNull(row, "stuck_since"),
                row.getString("run_id"),
                row.getObject("run_started_at", Long.class));
    }

    /** The day service ended, in the number's zone. */
    public LocalDate disconnectedOn() {
        return disconnectedAt.atZone(zone).toLocalDate();
    }

    /** All that is known of the number that a policy may ask for. */
    public Scope scope() {
        return new Scope(jurisdiction, province, lineType, reason);
    }

    public boolean disclosed() {
        return policyVersion != null;
    }
}
