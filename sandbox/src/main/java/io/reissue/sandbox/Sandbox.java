package io.reissue.sandbox;

import io.reissue.edge.access.Principals;
import io.reissue.relay.LateCheck;
import io.reissue.relay.OutboxRelay;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.sandbox.platforms.PlatformSettings;
import io.reissue.sandbox.platforms.SimulatedPlatforms;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.time.DueAnswers;
import io.reissue.sandbox.time.VirtualTemporal;
import io.reissue.sandbox.time.VirtualTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.policy.PolicyStore;
import io.reissue.worker.ReissueApplication;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** All of it, running: database, Temporal, application, platforms. Closed in the reverse order. */
public final class Sandbox implements AutoCloseable {
    static final Set<String> JURISDICTIONS = Set.of("CN", "US", "KR", "IN", "AU", "CH");

    /** A step in which nothing settles for this long in real time is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SandboxFolder folder;
    private final EmbeddedPostgres postgres;
    private final VirtualTemporal temporal;
    private final SimulatedPlatforms platforms;
    private final ConfigurableApplicationContext application;
    private final KeptTime keptTime;
    private final VirtualTime time;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Sandbox(
            SandboxFolder folder,
            EmbeddedPostgres postgres,
            VirtualTemporal temporal,
            SimulatedPlatforms platforms,
            ConfigurableApplicationContext application,
            KeptTime keptTime) {
        this.folder = folder;
        this.postgres = postgres;
        this.temporal = temporal;
        this.platforms = platforms;
        this.application = application;
        this.keptTime = keptTime;
        this.time =
                temporal.time(due(platforms, bean(Outbox.class), bean(OutboxRelay.class)), keptTime::reach, PATIENCE);
    }

    /**
     * Starts a new sandbox, or one that was left, at the virtual time it was left at.
     *
     * @param ports fixed ones, or 0 for any that is free
     */
    public static Sandbox start(SandboxFolder folder, long seed, int platformCount, Ports ports) {
        Instant begin = folder.time().orElse(Scenario.BEGIN.toInstant());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.database(), ports.database());
        postgres.ensureDatabase("reissue");
        KeptTime keptTime = new KeptTime(folder, begin);
        VirtualTemporal temporal = VirtualTemporal.start(begin, ports.temporal());
        keptTime.watch(temporal.clock());
        Attributes.register(temporal);
        Carrier carrier = new Carrier();
        SimulatedPlatforms platforms = SimulatedPlatforms.start(
                new PlatformSettings(folder.platforms(), seed, platformCount, ports.platforms(), 0),
                temporal.clock(),
                carrier::address);
        ConfigurableApplicationContext application = application(folder, postgres, temporal, ports);
        carrier.port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
        Sandbox sandbox = new Sandbox(folder, postgres, temporal, platforms, application, keptTime);
        sandbox.register();
        return sandbox;
    }

    /** Ports of what listens on the loopback interface. */
    public record Ports(int edge, int database, int temporal, int platforms) {
        public static final Ports ANY = new Ports(0, 0, 0, 0);
    }

    private static final class Carrier {
        private volatile int port;

        URI address() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    private static ConfigurableApplicationContext application(
            SandboxFolder folder, EmbeddedPostgres postgres, VirtualTemporal temporal, Ports ports) {
        SpringApplication application = new SpringApplication(ReissueApplication.class);
        application.setDefaultProperties(properties(folder, postgres, ports));
        application.addInitializers(context -> {
            var beans = context.getBeanFactory();
            beans.registerSingleton("clock", temporal.clock());
            beans.registerSingleton("workflowServiceStubs", temporal.workflowServiceStubs());
            beans.registerSingleton("busy", new HeldTime(temporal.holds()));
            beans.registerSingleton("notices", new PostOffice());
        });
        application.setRegisterShutdownHook(false);
        return application.run();
    }

    private static Map<String, Object> properties(SandboxFolder folder, EmbeddedPostgres postgres, Ports ports) {
        var properties = new java.util.HashMap<String, Object>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", ports.edge());
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.datasource.url", postgres.jdbcUrl("reissue"));
        properties.put("spring.datasource.username", postgres.user());
        properties.put("spring.datasource.password", postgres.password());
        properties.put("logging.file.name", folder.log().toString());
        properties.put("logging.structured.format.file", "ecs");
        properties.put("logging.threshold.console", "OFF");
        properties.put("reissue.keys", folder.keys().toString());
        properties.put("reissue.proof.issuer", "sandbox.reissue.example");
        properties.put("reissue.platforms.allow-http-on-loopback", "true");
        // of real time, during which virtual time stands still: one platform's first response never ends
        properties.put("reissue.platforms.read-timeout", "5s");
        properties.put("reissue.platforms.total-timeout", "5s");
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

    /** The sandbox's own principals: two operators, so that two-person rules can be tried. */
    public enum Login {
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

        public String principal() {
            return principal;
        }

        public String role() {
            return role;
        }
    }

    private void register() {
        PlatformRegistry registry = bean(PlatformRegistry.class);
        for (PlatformContract contract : platforms.contracts()) registry.register(contract(contract));
        PolicyStore policies = bean(PolicyStore.class);
        Scenario.policies(platforms.contracts()).forEach(policies::put);
    }

    private static io.reissue.store.platform.PlatformContract contract(PlatformContract contract) {
        return new io.reissue.store.platform.PlatformContract(
                contract.code(),
                contract.nameZh(),
                contract.nameEn(),
                Platform.Kind.valueOf(contract.kind().name()),
                JURISDICTIONS,
                contract.endpoint(),
                IdentifierForm.valueOf(contract.identifierForm().name()),
                contract.identifierForm().name().equals("HMAC_SHA256") ? contract.identifierKey() : null,
                contract.batchLimit(),
                contract.ratePerSecond(),
                contract.secretToPlatform(),
                contract.secretFromPlatform());
    }

    /** Starts every workflow that the store says should run; says how many numbers that were. */
    int startAll() {
        return bean(LateCheck.class).startAll();
    }

    /** Moves time; the folder knows of each step before it is taken. */
    void advanceTo(Instant target, java.util.function.Consumer<Instant> progress) throws InterruptedException {
        time.advanceTo(target, progress);
    }

    /** What happens at a virtual time that no timer of the server stands for: queued answers, and messages for later. */
    private static DueAnswers due(SimulatedPlatforms platforms, Outbox outbox, OutboxRelay relay) {
        return new DueAnswers() {
            @Override
            public Optional<Instant> nextDue() {
                return Stream.of(platforms.nextDue(), outbox.nextDue())
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder());
            }

            @Override
            public void postDue(Instant upTo) {
                platforms.postDue(upTo);
                while (relay.relayDue() > 0) {
                    // what it finds is leased, so the next look finds less
                }
            }
        };
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

    public URI edge() {
        return URI.create("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Once, whoever is first: the end of the run, or Ctrl-C. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        List<Runnable> parts = new ArrayList<>();
        parts.add(application::close);
        parts.add(() -> keptTime.leave(clock().instant()));
        parts.add(platforms::close);
        parts.add(temporal::close);
        parts.add(postgres::close);
        RuntimeException first = null;
        for (Runnable part : parts) {
            try {
                part.run();
            } catch (RuntimeException e) {
                if (first == null) first = e;
            }
        }
        if (first != null) throw first;
    }
}
