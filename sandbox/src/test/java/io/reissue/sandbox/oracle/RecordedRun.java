package io.reissue.sandbox.oracle;

import io.reissue.sandbox.PlayedDemo;
import io.reissue.sandbox.SandboxFolder;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A small demo that was really played, all of whose facts are at hand after its end: the database to be copied, the log to be copied, the
 * pages and histories as a judge read them while it ran.
 */
final class RecordedRun implements AutoCloseable {
    private static final long SEED = 7;
    private static final int NUMBERS = 60;
    private static final int PLATFORMS = 24;
    /** Statements that are about rows. */
    private static final Pattern ROWS = Pattern.compile("insert|update|delete");

    private final Path folder;
    private final Evidence original;
    private final ReplayedPages control;
    private final ReplayedPages application;
    private final ReplayedTemporal temporal;
    private final EmbeddedPostgres postgres;
    private int copies;

    private RecordedRun(
            Path folder,
            Evidence original,
            ReplayedPages control,
            ReplayedPages application,
            ReplayedTemporal temporal,
            EmbeddedPostgres postgres) {
        this.folder = folder;
        this.original = original;
        this.control = control;
        this.application = application;
        this.temporal = temporal;
        this.postgres = postgres;
    }

    static RecordedRun play(Path folder) throws IOException, InterruptedException, SQLException {
        Evidence original;
        ReplayedPages control;
        ReplayedPages application;
        ReplayedTemporal temporal;
        try (PlayedDemo demo = PlayedDemo.play(folder, SEED, NUMBERS, PLATFORMS)) {
            original = demo.evidence();
            control = new ReplayedPages(original.platforms());
            application = new ReplayedPages(original.metrics().getFirst().resolve("/"));
            temporal = new ReplayedTemporal(original.temporal());
            Oracle.judge(through(original, original.database(), original.logs(), control, application, temporal));
        }
        control.originalIsGone();
        application.originalIsGone();
        temporal.originalIsGone();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(new SandboxFolder(folder).database());
        try (Connection connection = connect(postgres, "postgres");
                Statement statement = connection.createStatement()) {
            // copies that nobody needs tomorrow
            statement.execute("alter system set fsync = off");
            statement.execute("select pg_reload_conf()");
        }
        return new RecordedRun(folder, original, control, application, temporal, postgres);
    }

    private static Evidence through(
            Evidence original,
            javax.sql.DataSource database,
            List<Path> logs,
            ReplayedPages control,
            ReplayedPages application,
            ReplayedTemporal temporal) {
        return new Evidence(
                database,
                temporal.target(),
                original.namespace(),
                control.base(),
                original.manifests(),
                logs,
                List.of(application.base().resolve("actuator/prometheus")),
                application.base().resolve(".well-known/reissue-certificates.json"),
                original.at());
    }

    /** The facts as they are, and a way to change a copy of them. */
    final class Copy implements AutoCloseable {
        private final String name;
        private final Path log;
        private final SingleConnectionDataSource connection;
        private final Planted planted = Planted.read(original.manifests());

        private Copy() throws SQLException, IOException {
            name = "copy_" + ++copies;
            try (Connection server = connect(postgres, "postgres");
                    Statement statement = server.createStatement()) {
                statement.execute("create database " + name + " template reissue strategy file_copy");
            }
            connection = new SingleConnectionDataSource(connect(postgres, name), true);
            // what no constraint would let happen can be planted all the same
            sql("set session_replication_role = replica");
            jdbc().sql("""
                    select 'alter table ' || conrelid::regclass || ' drop constraint ' || quote_ident(conname)
                    from pg_constraint where contype = 'c' and connamespace in ('public'::regnamespace, 'real_name'::regnamespace)
                    """).query((row, n) -> row.getString(1)).list().forEach(this::sql);
            sql("drop index cycle_one_open");
            log = Files.createDirectories(folder.resolve("logs").resolve(name)).resolve("reissue.log");
            Files.copy(original.logs().getFirst(), log);
            control.change((path, page) -> page);
            application.change((path, page) -> page);
            temporal.change((id, history) -> history, null);
        }

        JdbcClient jdbc() {
            return JdbcClient.create(connection);
        }

        /** Changes something, and at least one row of it. */
        void sql(String statement) {
            int rows = jdbc().sql(statement).update();
            if (rows == 0 && ROWS.matcher(statement.strip()).lookingAt())
                throw new IllegalStateException("nothing: " + statement);
        }

        String one(String query) {
            return jdbc().sql(query).query(String.class).list().getFirst();
        }

        void log(String line) {
            try {
                Files.writeString(log, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        Planted planted() {
            return planted;
        }

        ReplayedPages control() {
            return control;
        }

        ReplayedPages application() {
            return application;
        }

        ReplayedTemporal temporal() {
            return temporal;
        }

        List<Check> judge() {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(postgres.jdbcUrl(name));
            database.setUser(postgres.user());
            database.setPassword(postgres.password());
            return Oracle.judge(through(original, database, List.of(log), control, application, temporal))
                    .checks();
        }

        @Override
        public void close() throws SQLException {
            connection.destroy();
            try (Connection server = connect(postgres, "postgres");
                    Statement statement = server.createStatement()) {
                statement.execute("drop database " + name);
            }
        }
    }

    Copy copy() throws SQLException, IOException {
        return new Copy();
    }

    private static Connection connect(EmbeddedPostgres postgres, String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), postgres.password());
    }

    @Override
    public void close() {
        control.close();
        application.close();
        temporal.close();
        postgres.close();
    }
}
