package io.reissue.store.story;

import io.reissue.recycle.CycleState;
import io.reissue.recycle.StuckReason;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.MaskedNumber;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cycles by what they have in common, page by page. */
@Component
public class CycleList {
    private final JdbcClient jdbc;
    private final Inventory inventory;

    public CycleList(JdbcClient jdbc, Inventory inventory) {
        this.jdbc = jdbc;
        this.inventory = inventory;
    }

    /**
     * What they have in common; null: anything.
     *
     * @param open whether they are to have ended or not
     * @param leftBefore they left service before this
     */
    public record Filter(
            @Nullable CycleState state,
            @Nullable StuckReason stuck,
            @Nullable String jurisdiction,
            @Nullable String province,
            @Nullable UUID intakeFile,
            @Nullable Boolean held,
            @Nullable Boolean open,
            @Nullable Instant leftBefore) {
        public static final Filter ANY = new Filter(null, null, null, null, null, null, null, null);

        /** Whether it says anything but that they have ended or not: else it means everything. */
        public boolean narrows() {
            return !new Filter(state, stuck, jurisdiction, province, intakeFile, held, null, leftBefore).equals(ANY);
        }

        /** What it says besides how long ago they left service. */
        public Filter ageless() {
            return new Filter(state, stuck, jurisdiction, province, intakeFile, held, open, null);
        }

        /** Those of them that have not ended. */
        public Filter underWay() {
            return new Filter(state, stuck, jurisdiction, province, intakeFile, held, true, leftBefore);
        }
    }

    /** @param number masked */
    public record Listed(
            UUID id,
            String number,
            String jurisdiction,
            @Nullable String province,
            String state,
            @Nullable String stuck,
            @Nullable Instant stuckSince,
            boolean held,
            Instant disconnectedAt,
            @Nullable Instant freezeEnd,
            UUID intakeFile) {}

    /** In which a list is read; each has an index that begins where it begins. */
    private enum Order {
        LATEST_FIRST("c.id < :after", "c.id desc"),
        /** A state as something to order by: only the index of those that are over has the order. */
        LATEST_OF_A_STATE_FIRST("c.id < :after", "c.state desc, c.id desc"),
        LONGEST_GONE_FIRST(
                "(c.disconnected_at, c.id) > (select l.disconnected_at, l.id from cycle l where l.id = :after)",
                "c.disconnected_at, c.id");

        private final String beyond;
        private final String columns;

        Order(String beyond, String columns) {
            this.beyond = beyond;
            this.columns = columns;
        }

        static Order of(Filter filter) {
            if (filter.leftBefore() != null) return LONGEST_GONE_FIRST;
            return over(filter.state()) ? LATEST_OF_A_STATE_FIRST : LATEST_FIRST;
        }
    }

    /**
     * The next that a filter lets through, the latest taken in first; of those that left before some time, whoever left first.
     *
     * @param after the last of the page before; null: from the first
     */
    public List<Listed> next(Filter filter, @Nullable UUID after, int limit) {
        Order order = Order.of(filter);
        return jdbc.sql("""
                select c.id, n.id as number_id, n.token, n.e164_sealed, c.jurisdiction, c.province, c.state, c.stuck_reason, c.stuck_since, c.held,
                    c.disconnected_at, c.freeze_end, c.intake_file_id
                from cycle c join number n on n.id = c.number_id
                where (:after::uuid is null or %s) and %s
                order by %s limit :limit
                """.formatted(order.beyond, letThrough(filter), order.columns))
                .params(params(filter))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * What a filter lets through, of {@code cycle c}; with {@link #params}. Codes stand in the statement itself, none of them typed by
     * anybody: so each is planned for what it asks, and by the partial indexes.
     */
    public static String letThrough(Filter filter) {
        StringBuilder sql = new StringBuilder("""
                (:jurisdiction::text is null or c.jurisdiction = :jurisdiction)
                and (:province::text is null or c.province = :province)
                and (:file::uuid is null or c.intake_file_id = :file)
                and (:leftBefore::timestamptz is null or c.disconnected_at < :leftBefore)
                """);
        CycleState state = filter.state();
        if (over(state)) {
            sql.append(" and c.state between '%1$s' and '%1$s'".formatted(state))
                    .append(open(false));
        } else if (state != null) {
            sql.append(" and c.state = '").append(state).append("'").append(open(true));
        }
        StuckReason stuck = filter.stuck();
        if (stuck != null) sql.append(" and c.stuck_reason = '").append(stuck).append("'");
        Boolean held = filter.held();
        if (held != null) sql.append(held ? " and c.held" : " and not c.held");
        Boolean open = filter.open();
        if (open != null) sql.append(open(open));
        return sql.toString();
    }

    /**
     * None of the latest are, so that walking back from them passes hundreds of thousands of others, which the planner can't know: hence
     * an order of their own, and the state as a range, which is one to order by.
     */
    private static boolean over(@Nullable CycleState state) {
        return state != null && !state.open();
    }

    private static String open(boolean open) {
        return open ? " and c.closed_at is null" : " and c.closed_at is not null";
    }

    /** What {@link #letThrough} asks for. */
    public static Map<String, Object> params(Filter filter) {
        Map<String, Object> params = new HashMap<>();
        params.put("jurisdiction", typed(filter.jurisdiction(), Types.VARCHAR));
        params.put("province", typed(filter.province(), Types.VARCHAR));
        params.put("file", typed(filter.intakeFile(), Types.OTHER));
        params.put("leftBefore", typed(SqlTime.param(filter.leftBefore()), Types.TIMESTAMP_WITH_TIMEZONE));
        return params;
    }

    private static SqlParameterValue typed(@Nullable Object value, int type) {
        return new SqlParameterValue(type, value);
    }

    private Listed read(ResultSet row) throws SQLException {
        return new Listed(
                row.getObject("id", UUID.class),
                MaskedNumber.of(inventory.opened(row)),
                row.getString("jurisdiction"),
                row.getString("province"),
                row.getString("state"),
                row.getString("stuck_reason"),
                SqlTime.orNull(row, "stuck_since"),
                row.getBoolean("held"),
                SqlTime.instant(row, "disconnected_at"),
                SqlTime.orNull(row, "freeze_end"),
                row.getObject("intake_file_id", UUID.class));
    }
}
