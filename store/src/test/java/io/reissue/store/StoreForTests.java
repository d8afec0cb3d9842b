package io.reissue.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.postgres.PostgresForTests;
import io.reissue.sandbox.postgres.PostgresForTests.Database;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.realname.DatabaseRole;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The store of one test class: a database of its own with the present schema, keys of its own, and a clock that stands still.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StoreForTests STORE = new StoreForTests();
 * }</pre>
 */
public final class StoreForTests implements AfterAllCallback, AutoCloseable {
    private static final int CONNECTIONS = 24;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final Database database;
    private final boolean passing;
    private final HikariDataSource application;
    private final PlatformTransactionManager transactionManager;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Path keyFolder;
    private final KeyRing keys;
    private final CertificateArchive archive;

    public StoreForTests() {
        this(PostgresForTests.freshDatabase("reissue-store", StoreForTests::migrate), true);
    }

    private StoreForTests(Database database, boolean passing) {
        this.database = database;
        this.passing = passing;
        application = pool(DatabaseRole.APPLICATION, CONNECTIONS);
        jdbc = JdbcClient.create(application);
        transactionManager = new JdbcTransactionManager(application);
        transaction = new TransactionTemplate(transactionManager);
        try {
            keyFolder = Files.createTempDirectory("reissue-test-keys-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = new FileKeyRing(keyFolder, clock);
        archive = new CertificateArchive(keyFolder.resolve("certificates"), clock);
    }

    /** In a server that flushes, which the caller ends. */
    public static StoreForTests over(EmbeddedPostgres postgres) {
        postgres.ensureDatabase("reissue");
        var database = new Database(postgres.jdbcUrl("reissue"), postgres.user(), postgres.password());
        migrate(database);
        return new StoreForTests(database, false);
    }

    /** As its owner reaches it; for whoever connects by himself. */
    public Database database() {
        return database;
    }

    /** Where {@link #keys} are. */
    public Path keyFolder() {
        return keyFolder;
    }

    /** Connected as the application. */
    public DataSource dataSource() {
        return application;
    }

    /** Connected as the application. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** A pool of one connection as the owner of the database, to arrange or to break what the application can't. */
    public HikariDataSource owner() {
        return pool(null, 1);
    }

    /** A pool of one connection in a role; the caller closes it. */
    public HikariDataSource as(DatabaseRole role) {
        return pool(role, 1);
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    /** Begins at 2026-11-23T02:00:00Z. */
    public MutableClock clock() {
        return clock;
    }

    public KeyRing keys() {
        return keys;
    }

    /** Where certificates are kept beside the database. */
    public CertificateArchive archive() {
        return archive;
    }

    /** An open, disclosed-to-nobody cycle of a number, without a key: the least that everything else can refer to. */
    public UUID cycle(long numberId) {
        var fileId = UUID.randomUUID();
        var cycleId = UUID.randomUUID();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into intake_file (id, name, file_date, state, received_at)
                        values (:id, 'test.csv', :date, 'READING', :now)
                        """)
                .param("id", fileId)
                .param("date", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("now", now)
                .update();
        jdbc.sql("""
                        insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending,
                            asking, disconnected_at, floor_at, next_due, created_at)
                        values (:id, :number, :file, 1, 'CN', 'RESIDENTIAL', 'Asia/Shanghai', 'ACCEPTED', 'RELEASE', 'COHORT',
                            :now, :floor, :now, :now)
                        """)
                .param("id", cycleId)
                .param("number", numberId)
                .param("file", fileId)
                .param("now", now)
                .param("floor", now.plusDays(90))
                .update();
        return cycleId;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        application.close();
        if (passing) PostgresForTests.drop(database);
        try (var files = Files.walk(keyFolder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HikariDataSource pool(@Nullable DatabaseRole role, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.addDataSourceProperty("logServerErrorDetail", "false");
        if (role != null) config.setConnectionInitSql(role.statement());
        return new HikariDataSource(config);
    }

    private static void migrate(Database database) {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .load()
                .migrate();
    }
}
