package io.reissue.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One PostgreSQL for all tests of a JVM, in a temporary folder that is gone when the JVM ends. It runs with
 * {@code fsync=off}: no test outlives its machine, so flushing would cost time and save nothing. Tests about what
 * survives use {@link EmbeddedPostgres}.
 */
public final class PostgresForTests {
    private static final String PREFIX = "reissue-test-postgres-";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private PostgresForTests() {}

    /** A database of one test's own. */
    public record Database(String url, String user, String password) {}

    /** Creates an empty database. */
    public static Database freshDatabase() {
        return create("template1");
    }

    /**
     * Creates a copy of a database that is prepared once per JVM and name: the way to have the schema without running
     * its migrations for every test. The preparation must have closed its connections when it returns.
     */
    public static Database freshDatabase(String template, Consumer<Database> preparation) {
        return create(TEMPLATES.computeIfAbsent(template, _ -> {
            var database = create("template1");
            preparation.accept(database);
            return nameOf(database);
        }));
    }

    /** Drops a database whose test is over; who is still connected is thrown out. Hundreds of them would take long to delete at the end. */
    public static void drop(Database database) {
        try (var connection = Server.RUNNING.connect("postgres")) {
            EmbeddedPostgres.execute(connection, "DROP DATABASE " + nameOf(database) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new EmbeddedPostgresException("a test's database can't be dropped: " + e.getMessage(), e);
        }
    }

    private static String nameOf(Database database) {
        return database.url().substring(database.url().lastIndexOf('/') + 1);
    }

    private static Database create(String template) {
        var server = Server.RUNNING;
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = server.connect("postgres")) {
            EmbeddedPostgres.execute(
                    connection, "CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY");
        } catch (SQLException e) {
            throw new EmbeddedPostgresException("no database for a test: " + e.getMessage(), e);
        }
        return new Database(server.jdbcUrl(name), server.user(), server.password());
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                var folder = Files.createTempDirectory(
                        PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                deleteLeftovers(Files.getLastModifiedTime(folder).toInstant());
                var server = EmbeddedPostgres.start(folder, 0, List.of("--no-sync"), List.of("fsync=off"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    EmbeddedPostgres.delete(folder);
                }));
                return server;
            } catch (IOException e) {
                throw new EmbeddedPostgresException("no folder for the tests' PostgreSQL: " + e, e);
            }
        }

        /** A test JVM that was killed leaves its server running. One that is just starting may not have its lock yet. */
        private static void deleteLeftovers(Instant now) throws IOException {
            var temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try (var folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
                var settled = now.minus(Duration.ofMinutes(1));
                for (var folder : folders) {
                    if (Files.getLastModifiedTime(folder).toInstant().isBefore(settled)) {
                        deleteUnlessInUse(folder);
                    }
                }
            }
        }

        private static void deleteUnlessInUse(Path folder) {
            try {
                EmbeddedPostgres.delete(folder);
            } catch (EmbeddedPostgresException _) {
                // Another test JVM's, or another user's: theirs to delete.
            }
        }
    }
}
