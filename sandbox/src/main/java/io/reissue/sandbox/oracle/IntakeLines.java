package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 6. Each intake row gives exactly one cycle, or one named rejection. Nothing is lost, nothing doubled, whatever is killed. Compared with
 * what was planted line by line; and what was accepted has a next step that is not overdue.
 */
final class IntakeLines {
    private static final String ROWS = "rows of the files";
    private static final String FILES = "files";
    private static final String STEPS = "next steps of open cycles";

    /** Late starts are looked for every ten minutes. */
    private static final Duration LATE = Duration.ofHours(1);

    private record Place(@Nullable String file, long line) {
        @Override
        public String toString() {
            return file + " line " + line;
        }
    }

    private final JdbcClient jdbc;
    private final Planted planted;
    private final Ledger ledger;
    private final Instant at;
    private final Line line = new Line("6", "each intake row gives one cycle or one named rejection", ROWS, FILES);

    IntakeLines(JdbcClient jdbc, Planted planted, Ledger ledger, Instant at) {
        this.jdbc = jdbc;
        this.planted = planted;
        this.ledger = ledger;
        this.at = at;
    }

    Check judge() {
        Map<Place, Cycle> cycles = new HashMap<>();
        for (Cycle cycle : ledger.cycles()) {
            Place place = new Place(cycle.file(), cycle.line());
            if (cycles.put(place, cycle) != null) line.violation(place + " gave two cycles");
        }
        Map<Place, String> rejections = rejections();
        files();
        Set<Place> rows = new HashSet<>();
        for (Planted.Number number : planted.numbers()) {
            Place place = new Place(number.file(), number.line());
            rows.add(place);
            line.look(ROWS, isItsCycle(cycles.get(place), number), place + " has no cycle of its own");
            if (rejections.containsKey(place)) line.violation(place + " was accepted, and rejected");
        }
        for (Planted.BadRow row : planted.badRows()) {
            Place place = new Place(row.file(), row.line());
            rows.add(place);
            String code = rejections.get(place);
            line.look(ROWS, row.kind().equals(code), place + ", " + row.kind() + ", was rejected as " + code);
            if (cycles.containsKey(place)) line.violation(place + " was rejected, and accepted");
        }
        cycles.keySet().stream()
                .filter(place -> !rows.contains(place))
                .forEach(place -> line.violation(place + " gave a cycle, and was never handed in"));
        rejections.keySet().stream()
                .filter(place -> !rows.contains(place))
                .forEach(place -> line.violation(place + " was rejected, and was never handed in"));
        steps();
        return line.check();
    }

    private static boolean isItsCycle(@Nullable Cycle cycle, Planted.Number number) {
        return cycle != null
                && cycle.jurisdiction().equals(number.region())
                && cycle.lineType().equals(number.lineType())
                && cycle.disconnectedAt().equals(number.cutoff());
    }

    private Map<Place, String> rejections() {
        Map<Place, String> rejections = new HashMap<>();
        jdbc.sql("""
                select f.name, r.line, r.code from intake_rejection r join intake_file f on f.id = r.file_id
                """).query(row -> {
            Place place = new Place(row.getString(1), row.getLong(2));
            if (rejections.put(place, row.getString(3)) != null) line.violation(place + " was rejected twice");
        });
        return rejections;
    }

    /** Each file was read once, to its end, and adds up by itself. */
    private void files() {
        Set<String> names = new HashSet<>();
        jdbc.sql("""
                select f.name, f.state, f.lines_read = f.accepted + f.rejected
                        and f.accepted = (select count(*) from cycle c where c.intake_file_id = f.id)
                        and f.rejected = (select count(*) from intake_rejection r where r.file_id = f.id) as adds_up
                from intake_file f
                """).query(row -> {
            String name = row.getString("name");
            if (!names.add(name)) line.violation(name + " was read twice");
            line.look(FILES, row.getBoolean("adds_up"), name + " does not add up");
            if (!row.getString("state").equals("DONE")) line.violation(name + " was not read to its end");
        });
    }

    private void steps() {
        for (Cycle cycle : ledger.cycles()) {
            if (cycle.open() != cycle.mustBeOpen()) line.violation(cycle.id() + " is " + cycle.state() + " at its end");
            if (!cycle.open()) continue;
            boolean due = !cycle.nextDue().plus(LATE).isBefore(at);
            line.look(STEPS, due, cycle.id() + " has been forgotten: its next step is overdue");
        }
    }
}
