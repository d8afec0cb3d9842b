package io.reissue.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedPostgresTest {
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(
                "reissue-embedded-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @AfterEach
    void deleteFolder() {
        EmbeddedPostgres.delete(folder);
    }

    @Test
    void startsOnLoopbackWithWritesFlushedAndKeepsRowsOverARestart() throws Exception {
        int port;
        try (var postgres = EmbeddedPostgres.start(folder)) {
            port = postgres.port();
            assertThat(postgres.jdbcUrl("numbers")).isEqualTo("jdbc:postgresql://127.0.0.1:" + port + "/numbers");
            assertThat(read(postgres, "postgres", "SHOW fsync")).isEqualTo("on");
            assertThat(read(postgres, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(read(postgres, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Binaries.version()).startsWith(read(postgres, "postgres", "SHOW server_version"));
            postgres.ensureDatabase("numbers");
            execute(postgres, "numbers", "CREATE TABLE kept AS SELECT 41 AS value");
        }
        try (var postgres = EmbeddedPostgres.start(folder, port)) {
            assertThat(postgres.port()).isEqualTo(port);
            postgres.ensureDatabase("numbers");
            assertThat(read(postgres, "numbers", "SELECT value FROM kept")).isEqualTo("41");
        }
    }

    @Test
    void keepsCommittedRowsWhenTheServerIsKilledWhileSessionsAreBusy() throws Exception {
        var postgres = EmbeddedPostgres.start(folder);
        execute(postgres, "postgres", "CREATE TABLE kept AS SELECT 42 AS value");
        try (var open = postgres.connect("postgres")) {
            open.setAutoCommit(false);
            EmbeddedPostgres.execute(open, "INSERT INTO kept VALUES (43)");
            killServer();
        }
        postgres.close();
        try (var again = EmbeddedPostgres.start(folder)) {
            assertThat(read(again, "postgres", "SELECT string_agg(value::text, ',') FROM kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    @Timeout(60)
    void startsAgainOnItsPortWhenItIsKilled() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            execute(postgres, "postgres", "CREATE TABLE kept AS SELECT 42 AS value");
            var killed = server();
            killServer();

            awaitConnection(postgres);

            assertThat(read(postgres, "postgres", "SELECT value FROM kept")).isEqualTo("42");
            assertThat(server().pid()).isNotEqualTo(killed.pid());
        }
    }

    @Test
    void leavesItToHimWhoStoppedItOrderly() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            signal(server(), "INT");

            postgres.startAgainIfKilled();

            assertThat(folder.resolve("data").resolve("postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void takesOverFromAServerThatOutlivedItsKilledJvm() throws Exception {
        var orphaned = otherProcess(folder);
        assertThat(orphaned.inputReader().readLine()).isEqualTo("started");
        orphaned.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        var orphan = server();
        assertThat(orphan.isAlive()).isTrue();

        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(read(postgres, "postgres", "SELECT value FROM written")).isEqualTo("7");
            assertThat(server().pid()).isNotEqualTo(orphan.pid());
        }
    }

    @Test
    void refusesAFolderThatAnotherProcessUses() throws Exception {
        var other = otherProcess(folder);
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("started");
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("in use by another process");
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesAFolderThatIsInUseInThisProcess() {
        try (var _ = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).hasMessageContaining("in use");
        }
    }

    @Test
    void replacesWhatAnInterruptedInitializationLeft() throws Exception {
        var leftover = Files.createDirectories(folder.resolve("data.init").resolve("base"));
        Files.writeString(leftover.resolve("1"), "half a database");
        Files.writeString(folder.resolve("password"), "of that half");

        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(read(postgres, "postgres", "SELECT 1")).isEqualTo("1");
            assertThat(folder.resolve("data.init")).doesNotExist();
        }
    }

    @Test
    void isNotMisledByAnotherProcessThatHasTheOldNumberNow() throws Exception {
        EmbeddedPostgres.start(folder).close();
        var file = folder.resolve("data").resolve("postmaster.pid");
        Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n1\n1\n\n\n  1  1\n");

        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(read(postgres, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void saysThatTheGivenPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage("port " + taken.getLocalPort() + " on 127.0.0.1 is in use: choose another one");
        }
    }

    @Test
    void deletesALivingOrphanTogetherWithItsFolder() throws Exception {
        var orphaned = otherProcess(folder);
        assertThat(orphaned.inputReader().readLine()).isEqualTo("started");
        orphaned.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        var orphan = server();

        EmbeddedPostgres.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(orphan.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private static void awaitConnection(EmbeddedPostgres postgres) {
        while (true) {
            try (var _ = postgres.connect("postgres")) {
                return;
            } catch (SQLException _) {
                Thread.onSpinWait();
            }
        }
    }

    private static void signal(ProcessHandle process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, process.pid() + "").start().waitFor();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private void killServer() throws Exception {
        var server = server();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private ProcessHandle server() throws IOException {
        var pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static Process otherProcess(Path folder) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void execute(EmbeddedPostgres postgres, String database, String sql) throws SQLException {
        try (var connection = postgres.connect(database)) {
            EmbeddedPostgres.execute(connection, sql);
        }
    }

    private static String read(EmbeddedPostgres postgres, String database, String sql) throws SQLException {
        try (var connection = postgres.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
