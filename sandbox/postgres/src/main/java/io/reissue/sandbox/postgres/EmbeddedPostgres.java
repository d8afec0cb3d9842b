package io.reissue.sandbox.postgres;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server in a folder of ours, reachable on the loopback interface only. Committed rows survive whatever is
 * killed: writes are flushed, a start first stops a server that outlived its JVM, and a server that is killed is started
 * again on its port within seconds. One that somebody stops orderly is left to him. One process at a time may use a
 * folder. {@link #close} stops the server and keeps the data.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String USER = "reissue";
    private static final int START_SECONDS = 120;
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private final DataFolder folder;
    private final RunAs runAs;
    private final Binaries binaries;
    private final List<String> settings;
    private final String password;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postgres-watch").factory());
    private int port;
    private boolean closed;

    private EmbeddedPostgres(
            DataFolder folder, RunAs runAs, Binaries binaries, List<String> settings, String password) {
        this.folder = folder;
        this.runAs = runAs;
        this.binaries = binaries;
        this.settings = settings;
        this.password = password;
    }

    /**
     * Starts on a port that is free, with a new and empty cluster if the folder holds none.
     *
     * @throws EmbeddedPostgresException with one line that says what is in the way
     */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, 0, List.of(), List.of());
    }

    /** As {@link #start(Path)}, on the given port. */
    public static EmbeddedPostgres start(Path folder, int port) {
        return start(folder, port, List.of(), List.of());
    }

    /**
     * As {@link #start(Path, int)}, but returns as soon as the folder is this process's own, and starts in the background; the
     * future fails as {@code start} would.
     *
     * @param settings of the server, each as {@code name=value}
     * @throws EmbeddedPostgresException if another process uses the folder
     */
    public static CompletableFuture<EmbeddedPostgres> starting(Path path, int port, String... settings) {
        var folder = DataFolder.locked(path);
        return CompletableFuture.supplyAsync(
                () -> start(folder, port, List.of(), List.of(settings)),
                Thread.ofPlatform().name("postgres-start")::start);
    }

    static EmbeddedPostgres start(Path path, int port, List<String> initOptions, List<String> settings) {
        return start(DataFolder.locked(path), port, initOptions, settings);
    }

    private static EmbeddedPostgres start(
            DataFolder folder, int port, List<String> initOptions, List<String> settings) {
        try {
            var runAs = folder.runAs();
            var binaries = Binaries.unpacked(runAs, folder.path());
            if (!folder.isInitialized()) {
                folder.initialize(runAs, binaries, initOptions);
            }
            var postgres = new EmbeddedPostgres(folder, runAs, binaries, settings, folder.password());
            postgres.stopOrphan();
            postgres.listen(port);
            postgres.watch();
            return postgres;
        } catch (IOException e) {
            unlock(folder);
            throw new EmbeddedPostgresException("PostgreSQL can't be started in " + folder.path() + ": " + e, e);
        } catch (RuntimeException e) {
            unlock(folder);
            throw e;
        }
    }

    /** Deletes the folder with its database, stopping a server that outlived its JVM; absent is fine. */
    public static void delete(Path path) {
        if (!Files.isDirectory(path)) {
            return;
        }
        var folder = DataFolder.locked(path);
        try (folder) {
            if (folder.isInitialized()) {
                var runAs = folder.runAs();
                var binaries = Binaries.unpacked(runAs, folder.path());
                new EmbeddedPostgres(folder, runAs, binaries, List.of(), "").stopOrphan();
            }
            Folders.delete(folder.path());
        } catch (IOException e) {
            throw new EmbeddedPostgresException("the database in " + folder.path() + " can't be deleted: " + e, e);
        }
    }

    public int port() {
        return port;
    }

    /** The superuser, who owns what is created. */
    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Where the database of this name is; it need not exist yet. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Creates an empty database of this name (letters, digits, underscores) unless it exists. */
    public void ensureDatabase(String database) {
        try (var connection = connect("postgres");
                var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            if (!query.executeQuery().next()) {
                execute(connection, "CREATE DATABASE \"" + database + "\"");
            }
        } catch (SQLException e) {
            throw new EmbeddedPostgresException("the database " + database + " can't be created: " + e.getMessage(), e);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, password);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops the server after rolling back what is open, and gives the folder free. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdown();
        try {
            stopOrphan();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("PostgreSQL in " + folder.path() + " can't be stopped: " + e, e);
        } finally {
            unlock(folder);
        }
    }

    private void watch() {
        watch.scheduleWithFixedDelay(this::startAgainIfKilled, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A server that is stopped takes its file away; one that is killed leaves it behind. */
    synchronized void startAgainIfKilled() {
        try {
            if (closed || !folder.hasPostmasterFile() || folder.postmaster().isPresent()) {
                return;
            }
            LOG.log(Level.WARNING, "PostgreSQL was killed; starting it again");
            folder.declarePostmasterDead();
            listen(port);
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.log(Level.WARNING, "PostgreSQL was killed and does not start yet: {0}", e.getMessage());
        }
    }

    private void listen(int wanted) throws IOException {
        var problem = "";
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = freePort(wanted);
            Files.deleteIfExists(folder.log());
            var result = pgCtl("start", "-l", folder.log().toString(), "-o", serverOptions());
            if (result.exit() == 0) {
                return;
            }
            problem = Files.exists(folder.log())
                    ? new RunAs.Result(result.exit(), Files.readString(folder.log())).reason()
                    : result.reason();
            if (!passes(problem)) {
                break;
            }
            pause();
        }
        throw new EmbeddedPostgresException("PostgreSQL does not start in " + folder.path() + ": " + problem);
    }

    /** Sessions of a killed server need a moment to notice; a free port can be taken by another in that moment. */
    private static boolean passes(String problem) {
        return problem.contains("shared memory block") || problem.contains("could not create any TCP/IP sockets");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while PostgreSQL was starting", e);
        }
    }

    private String serverOptions() {
        // No socket file: its path could be too long, and a password guards the port.
        var options = new StringBuilder("-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c timezone=UTC -c log_timezone=UTC");
        settings.forEach(setting -> options.append(" -c ").append(setting));
        return options.toString();
    }

    private static int freePort(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("port " + wanted + " on 127.0.0.1 is in use: choose another one", e);
        }
    }

    /** A server outlives a JVM that is killed, and goes on holding the data. */
    private void stopOrphan() throws IOException {
        if (!folder.hasPostmasterFile()) {
            return;
        }
        var running = folder.postmaster();
        if (running.isEmpty()) {
            folder.declarePostmasterDead();
            return;
        }
        var result = pgCtl("stop", "-m", "fast");
        if (result.exit() != 0 && running.get().isAlive()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL in " + folder.path() + " does not stop: " + result.reason());
        }
    }

    private RunAs.Result pgCtl(String action, String... options) {
        var command = new ArrayList<>(List.of(
                binaries.program("pg_ctl"), action, "-D", folder.data().toString(), "-w", "-t", START_SECONDS + ""));
        command.addAll(List.of(options));
        return runAs.run(command.toArray(String[]::new));
    }

    private static void unlock(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("the lock of " + folder.path() + " can't be given back: " + e, e);
        }
    }
}
