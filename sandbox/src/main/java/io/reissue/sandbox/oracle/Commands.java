package io.reissue.sandbox.oracle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people asked of cycles, and what was answered; in the order in which it was asked. */
final class Commands {
    record Command(
            UUID id,
            UUID cycleId,
            String kind,
            String actor,
            boolean accepted,
            @Nullable Integer platformId,
            @Nullable Instant until,
            Instant requestedAt,
            @Nullable Instant appliedAt) {
        static Command read(ResultSet row, int n) throws SQLException {
            return new Command(
                    row.getObject("id", UUID.class),
                    row.getObject("cycle_id", UUID.class),
                    row.getString("kind"),
                    row.getString("actor"),
                    row.getString("verdict").equals("ACCEPTED"),
                    row.getObject("platform_id", Integer.class),
                    Ledger.orNull(row, "until"),
                    Ledger.instant(row, "requested_at"),
                    Ledger.orNull(row, "applied_at"));
        }
    }

    private final Map<UUID, Command> byId = new HashMap<>();
    private final Map<UUID, List<Command>> ofCycle = new HashMap<>();

    Commands(JdbcClient jdbc) {
        jdbc.sql("select * from command order by requested_at, id")
                .query(Command::read)
                .list()
                .forEach(command -> {
                    byId.put(command.id(), command);
                    ofCycle.computeIfAbsent(command.cycleId(), first -> new ArrayList<>())
                            .add(command);
                });
    }

    Map<UUID, Command> byId() {
        return byId;
    }

    Map<UUID, List<Command>> byCycle() {
        return ofCycle;
    }

    /** Whether by the commands alone the cycle was on hold at that instant. */
    boolean heldAt(UUID cycleId, Instant at) {
        boolean held = false;
        for (Command command : ofCycle.getOrDefault(cycleId, List.of())) {
            if (!command.accepted() || command.requestedAt().isAfter(at)) continue;
            if (command.kind().equals("HOLD")) held = true;
            if (command.kind().equals("LIFT_HOLD") || isUndo(command)) held = false;
        }
        return held;
    }

    /** Whoever acts by that name: one name is one person, however it is spelt. */
    static String person(String actor) {
        return actor.strip().toLowerCase(Locale.ROOT);
    }

    static boolean isUndo(Command command) {
        return command.kind().equals("REINSTATE") || command.kind().equals("WITHDRAW");
    }
}
