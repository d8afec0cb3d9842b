package io.reissue.store.intake;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reissue.intake.Judgement;
import io.reissue.policy.Asking;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.realname.DatabaseRole;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many rows of an intake file the store takes in a second, and in how much memory; no workflow is started. PostgreSQL is the
 * sandbox's, with its settings: every commit is flushed. Prints, asserts nothing; see docs/benchmarks/intake.md.
 */
public final class IntakeBenchmark {
    private static final int CHUNK_ROWS = 5_000;
    private static final int REPORT_ROWS = 100_000;
    private static final double SECOND = 1e9;
    private static final int MEBIBYTE = 1 << 20;

    private final PrintStream out = System.out;
    private final int rows;

    private IntakeBenchmark(int rows) {
        this.rows = rows;
    }

    /** @param args how many rows; a multiple of 5,000 */
    public static void main(String[] args) throws IOException {
        var benchmark = new IntakeBenchmark(Integer.parseInt(args[0]));
        // not in a folder of one's own: a server of root's runs as somebody else
        var database = Files.createTempDirectory(
                "reissue-benchmark-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var postgres = EmbeddedPostgres.start(database);
                var source = benchmark.migrated(postgres)) {
            benchmark.run(source);
        } finally {
            EmbeddedPostgres.delete(database);
        }
    }

    private HikariDataSource migrated(EmbeddedPostgres postgres) {
        postgres.ensureDatabase("benchmark");
        var url = postgres.jdbcUrl("benchmark");
        Flyway.configure()
                .dataSource(url, postgres.user(), postgres.password())
                .load()
                .migrate();
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setConnectionInitSql(DatabaseRole.APPLICATION.statement());
        return new HikariDataSource(config);
    }

    private void run(HikariDataSource source) throws IOException {
        var jdbc = JdbcClient.create(source);
        var transactions = new JdbcTransactionManager(source);
        var clock = Clock.systemUTC();
        var keyFolder = Files.createTempDirectory("reissue-benchmark-keys-");
        var keys = new FileKeyRing(keyFolder, clock);
        var files = new IntakeFiles(jdbc, transactions, keys, new AuditLog(jdbc, clock), clock);
        var intake = new IntakeImport(
                jdbc,
                new TransactionTemplate(transactions),
                new Inventory(jdbc, keys),
                new Tenures(jdbc),
                new HolderVault(jdbc, new Vault(jdbc, keys)),
                clock);
        var file = files.open(new NewFile("benchmark.csv", "CN", Asking.COHORT, LocalDate.of(2026, 11, 20)));
        files.addPart(file, 0, new byte[] {'x'});
        files.uploaded(file, 1, "benchmark");
        var numbers =
                new Random(1).longs(0, 100_000_000L).distinct().limit(rows).toArray();
        out.printf("%-10s %-10s %-12s %s%n", "rows", "seconds", "rows/s since", "MiB in use after a collection");
        long began = System.nanoTime();
        long reported = began;
        try (var pipeline = new IntakePipeline(intake, file, 0, cycles -> {})) {
            for (int read = CHUNK_ROWS; read <= rows; read += CHUNK_ROWS) {
                pipeline.put(chunk(read - CHUNK_ROWS, numbers));
                if (read % REPORT_ROWS != 0) continue;
                pipeline.finish();
                long now = System.nanoTime();
                out.printf(
                        "%-,10d %-10.1f %-,12.0f %d%n",
                        read, (now - began) / SECOND, REPORT_ROWS * SECOND / (now - reported), used());
                reported = now;
            }
            pipeline.finish();
        }
        double seconds = (System.nanoTime() - began) / SECOND;
        files.finish(file, rows);
        var done = files.find(file).orElseThrow();
        out.printf(
                "%,d rows in %.1f s: %,.0f rows/s; accepted %,d, rejected %,d%n",
                done.linesRead(), seconds, rows / seconds, done.accepted(), done.rejected());
        try (var made = Files.list(keyFolder)) {
            for (var key : made.toList()) Files.delete(key);
        }
        Files.delete(keyFolder);
    }

    private static List<Judgement> chunk(int before, long[] numbers) {
        var chunk = new ArrayList<Judgement>(CHUNK_ROWS);
        for (int i = before; i < before + CHUNK_ROWS; i++)
            chunk.add(IntakesForTests.row(i + 2L, "86138%08d".formatted(numbers[i])));
        return chunk;
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
    }
}
