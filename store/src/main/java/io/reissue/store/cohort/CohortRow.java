package io.reissue.store.cohort;

import io.reissue.policy.Days;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code cohort}. {@code round}: how often the silent were asked again; {@code roundAt}: when they will be next. */
public record CohortRow(
        UUID id,
        String workflowId,
        String jurisdiction,
        int policyVersion,
        LocalDate slotDay,
        int members,
        @Nullable Instant sealedAt,
        int round,
        @Nullable Instant roundAt,
        @Nullable Instant closedAt) {

    static final String COLUMNS =
            "id, workflow_id, jurisdiction, policy_version, slot_day, members, sealed_at, round, round_at, closed_at";

    /** What its days are: slots and stages are counted in them. */
    Days days() {
        return LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).orElseThrow().days();
    }

    static CohortRow read(ResultSet row, int n) throws SQLException {
        return new CohortRow(
                row.getObject("id", UUID.class),
                row.getString("workflow_id"),
                row.getString("jurisdiction"),
                row.getInt("policy_version"),
                row.getObject("slot_day", LocalDate.class),
                row.getInt("members"),
                SqlTime.orNull(row, "sealed_at"),
                row.getInt("round"),
                SqlTime.orNull(row, "round_at"),
                SqlTime.orNull(row, "closed_at"));
    }
}
