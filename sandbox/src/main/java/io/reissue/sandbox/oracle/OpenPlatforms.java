package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Commands.Command;
import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 2. No purge while a required platform is open without a waiver by two people, a hold, or a brake. */
final class OpenPlatforms {
    private static final String REQUIRED = "required platforms of released numbers";
    private static final String SAID = "what those platforms said themselves";
    private static final String HOLDS = "holds";
    private static final String TWO_PEOPLE = "pairs of people";
    private static final String BRAKES = "brakes";
    private static final String BELIEVED = "words that nothing was bound";

    private record Result(int asked, Set<Integer> unresolved) {}

    private record Item(UUID cycle, int platform) {}

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Commands commands;
    private final Answers answers;
    private final Brakes brakes;
    private final Doubts doubts;
    private final Line line =
            new Line("2", "no purge while a required platform is open, on hold or braked", REQUIRED, SAID, HOLDS);
    private final Map<UUID, Result> results = new HashMap<>();
    private final Map<Item, Boolean> waivers = new HashMap<>();
    private final Map<UUID, Boolean> retirements = new HashMap<>();
    private final Map<Integer, Map<Integer, String>> required = new HashMap<>();

    OpenPlatforms(JdbcClient jdbc, Ledger ledger, Commands commands, Answers answers, Doubts doubts) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.commands = commands;
        this.answers = answers;
        this.brakes = new Brakes(jdbc);
        this.doubts = doubts;
    }

    Check judge() {
        read();
        line.looked(BRAKES, brakes.count());
        brakes.liftedByOne().forEach(brake -> line.violation("brake " + brake + " was lifted, and not by two people"));
        for (Cycle cycle : ledger.cycles()) {
            Instant purged = cycle.purgedAt();
            if (!cycle.purged() || purged == null) continue;
            boolean held = cycle.held() || commands.heldAt(cycle.id(), purged);
            line.look(HOLDS, !held, cycle.id() + " was purged on hold");
            Instant closed = cycle.closedAt() == null ? purged : cycle.closedAt();
            brakes.over(cycle, closed)
                    .ifPresent(scope -> line.violation(cycle.id() + " was purged under a brake on " + scope));
            switch (cycle.state()) {
                case "RELEASED" -> released(cycle, purged);
                case "RETIRED" ->
                    line.look(
                            TWO_PEOPLE,
                            retirements.getOrDefault(cycle.id(), false),
                            cycle.id() + " was retired, and not by two people");
                default ->
                    line.look(
                            "returned to donors",
                            ledger.planted(cycle)
                                            .map(Planted.Number::portedFrom)
                                            .isPresent()
                                    || ledger.planted(cycle).isEmpty(),
                            cycle.id() + " went to a donor whose it was not, with nobody asked");
            }
        }
        return line.check();
    }

    /** A required platform is done by its own word or by a waiver; what the books say of it and what the platform says must both do. */
    private void released(Cycle cycle, Instant purged) {
        Map<Integer, String> platforms = required.getOrDefault(cycle.policy() == null ? -1 : cycle.policy(), Map.of());
        Result result = results.get(cycle.id());
        if (result == null || platforms.isEmpty() || result.asked() < platforms.size()) {
            line.look(REQUIRED, false, cycle.id() + " was released without all required platforms having been asked");
            return;
        }
        platforms.forEach((id, code) -> {
            boolean waived = waivers.getOrDefault(new Item(cycle.id(), id), false);
            boolean open = result.unresolved().contains(id);
            line.look(REQUIRED, !open || waived, cycle.id() + " was released with " + code + " open");
            Optional<Planted.Number> number = ledger.planted(cycle);
            if (number.isEmpty() || waived || open || !answers.platforms().contains(code)) return;
            boolean cleared = answers.clearedBy(code, number.get().digits(), purged);
            line.look(SAID, cleared, cycle.id() + " was released, and " + code + " never said that it let go");
            if (answers.heard(code, number.get().digits()) != Outcome.NOT_BOUND) return;
            boolean believed = answers.heardSince(code, number.get().digits())
                    .filter(since -> doubts.standing(code, cycle.jurisdiction(), since, purged))
                    .isEmpty();
            line.look(BELIEVED, believed, cycle.id() + " was released by a word of " + code + " that was in doubt");
        });
    }

    private void read() {
        jdbc.sql("select cycle_id, asked, unresolved from cycle_result").query(row -> {
            results.put(
                    row.getObject("cycle_id", UUID.class),
                    new Result(row.getInt("asked"), new HashSet<>(Arrays.asList((Integer[])
                            row.getArray("unresolved").getArray()))));
        });
        jdbc.sql("""
                select y.version, p.id, p.code from policy y
                cross join lateral jsonb_array_elements_text(y.body -> 'required') r (code)
                join platform p on p.code = r.code
                """).query(row -> {
            required.computeIfAbsent(row.getInt("version"), first -> new HashMap<>())
                    .put(row.getInt("id"), row.getString("code"));
        });
        jdbc.sql("select * from waiver").query(row -> {
            UUID cycle = row.getObject("cycle_id", UUID.class);
            int platform = row.getInt("platform_id");
            boolean two = two(
                    cycle,
                    "WAIVE",
                    platform,
                    command(row.getObject("first_command", UUID.class), row.getString("first_actor")),
                    command(row.getObject("second_command", UUID.class), row.getString("second_actor")));
            line.look(TWO_PEOPLE, two, cycle + " has a waiver that is not by two people");
            waivers.put(new Item(cycle, platform), two);
        });
        jdbc.sql("select * from retirement").query(row -> {
            UUID cycle = row.getObject("cycle_id", UUID.class);
            retirements.put(
                    cycle,
                    two(
                            cycle,
                            "RETIRE",
                            null,
                            command(row.getObject("first_command", UUID.class), row.getString("first_actor")),
                            command(row.getObject("second_command", UUID.class), row.getString("second_actor"))));
        });
        jdbc.sql("select * from shortening").query(row -> {
            UUID cycle = row.getObject("cycle_id", UUID.class);
            boolean two = two(
                    cycle,
                    "SHORTEN_FREEZE",
                    null,
                    command(row.getObject("first_command", UUID.class), row.getString("first_actor")),
                    command(row.getObject("second_command", UUID.class), row.getString("second_actor")));
            line.look(TWO_PEOPLE, two, cycle + " had its freeze shortened, and not by two people");
        });
    }

    /** The command, if it was that person's. */
    private Optional<Command> command(UUID id, String actor) {
        return Optional.ofNullable(commands.byId().get(id))
                .filter(command -> command.actor().equals(actor));
    }

    /** Two people asked for the same, both before the number was purged, and both were heard. */
    private boolean two(
            UUID cycle, String kind, @Nullable Integer platform, Optional<Command> first, Optional<Command> second) {
        if (first.isEmpty() || second.isEmpty()) return false;
        Instant purged = ledger.find(cycle).map(Cycle::purgedAt).orElse(null);
        boolean both = List.of(first.get(), second.get()).stream()
                .allMatch(command -> command.accepted()
                        && command.cycleId().equals(cycle)
                        && command.kind().equals(kind)
                        && (platform == null || platform.equals(command.platformId()))
                        && (purged == null || !command.requestedAt().isAfter(purged)));
        return both
                && !Commands.person(first.get().actor())
                        .equals(Commands.person(second.get().actor()));
    }
}
