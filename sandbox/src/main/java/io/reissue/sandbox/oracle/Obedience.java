package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Commands.Command;
import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 7, second half. Every accepted command is applied: it was read by its workflow, what it asked for is so, and the audit knows of no other
 * one that was accepted. What had to be told to somebody has been told.
 */
final class Obedience {
    static final String COMMANDS = "accepted commands";
    private static final String EFFECTS = "effects of commands";
    private static final String TOLD = "commands that people were told are accepted";
    private static final String AUDITED = "accepted commands in the audit";
    private static final String MESSAGES = "messages";

    /** Longer than any step takes, and any relay. */
    private static final Duration LATE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Commands commands;
    private final Instant at;
    private final Line line;
    private final Set<Waiver> waivers = new HashSet<>();

    private record Waiver(UUID cycle, @Nullable Integer platform) {}

    Obedience(JdbcClient jdbc, Ledger ledger, Commands commands, Instant at, Line line) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.commands = commands;
        this.at = at;
        this.line = line;
    }

    /** @param told what the API said to whoever asked */
    void judge(List<Planted.Told> told) {
        jdbc.sql("select cycle_id, platform_id from waiver").query(row -> {
            waivers.add(new Waiver(row.getObject(1, UUID.class), row.getInt(2)));
        });
        told.stream().filter(Planted.Told::accepted).forEach(this::told);
        commands.byId().values().stream().filter(Command::accepted).forEach(command -> {
            boolean applied = command.appliedAt() != null
                    || command.requestedAt().plus(LATE).isAfter(at);
            line.look(COMMANDS, applied, command.id() + " was accepted and never applied");
        });
        commands.byCycle().forEach((id, all) -> ledger.find(id).ifPresent(cycle -> effects(cycle, all)));
        audited();
        jdbc.sql("select kind, written_at from outbox").query(row -> {
            boolean due = Ledger.instant(row, "written_at").plus(LATE).isAfter(at);
            line.look(MESSAGES, due, "a message " + row.getString("kind") + " is not delivered");
        });
    }

    private void effects(Cycle cycle, List<Command> all) {
        Optional<Command> undo = all.stream()
                .filter(command -> command.accepted() && Commands.isUndo(command))
                .findFirst();
        undo.ifPresent(command -> line.look(
                EFFECTS,
                command.kind().equals("REINSTATE")
                        ? Set.of("REINSTATING", "REINSTATED").contains(cycle.state())
                        : Set.of("WITHDRAWING", "WITHDRAWN").contains(cycle.state()),
                cycle.id() + " was to go back, and is " + cycle.state()));
        if (undo.isPresent()) return;
        if (cycle.open()) {
            boolean held = commands.heldAt(cycle.id(), at);
            line.look(
                    EFFECTS,
                    held == cycle.held(),
                    cycle.id() + (held ? " was held, and is not" : " is held by nobody"));
        }
        boolean shortened = all.stream()
                .anyMatch(command -> command.accepted() && command.kind().equals("SHORTEN_FREEZE"));
        if (!shortened) {
            all.stream()
                    .filter(command -> command.accepted() && command.kind().equals("EXTEND_FREEZE"))
                    .forEach(command -> extended(cycle, command));
        }
        boolean retire = all.stream()
                        .filter(command -> command.accepted() && command.kind().equals("RETIRE"))
                        .count()
                > 1;
        if (retire && cycle.purged()) {
            line.look(
                    EFFECTS,
                    cycle.state().equals("RETIRED"),
                    cycle.id() + " was to be retired, and is " + cycle.state());
        }
        waived(cycle, all);
    }

    /** Nobody has it before that day; a retirement is another end, and asked for by other people. */
    private void extended(Cycle cycle, Command command) {
        Instant until = command.until();
        if (until == null || cycle.state().equals("RETIRED")) return;
        boolean kept = cycle.purgedAt() == null
                ? cycle.freezeEnd() != null && !cycle.freezeEnd().isBefore(until)
                : !cycle.purgedAt().isBefore(until);
        line.look(EFFECTS, kept, cycle.id() + " was to rest longer than it did");
    }

    private void waived(Cycle cycle, List<Command> all) {
        all.stream()
                .filter(command -> command.accepted() && command.kind().equals("WAIVE"))
                .forEach(command -> line.look(
                        EFFECTS,
                        waivers.contains(new Waiver(cycle.id(), command.platformId())),
                        cycle.id() + " has no waiver that two people asked for"));
    }

    private void told(Planted.Told told) {
        Command command = commands.byId().get(told.id());
        boolean there = command != null
                && command.accepted()
                && command.kind().equals(told.kind())
                && command.actor().equals(told.actor())
                && ledger.find(command.cycleId())
                        .flatMap(ledger::planted)
                        .filter(number -> number.line() == told.line())
                        .isPresent();
        line.look(TOLD, there, told.id() + " was accepted, as somebody was told, and is not there");
    }

    /** Whoever was told that his command is accepted is in the audit; the commands must know of it, and of no other. */
    private void audited() {
        Set<UUID> audited = new HashSet<>();
        jdbc.sql("""
                select detail ->> 'command' as command, detail ->> 'verdict' as verdict from audit_entry
                where action like 'command.%' and detail ->> 'verdict' in ('ACCEPTED', 'WAITS_FOR_SECOND')
                """).query(row -> {
            String id = row.getString("command");
            Command command = id == null ? null : commands.byId().get(UUID.fromString(id));
            if (command != null) audited.add(command.id());
            if (row.getString("verdict").equals("ACCEPTED")) {
                line.look(AUDITED, command != null && command.accepted(), id + " was accepted, and is gone");
            }
        });
        commands.byId().values().stream()
                .filter(command -> command.accepted() && !audited.contains(command.id()))
                .forEach(command -> line.violation(command.id() + " was accepted, and is in no audit"));
    }
}
