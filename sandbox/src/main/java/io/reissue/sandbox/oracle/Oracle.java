package io.reissue.sandbox.oracle;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Judges a run by the eight things that must always hold, from facts alone. The rules are written here once more, from the law and the
 * design: nothing of what is judged is used to judge it. What the platforms saw is read first, then the database, in one snapshot: whatever
 * was acknowledged by then must be in it.
 */
public final class Oracle {
    private static final int OK = 200;

    private final Evidence evidence;

    private Oracle(Evidence evidence) {
        this.evidence = evidence;
    }

    /** What was found, and what the histories cost. */
    public record Verdict(List<Check> checks, EventCounts events) {
        public boolean held() {
            return checks.stream().allMatch(Check::held);
        }
    }

    public static Verdict judge(Evidence evidence) {
        return new Oracle(evidence).judge();
    }

    private Verdict judge() {
        Planted planted = Planted.read(evidence.manifests());
        PlantedDigests digests;
        PlatformFacts platforms;
        try (Books books = new Books(evidence.platforms())) {
            List<Books.Platform> all = books.platforms();
            digests = new PlantedDigests(planted, all);
            platforms = PlatformFacts.read(books, all, digests);
        }
        try (Connection connection = evidence.database().getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return judge(planted, digests, platforms, connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database can't be read: " + e.getMessage(), e);
        }
    }

    private Verdict judge(Planted planted, PlantedDigests digests, PlatformFacts platforms, Connection connection) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        Ledger ledger = new Ledger(jdbc, planted);
        Commands commands = new Commands(jdbc);
        Doubts doubts = new Doubts(jdbc);
        HistoryFacts histories = new HistoryFacts();
        Line five = traces(planted, digests, ledger, histories, connection, jdbc);
        List<Check> checks = new ArrayList<>();
        checks.add(new FloorsAndCeilings(ledger, histories, evidence.at()).judge(jdbc));
        checks.add(new OpenPlatforms(jdbc, ledger, commands, platforms.answers(), doubts).judge());
        checks.add(new Cutoffs(planted, ledger).judge(platforms));
        checks.add(new Undos(jdbc, planted, ledger, platforms, evidence.at()).judge());
        checks.add(five.check());
        checks.add(new IntakeLines(jdbc, planted, ledger, evidence.at()).judge());
        checks.add(survival(jdbc, planted, ledger, commands, platforms, doubts));
        checks.add(new Proofs(jdbc, ledger, new CertificateKeys(text(evidence.certificateKeys()))).judge());
        return new Verdict(List.copyOf(checks), histories.events());
    }

    private Line traces(
            Planted planted,
            PlantedDigests digests,
            Ledger ledger,
            HistoryFacts histories,
            Connection connection,
            JdbcClient jdbc) {
        Line line = new Line(
                "5",
                "no trace in tables, histories, logs or metrics",
                Traces.ROWS,
                Traces.HISTORIES,
                Traces.LOG,
                Traces.METRICS,
                Leftovers.PURGED,
                Leftovers.LINKS,
                Leftovers.LOCK);
        digests.addTokens(jdbc.sql("select token from number")
                .query((row, n) -> row.getBytes(1))
                .list());
        Traces traces = new Traces(new Needles(planted, digests), ledger, line);
        traces.tables(new TableDump(connection, jdbc));
        readHistories(jdbc, traces, histories);
        evidence.logs().stream()
                .flatMap(log -> LogFiles.withRolledOver(log).stream())
                .distinct()
                .forEach(traces::log);
        evidence.metrics().forEach(page -> traces.metrics(text(page)));
        new Leftovers(jdbc, connection, line).judge();
        return line;
    }

    /** By the ids that the tables name; a server that can list tells of all others. */
    private void readHistories(JdbcClient jdbc, Traces traces, HistoryFacts facts) {
        List<String> ids = jdbc.sql("""
                select 'recycle.' || id from cycle
                union select workflow_id from cohort where kind <> 'ALONE'
                union select 'calendar.' || jurisdiction from policy
                union select 'intake.' || id from intake_file
                """).query((row, n) -> row.getString(1)).list();
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(evidence.temporal())
                .build());
        try {
            new Histories(stubs.blockingStub(), evidence.namespace()).read(ids, (id, history) -> {
                facts.add(id, history);
                traces.history(id, history);
            });
        } finally {
            stubs.shutdownNow();
        }
    }

    private Check survival(
            JdbcClient jdbc,
            Planted planted,
            Ledger ledger,
            Commands commands,
            PlatformFacts platforms,
            Doubts doubts) {
        Line line = new Line(
                "7",
                "every acknowledged answer survives, every command is applied",
                Survival.ACKNOWLEDGED,
                Survival.OUTCOMES,
                Obedience.COMMANDS,
                Sequences.AUDIT,
                Sequences.FEED);
        new Survival(jdbc, planted, ledger, platforms.answers(), doubts, line).judge();
        new Obedience(jdbc, ledger, commands, evidence.at(), line).judge(Planted.told(evidence.manifests()));
        new Sequences(jdbc, evidence.at(), line).judge();
        return line.check();
    }

    /** A page, or a file. */
    private static String text(URI place) {
        try {
            if ("file".equals(place.getScheme())) return Files.readString(Path.of(place));
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> response =
                        http.send(HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != OK) {
                    throw new IllegalStateException(place + " answered " + response.statusCode());
                }
                return response.body();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place + " can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
