package io.reissue.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reissue.edge.access.Principals;
import io.reissue.notices.Notices;
import io.reissue.sandbox.postgres.PostgresForTests;
import io.reissue.sandbox.postgres.PostgresForTests.Database;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the application finds around it: a database, keys, a Temporal server whose time is skipped, and somebody who sends notices. */
final class Surroundings implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-03-02T01:00:00Z");
    static final String OPERATOR_TOKEN = "of-operator-a";

    /** A value that leaves a property out. */
    static final String MISSING = "(missing)";

    private final Database database;
    private final Path folder;
    private final Path keys;
    private final TestWorkflowEnvironment temporal;
    private final AtomicInteger logs = new AtomicInteger();
    private volatile Supplier<Boolean> post = () -> true;

    /** A database and keys of its own. */
    Surroundings() {
        this(PostgresForTests.freshDatabase(), Optional.empty());
    }

    /** A database that somebody else has made, and the keys that it was sealed with. */
    Surroundings(Database database, Path keys) {
        this(database, Optional.of(keys));
    }

    private Surroundings(Database database, Optional<Path> keys) {
        this.database = database;
        folder = temporaryFolder();
        this.keys = keys.orElse(folder.resolve("keys"));
        TestEnvironmentOptions.Builder options =
                TestEnvironmentOptions.newBuilder().setInitialTime(BEGIN);
        Map.of(
                        io.reissue.names.SearchAttributes.JURISDICTION.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
                        io.reissue.names.SearchAttributes.INTAKE.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
                        io.reissue.names.SearchAttributes.STUCK_REASON.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
                        io.reissue.names.SearchAttributes.STUCK_SINCE.getName(),
                        IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
                .forEach(options::registerSearchAttribute);
        temporal = TestWorkflowEnvironment.newInstance(options.build());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("reissue-worker-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    TestWorkflowEnvironment temporal() {
        return temporal;
    }

    /** From now on, what becomes of a notice. */
    void post(Supplier<Boolean> fate) {
        post = fate;
    }

    /** As production configures it, but for some properties; {@link #MISSING} leaves one out. */
    Application start(Map<String, String> more) {
        return start(more, true);
    }

    /** As {@link #start(Map)}, with nobody there who sends notices but whom the properties name. */
    Application startWithoutPost(Map<String, String> more) {
        return start(more, false);
    }

    private Application start(Map<String, String> more, boolean withPost) {
        Path log = folder.resolve("reissue-" + logs.incrementAndGet() + ".log");
        Map<String, Object> properties = properties(log);
        more.forEach((name, value) -> {
            if (value.equals(MISSING)) properties.remove(name);
            else properties.put(name, value);
        });
        SpringApplication application = new SpringApplication(ReissueApplication.class);
        application.setDefaultProperties(properties);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("clock", new ServersClock(this::now, ZoneOffset.UTC));
            context.getBeanFactory().registerSingleton("workflowServiceStubs", temporal.getWorkflowServiceStubs());
            Notices notices = (id, contact, text) -> post.get();
            if (withPost) context.getBeanFactory().registerSingleton("notices", notices);
        });
        try {
            ConfigurableApplicationContext context = application.run();
            return new Application(context, log);
        } catch (RuntimeException refused) {
            throw new Refused(refused, log);
        }
    }

    private Map<String, Object> properties(Path log) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", "0");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        // where semaphores are scarce, initdb settles for as few as 25 connections, and tests start two applications at
        // once
        properties.put("spring.datasource.hikari.maximum-pool-size", "8");
        properties.put("spring.datasource.hikari.minimum-idle", "1");
        properties.put("logging.file.name", log.toString());
        properties.put("logging.structured.format.file", "ecs");
        properties.put("logging.threshold.console", "OFF");
        properties.put("reissue.keys", keys.toString());
        properties.put("reissue.proof.issuer", "carrier.example");
        properties.put("reissue.policies", "classpath:policy-for-tests.yaml");
        properties.put("reissue.principals[0].name", "operator-a");
        properties.put("reissue.principals[0].roles", "OPERATOR,SHOP");
        properties.put("reissue.principals[0].token-sha256", Principals.digest(OPERATOR_TOKEN));
        return properties;
    }

    /** A connection as the owner of the database, to arrange or to break what the application can't; the caller closes it. */
    HikariDataSource owner() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    /** It did not start, and this is what it left in the log. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String log;

        Refused(RuntimeException why, Path log) {
            super(why);
            this.log = read(log);
        }

        String log() {
            return log;
        }
    }

    static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The application's clock, as late as the Temporal server. */
    private static final class ServersClock extends Clock {
        private final InstantSource server;
        private final ZoneId zone;

        private ServersClock(InstantSource server, ZoneId zone) {
            this.server = server;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return server.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new ServersClock(server, other);
        }
    }

    void sleep(Duration duration) {
        temporal.sleep(duration);
    }

    @Override
    public void close() {
        temporal.close();
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
