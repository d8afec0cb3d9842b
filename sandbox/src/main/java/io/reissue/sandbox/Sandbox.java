package io.reissue.sandbox;

import io.reissue.edge.access.Principals;
import io.reissue.relay.OutboxRelay;
import io.reissue.relay.Reconcile;
import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.issuer.DevelopmentIssuer;
import io.reissue.sandbox.issuer.StaffMember;
import io.reissue.sandbox.live.Onboarding;
import io.reissue.sandbox.oracle.Evidence;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.sandbox.platforms.PlatformSettings;
import io.reissue.sandbox.platforms.SimulatedPlatforms;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.time.DueAnswers;
import io.reissue.sandbox.time.VirtualTemporal;
import io.reissue.sandbox.time.VirtualTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.policy.PolicyStore;
import io.reissue.worker.ReissueApplication;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** All of it, running: database, Temporal, application, platforms. Closed in the reverse order. */
public final class Sandbox implements AutoCloseable {
    static final Set<String> JURISDICTIONS = Set.of("CN", "US", "KR", "IN", "AU", "CH");

    /** What wakes within so much happens side by side, as it would on more than this one machine. */
    private static final Duration GRAIN = Duration.ofMinutes(2);

    /** A step in which nothing settles for this long in real time is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int STARTED_AT_ONCE = 8;

    /** So few rows are found the same way whatever is asked for: a connection plans each of its statements once. */
    private static final String PLANNED_ONCE = "plan_cache_mode=force_generic_plan";

    /** Each plans every statement for itself. */
    private static final int CONNECTIONS = 10;

    /** With the entries of the platforms' logs they leave connections to the numbers. */
    private static final int ANSWERS_AT_ONCE = 4;

    /** Plans that were made while a table was empty are made anew once it is known how full it is. */
    private static final String ANALYZED_SOON = "autovacuum_naptime=5s";

    private final SandboxFolder folder;
    private final VirtualTemporal temporal;
    private final SimulatedPlatforms platforms;
    private final ConfigurableApplicationContext application;
    private final VirtualTime time;
    private final Parts parts;

    private Sandbox(
            SandboxFolder folder,
            VirtualTemporal temporal,
            SimulatedPlatforms platforms,
            ConfigurableApplicationContext application,
            KeptTime keptTime,
            Parts parts) {
        this.folder = folder;
        this.temporal = temporal;
        this.platforms = platforms;
        this.application = application;
        DueAnswers dues = new Dues(platforms, bean(Outbox.class), bean(OutboxRelay.class), bean(HeldTime.class));
        this.time = temporal.time(dues, keptTime::reach, GRAIN, PATIENCE);
        this.parts = parts;
    }

    /**
     * Starts a new sandbox, or one that was left, at the virtual time it was left at.
     *
     * @param ports fixed ones, or 0 for any that is free
     */
    public static Sandbox start(SandboxFolder folder, long seed, int platformCount, Ports ports) {
        Parts parts = new Parts();
        PlatformSettings settings = new PlatformSettings(folder.platforms(), seed, platformCount, ports.platforms(), 0);
        try {
            return start(folder, settings, ports, parts);
        } catch (RuntimeException failed) {
            try {
                parts.close();
            } catch (RuntimeException unclean) {
                failed.addSuppressed(unclean);
            }
            throw failed;
        }
    }

