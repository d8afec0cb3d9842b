package io.reissue.sandbox.seed;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reissue.recycle.CycleState;
import io.reissue.sandbox.SandboxFolder;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.realname.DatabaseRole;
import io.reissue.store.vault.FileKeyRing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run seed}: fills a new database as if numbers had come in for eight months. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fills a new database with numbers in every state, as after eight months of a carrier: for "
                    + "measuring what people look at.",
            "Tables, keys and numbers are real, so that a number is found and its page opened; no workflow "
                    + "is started."
        },
        footer = {
            "",
            "The password of the database user comes from the environment variable PGPASSWORD, or from the "
                    + "password file that libpq reads (PGPASSFILE). The user has to own the database.",
            "Exit codes: 0 seeded, 1 failed, or there are numbers in the database already, 2 wrong usage."
        })
public final class SeedCommand implements Callable<Integer> {
    /** In a data folder's state: of a database that no sandbox can play. */
    public static final String SEEDED = "seeded";

    private static final int LEAST = 1_000;
    private static final double SECOND = 1e9;

    @Option(names = "--cycles", paramLabel = "N", description = "How many (${DEFAULT-VALUE}; 1,000 to 10,000,000).")
    int cycles = 1_000_000;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "INSTANT",
            description = "The present: freezes end before and after it, as 2026-09-18T01:00:00Z. Needed.")
    Instant at = Instant.EPOCH;

    @Option(names = "--platforms", paramLabel = "P", description = "Platforms (${DEFAULT-VALUE}; 20 to 400).")
    int platforms = 220;

    @Option(names = "--seed", paramLabel = "S", description = "Everything seeded follows from it (${DEFAULT-VALUE}).")
    long seed = 1;

    @ArgGroup(multiplicity = "1")
    Where where = new Where();

    /** One of two. */
    static final class Where {
        @Option(names = "--data", paramLabel = "DIR", description = "A data folder of its own, with database and keys.")
        @Nullable
        Path data;

        @ArgGroup(exclusive = false)
        @Nullable
        Elsewhere elsewhere;
    }

    /** A database that runs elsewhere. */
    static final class Elsewhere {
        @Option(
                names = "--database",
                required = true,
                paramLabel = "URL",
                description = "jdbc:postgresql://HOST:PORT/NAME.")
        String database = "";

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "Database user.")
        String user = "";

        @Option(names = "--keys", required = true, paramLabel = "DIR", description = "Folder of the key ring.")
        Path keys = Path.of("");
    }

    @Spec
    CommandSpec spec = CommandSpec.create();

    private final long began = System.nanoTime();

    @Override
    public Integer call() throws SQLException {
        if (cycles < LEAST || cycles > Region.NUMBERS_AT_MOST)
            throw new ParameterException(spec.commandLine(), "--cycles: 1,000 to 10,000,000");
        Elsewhere elsewhere = where.elsewhere;
        if (elsewhere != null) {
            seed(elsewhere.database, elsewhere.user, System.getenv("PGPASSWORD"), elsewhere.keys);
            return 0;
        }
        SandboxFolder folder = new SandboxFolder(Objects.requireNonNull(where.data));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.database())) {
            server.ensureDatabase("reissue");
            seed(server.jdbcUrl("reissue"), server.user(), server.password(), folder.keys());
        }
        folder.set(SEEDED, at.toString());
        return 0;
    }

    private void seed(String url, String user, @Nullable String password, Path keys) throws SQLException {
        Flyway.configure().dataSource(url, user, password).load().migrate();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setConnectionInitSql(DatabaseRole.APPLICATION.statement());
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        Map<CycleState, Long> states;
        try (HikariDataSource database = new HikariDataSource(pool)) {
            states = new Seeding(database, new FileKeyRing(keys, Clock.fixed(at, ZoneOffset.UTC)), at, this::say)
                    .seed(seed, cycles, platforms);
        }
        say("analyze");
        try (var owner = DriverManager.getConnection(url, user, password);
                var statement = owner.createStatement()) {
            // what is counted from indexes is read from the tables too, until they are known to be all visible
            statement.execute("vacuum analyze");
        }
        states.forEach((state, numbers) -> say("%-20s %,12d".formatted(state, numbers)));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - began) / SECOND, line);
        out.flush();
    }
}
