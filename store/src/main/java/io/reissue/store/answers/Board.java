package io.reissue.store.answers;

import io.reissue.outcome.Outcome;
import io.reissue.store.jdbc.Bitmap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One platform's outcomes in one cohort, locked. {@code alone}: a cohort of one number that asks by itself. */
record Board(
        UUID cohort,
        int platform,
        String code,
        int stage,
        boolean required,
        boolean alone,
        String jurisdiction,
        int members,
        int policyVersion,
        int openItems,
        BitSet cleared,
        BitSet unbound,
        BitSet settled) {

    static final String COLUMNS = """
            cp.cohort_id, cp.platform_id, p.code, cp.stage, cp.required, c.kind, c.jurisdiction, c.members, c.policy_version,
                cp.open_items, cp.cleared, cp.unbound, cp.settled
            """;
    static final String FROM = """
            from cohort_platform cp join cohort c on c.id = cp.cohort_id join platform p on p.id = cp.platform_id
            """;

    static Board read(ResultSet row, int n) throws SQLException {
        return new Board(
                row.getObject("cohort_id", UUID.class),
                row.getInt("platform_id"),
                row.getString("code"),
                row.getInt("stage"),
                row.getBoolean("required"),
                row.getString("kind").equals("ALONE"),
                row.getString("jurisdiction"),
                row.getInt("members"),
                row.getInt("policy_version"),
                row.getInt("open_items"),
                Bitmap.bits(row.getBytes("cleared")),
                Bitmap.bits(row.getBytes("unbound")),
                Bitmap.bits(row.getBytes("settled")));
    }

    Outcome outcome(int ordinal, boolean doubted, @Nullable Outcome exception) {
        if (unbound.get(ordinal)) return Outcome.UNBOUND;
        if (cleared.get(ordinal) && !doubted) return Outcome.NOT_BOUND;
        return Objects.requireNonNullElse(exception, Outcome.UNKNOWN);
    }
}
