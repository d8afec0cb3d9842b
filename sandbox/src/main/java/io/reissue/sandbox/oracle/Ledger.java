package io.reissue.sandbox.oracle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cycles as the store's tables have them, each with the row that was planted for it. */
final class Ledger {
    /** What the intake of a name and its line lead to. */
    private record Row(@Nullable String file, long line) {}

    /**
     * One cycle.
     *
     * @param purgedAt when its certificate was issued, at the latest; null while there is none
     */
    record Cycle(
            UUID id,
            long numberId,
            String file,
            long line,
            String jurisdiction,
            String lineType,
            String state,
            String asking,
            @Nullable Integer policy,
            Instant disconnectedAt,
            @Nullable Instant freezeEnd,
            boolean held,
            @Nullable String stuckReason,
            Instant nextDue,
            Instant createdAt,
            @Nullable Instant disclosedAt,
            @Nullable Instant closedAt,
            @Nullable Instant purgedAt) {
        private static final Set<String> OPEN = Set.of("ACCEPTED", "RESTING", "REINSTATING", "WITHDRAWING");
        private static final Set<String> UNDONE = Set.of("REINSTATED", "WITHDRAWN");
        private static final Set<String> UNDOING = Set.of("REINSTATING", "WITHDRAWING");
        private static final Set<String> PURGED = Set.of("RELEASED", "RETURNED_TO_DONOR", "RETIRED");

        boolean open() {
            return closedAt == null;
        }

        /** By its state: nobody has it, or gets it back, for good. */
        boolean mustBeOpen() {
            return OPEN.contains(state);
        }

        boolean released() {
            return state.equals("RELEASED");
        }

        boolean purged() {
            return PURGED.contains(state) || purgedAt != null;
        }

        boolean undone() {
            return UNDONE.contains(state);
        }

        boolean undoing() {
            return UNDOING.contains(state);
        }

        static Cycle read(ResultSet row, int n) throws SQLException {
            return new Cycle(
                    row.getObject("id", UUID.class),
                    row.getLong("number_id"),
                    row.getString("file"),
                    row.getLong("intake_line"),
                    row.getString("jurisdiction"),
                    row.getString("line_type"),
                    row.getString("state"),
                    row.getString("asking"),
                    row.getObject("policy_version", Integer.class),
                    instant(row, "disconnected_at"),
                    orNull(row, "freeze_end"),
                    row.getBoolean("held"),
                    row.getString("stuck_reason"),
                    instant(row, "next_due"),
                    instant(row, "created_at"),
                    orNull(row, "disclosed_at"),
                    orNull(row, "closed_at"),
                    certified(row));
        }
    }

    private final List<Cycle> cycles;
    private final Map<UUID, Cycle> byId = new HashMap<>();
    private final Map<UUID, Planted.Number> planted = new HashMap<>();
    private final Map<String, List<Cycle>> ofNumber = new HashMap<>();
    private final Map<Integer, String> platforms = new HashMap<>();

    Ledger(JdbcClient jdbc, Planted planted) {
        this.cycles = jdbc.sql("""
                select c.*, f.name as file, p.issued_at from cycle c
                join intake_file f on f.id = c.intake_file_id
                left join certificate p on p.cycle_id = c.id
                order by c.created_at, c.id
                """).query(Cycle::read).list();
        cycles.forEach(cycle -> byId.put(cycle.id(), cycle));
        link(planted);
        jdbc.sql("select id, code from platform").query(row -> {
            platforms.put(row.getInt("id"), row.getString("code"));
        });
    }

    /** By the line of the file that a cycle says it came from. */
    private void link(Planted all) {
        Map<Row, Planted.Number> rows = new HashMap<>();
        all.numbers().forEach(number -> rows.put(new Row(number.file(), number.line()), number));
        for (Cycle cycle : cycles) {
            Planted.Number number = rows.get(new Row(cycle.file(), cycle.line()));
            if (number == null) continue;
            planted.put(cycle.id(), number);
            ofNumber.computeIfAbsent(number.digits(), first -> new ArrayList<>())
                    .add(cycle);
        }
        ofNumber.values().forEach(list -> list.sort(Comparator.comparing(Cycle::createdAt)));
    }

    List<Cycle> cycles() {
        return cycles;
    }

    Optional<Cycle> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The row that was planted where this cycle came from. */
    Optional<Planted.Number> planted(Cycle cycle) {
        return Optional.ofNullable(planted.get(cycle.id()));
    }

    /** The cycles of a planted number, given as digits with country code; the first one first. */
    List<Cycle> of(String digits) {
        return ofNumber.getOrDefault(digits, List.of());
    }

    /** The instant of disconnection: what was planted, where the cycle is known to be that row's. */
    Instant disconnected(Cycle cycle) {
        return planted(cycle).map(Planted.Number::cutoff).orElse(cycle.disconnectedAt());
    }

    /** Code of a platform by the store's id. */
    String platform(int id) {
        return platforms.getOrDefault(id, "platform " + id);
    }

    /** Codes of all platforms that the store knows. */
    Set<String> platformCodes() {
        return Set.copyOf(platforms.values());
    }

    /** A purge that was done again in a restored store has the time of its certificate, which is in seconds: it was within that second. */
    private static @Nullable Instant certified(ResultSet row) throws SQLException {
        Instant issued = orNull(row, "issued_at");
        return issued == null || issued.getNano() > 0
                ? issued
                : issued.plusSeconds(1).minusNanos(1_000);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