    private static Sandbox start(SandboxFolder folder, PlatformSettings settings, Ports ports, Parts parts) {
        // whoever has the database's folder has all of it
        Database database = new Database(
                EmbeddedPostgres.starting(folder.database(), ports.database(), PLANNED_ONCE, ANALYZED_SOON));
        parts.add(database::close);
        Instant begin = folder.time().orElse(Scenario.BEGIN.toInstant());
        KeptTime keptTime = new KeptTime(folder, begin);
        VirtualTemporal temporal = VirtualTemporal.start(begin, ports.temporal());
        parts.add(temporal::close);
        keptTime.watch(temporal.clock());
        Attributes.register(temporal);
        Carrier carrier = new Carrier();
        SimulatedPlatforms platforms = SimulatedPlatforms.start(settings, temporal.clock(), carrier::address);
        parts.add(platforms::close);
        parts.add(() -> keptTime.leave(temporal.clock().instant()));
        DevelopmentIssuer issuer = DevelopmentIssuer.start(Login.people(), carrier::isConsole, temporal.clock());
        parts.add(issuer::close);
        ConfigurableApplicationContext application = application(folder, database, temporal, issuer, ports);
        parts.add(application::close);
        carrier.listens(Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port")));
        Sandbox sandbox = new Sandbox(folder, temporal, platforms, application, keptTime, parts);
        sandbox.register();
        sandbox.bean(TimeByHand.class).of(sandbox);
        return sandbox;
    }

    /** Ports of what listens on the loopback interface. */
    public record Ports(int edge, int database, int temporal, int platforms) {
        public static final Ports ANY = new Ports(0, 0, 0, 0);
    }

    private static ConfigurableApplicationContext application(
            SandboxFolder folder, Database database, VirtualTemporal temporal, DevelopmentIssuer issuer, Ports ports) {
        SpringApplication application = new SpringApplication(ReissueApplication.class);
        application.setDefaultProperties(properties(folder, issuer, ports));
        application.addInitializers(context -> {
            var beans = context.getBeanFactory();
            beans.registerSingleton("database", database);
            beans.registerSingleton("clock", temporal.clock());
            beans.registerSingleton("workflowServiceStubs", temporal.workflowServiceStubs());
            beans.registerSingleton("busy", new HeldTime(temporal.holds()));
            beans.registerSingleton("notices", new PostOffice());
            beans.registerSingleton("timeByHand", new TimeByHand());
        });
        application.setRegisterShutdownHook(false);
        try {
            return application.run();
        } catch (RuntimeException failed) {
            // where the database did not start, its own line says why
            database.server();
            throw failed;
        }
    }

    private static Map<String, Object> properties(SandboxFolder folder, DevelopmentIssuer issuer, Ports ports) {
        var properties = new java.util.HashMap<String, Object>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", ports.edge());
        properties.put("spring.main.banner-mode", "off");
        // where it is, and who may use it, is known only once it is up: see Database
        properties.put("spring.datasource.url", "jdbc:postgresql:" + Database.NAME);
        properties.put("logging.file.name", folder.log().toString());
        properties.put("logging.structured.format.file", "ecs");
        properties.put("logging.config", "classpath:io/reissue/sandbox/logback.xml");
        properties.put("reissue.keys", folder.keys().toString());
        properties.put("reissue.proof.issuer", "sandbox.reissue.example");
        properties.put("reissue.platforms.allow-http-on-loopback", "true");
        // platforms that respond at once: more of them side by side only wait for connections and for each other
        properties.put("reissue.temporal.activities-at-once", "16");
        properties.put("reissue.store.connections", CONNECTIONS);
        properties.put("reissue.platforms.answers-at-once", ANSWERS_AT_ONCE);
        // of real time, during which virtual time stands still: one platform's first response never ends
        properties.put("reissue.platforms.read-timeout", "1s");
        properties.put("reissue.platforms.total-timeout", "1s");
        properties.put("reissue.oidc.issuer", issuer.address().toString());
        properties.put("reissue.oidc.client-id", DevelopmentIssuer.CLIENT);
        properties.put("reissue.oidc.audience", DevelopmentIssuer.API);
        properties.put("reissue.oidc.allow-http-on-loopback", "true");
        // time stands still while things happen
        properties.put("reissue.freshness", "0s");
        // months pass here in a minute
        properties.put("reissue.sessions.idle", "3650d");
        properties.put("reissue.sessions.longest", "3650d");
        int i = 0;
        for (var principal : Login.values()) {
            properties.put("reissue.principals[" + i + "].name", principal.principal());
            properties.put("reissue.principals[" + i + "].roles", principal.role());
            properties.put(
                    "reissue.principals[" + i + "].token-sha256",
                    Principals.digest(folder.token(principal.principal())));
            i++;
        }
        return properties;
    }

    /** The sandbox's own people, each with a token and a login: two operators, so that two-person rules can be tried. */
    public enum Login {
        POLICY_ADMIN("policy-admin", "POLICY_ADMIN"),
        APPROVER("approver", "APPROVER"),
        OPERATOR_A("operator-a", "OPERATOR"),
        OPERATOR_B("operator-b", "OPERATOR"),
        SHOP("shop", "SHOP"),
        AUDITOR("auditor", "AUDITOR");

        private final String principal;
        private final String role;

        Login(String principal, String role) {
            this.principal = principal;
            this.role = role;
        }

        private static List<StaffMember> people() {
            return Stream.of(values())
                    .map(login -> new StaffMember(login.principal, login.role))
                    .toList();
        }

        public String principal() {
            return principal;
        }

        public String role() {
            return role;
        }
    }

    private void register() {
        // one transaction, rather than a disk access per platform
        bean(TransactionTemplate.class).executeWithoutResult(status -> registerAll());
    }

    private void registerAll() {
        PlatformRegistry registry = bean(PlatformRegistry.class);
        for (PlatformContract contract : platforms.contracts())
            registry.register(Onboarding.contract(contract, JURISDICTIONS));
        PolicyStore policies = bean(PolicyStore.class);
        Scenario.policies(platforms.contracts()).forEach(policies::put);
    }

    /** Starts every workflow that the store says should run; the server began empty. */
    void startAll() {
        bean(Reconcile.class).start(Reconcile.Pace.fromTheBeginning(STARTED_AT_ONCE));
    }

    /** Moves time; the folder knows of each step before it is taken. */
    void advanceTo(Instant target, java.util.function.Consumer<Instant> progress) throws InterruptedException {
        time.advanceTo(target, progress);
    }

    /** Where time is being moved to; empty: it is not being moved. */
    Optional<Instant> movesTo() {
        return time.target();
    }

    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    public Clock clock() {
        return temporal.clock();
    }

    public SimulatedPlatforms platforms() {
        return platforms;
    }

    public VirtualTemporal temporal() {
        return temporal;
    }

    public SandboxFolder folder() {
        return folder;
    }

    String property(String name) {
        return application.getEnvironment().getRequiredProperty(name);
    }

    public URI edge() {
        return URI.create("http://127.0.0.1:" + property("local.server.port"));
    }

    /** Where a judge finds the facts of this run, as he would from outside. */
    Evidence evidence() {
        Database server = bean(Database.class);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.getJdbcUrl());
        database.setUser(server.getUsername());
        database.setPassword(server.getPassword());
        URI metrics = edge().resolve("/actuator/prometheus");
        return new Evidence(
                database,
                "127.0.0.1:" + temporal.port(),
                VirtualTemporal.NAMESPACE,
                platforms.controlBase(),
                List.of(folder.root().resolve(ManifestFile.NAME)),
                List.of(folder.log()),
                List.of(metrics),
                Evidence.keysBeside(metrics),
                clock().instant());
    }

    /** The same as a command line. */
    String judgement() {
        Evidence facts = evidence();
        Database server = bean(Database.class);
        return "PGPASSWORD=\"$(cat '" + folder.database().resolve("password") + "')\" ./run oracle --database "
                + server.getJdbcUrl() + " --user " + server.getUsername() + " --temporal " + facts.temporal()
                + " --platforms " + facts.platforms() + " --manifest '"
                + facts.manifests().getFirst() + "' --log '" + folder.log()
                + "' --metrics " + facts.metrics().getFirst() + " --at " + facts.at();
    }

    /** Once, whoever is first: the end of the run, or Ctrl-C. */
    @Override
    public void close() {
        parts.close();
    }
}
