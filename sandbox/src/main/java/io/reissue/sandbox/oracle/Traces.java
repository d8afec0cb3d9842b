package io.reissue.sandbox.oracle;

import com.google.protobuf.ByteString;
import io.reissue.sandbox.oracle.Ledger.Cycle;
import io.reissue.sandbox.oracle.Needles.Trace;
import io.reissue.sandbox.oracle.Needles.What;
import io.reissue.sandbox.oracle.TableDump.Row;
import io.reissue.sandbox.oracle.TableDump.Table;
import io.temporal.api.history.v1.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * 5, what stands somewhere. No number, token, holder reference, contact, handle, or hash of one, in tables, histories, logs or metrics;
 * and in no row, log line or metric a cycle beside a platform and what it said. Numbers and holders must not be found whatever the state of
 * their cycle: even before the purge they are sealed.
 */
final class Traces {
    static final String COLUMNS = "columns of tables";
    static final String ROWS = "rows of tables";
    static final String HISTORIES = "histories";
    static final String LOG = "lines of logs";
    static final String METRICS = "metrics";

    private static final String INVENTORY = "public.number.token";
    private static final String REAL_NAMES = "real_name";

    /** What people decided about a platform, and what became of it in those two words, stands there by design. */
    private static final Set<String> DECISIONS = Set.of("public.command", "public.waiver", "public.cycle_result");

    private record Seen(String place, Trace trace) {}

    private final Needles needles;
    private final Pairs everywhere;
    private final Pairs purged;
    private final Line line;
    /** One violation for a kind of trace in a kind of place is as good as a thousand. */
    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

    Traces(Needles needles, Ledger ledger, Line line) {
        this.needles = needles;
        this.line = line;
        List<UUID> all = ledger.cycles().stream().map(Cycle::id).toList();
        List<UUID> gone =
                ledger.cycles().stream().filter(Cycle::purged).map(Cycle::id).toList();
        this.everywhere = new Pairs(all, ledger.platformCodes());
        this.purged = new Pairs(gone, ledger.platformCodes());
    }

    void tables(TableDump dump) {
        List<Table> tables = dump.tables();
        line.looked(COLUMNS, TableDump.columns(tables));
        for (Table table : tables) dump.read(table, this::row);
        dump.closedTables().forEach(table -> line.violation(table + " can't be looked into"));
    }

    private void row(Table table, Row row) {
        line.looked(ROWS, 1);
        Optional<UUID> cycle = Optional.empty();
        boolean platform = false;
        for (int i = 0; i < row.start().length; i++) {
            if (row.length()[i] <= 0) continue;
            TableDump.Column column = table.columns().get(i);
            String place = table + "." + column.name();
            int from = row.start()[i];
            int to = from + row.length()[i];
            platform |= table.isPlatform(i);
            needles.search(row.bytes(), from, to, column.binary(), trace -> found(place, trace));
            if (cycle.isEmpty() && !column.binary()) cycle = purged.cycle(row.bytes(), from, to);
        }
        if (cycle.isEmpty() || DECISIONS.contains(table.toString())) return;
        // a platform by its id has no code, and what it said may be a number or a bit
        if (platform || purged.isPair(text(table, row))) {
            line.violation(cycle.get() + " stands beside a platform's outcome in " + table);
        }
    }

    /** A row as text, without what a command was answered: that is no platform's word. */
    private static String text(Table table, Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.start().length; i++) {
            if (row.length()[i] <= 0 || table.columns().get(i).binary()) continue;
            text.append(new String(row.bytes(), row.start()[i], row.length()[i], StandardCharsets.UTF_8))
                    .append(' ');
        }
        return text.toString().replace("\"verdict\": \"REFUSED\"", "");
    }

    private void found(String place, Trace trace) {
        if (place.equals(INVENTORY) && trace.what() == What.TOKEN) return;
        if (place.startsWith(REAL_NAMES + ".") && trace.what() == What.REFERENCE) return;
        if (seen.add(new Seen(place, trace))) line.violation(trace + " in " + place);
    }

    /** By its bytes: in them the payloads stand as they are, and every text as UTF-8. The name is searched with it. */
    void history(String workflowId, History history) {
        line.looked(HISTORIES, 1);
        byte[] bytes = ByteString.copyFromUtf8(workflowId + "\n")
                .concat(history.toByteString())
                .toByteArray();
        String kind = workflowId.replaceAll("\\..*", "");
        needles.search(bytes, 0, bytes.length, true, trace -> found("a history of " + kind, trace));
    }

    void log(Path file) {
        LogFiles.read(file, (bytes, length) -> line(LOG, "the log", bytes, length));
    }

    void metrics(String text) {
        text.lines().forEach(metric -> {
            byte[] bytes = metric.getBytes(StandardCharsets.UTF_8);
            line(METRICS, "the metrics", bytes, bytes.length);
            if (everywhere.cycle(bytes, 0, bytes.length).isPresent()) line.violation("a metric names a cycle");
        });
    }

    private void line(String clause, String place, byte[] bytes, int length) {
        line.looked(clause, 1);
        needles.search(bytes, 0, length, false, trace -> found(place, trace));
        Optional<UUID> cycle = everywhere.cycle(bytes, 0, length);
        if (cycle.isPresent() && everywhere.isPair(new String(bytes, 0, length, StandardCharsets.UTF_8))) {
            line.violation(cycle.get() + " stands beside a platform's outcome in " + place);
        }
    }
}
