package io.reissue.recycle;

import io.reissue.cohort.CohortActivitiesImpl;
import io.reissue.fake.Fleet;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.StatusSender;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cycle.ProofSettings;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.StatusPushes;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.outbox.OutboxBell;
import io.reissue.store.platform.PlatformIds;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.realname.EndOfService;
import io.reissue.store.realname.RealNameRecords;
import io.reissue.store.standing.Freshness;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.time.Clock;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The store and the two ports in front of it, put together as a worker does, over a database of its own. */
final class PostgresStore implements AutoCloseable {
    private final StoreForTests store = new StoreForTests();
    private final AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();

    PostgresStore(PlatformConnector platforms) {
        store.clock().set(Fleet.START);
        AuditLog audit = new AuditLog(store.jdbc(), store.clock());
        parts.registerBean(JdbcClient.class, store::jdbc);
        parts.registerBean(TransactionTemplate.class, store::transaction);
        parts.registerBean(Clock.class, store::clock);
        parts.registerBean(JsonMapper.class, () -> new JsonMapper());
        parts.registerBean(Vault.class, () -> new Vault(store.jdbc(), store.keys()));
        parts.registerBean(HolderVault.class, () -> new HolderVault(store.jdbc(), part(Vault.class)));
        parts.registerBean(Inventory.class, () -> new Inventory(store.jdbc(), store.keys()));
        parts.registerBean(Tenures.class, () -> new Tenures(store.jdbc()));
        parts.registerBean(
                EndOfService.class,
                () -> new EndOfService(
                        part(HolderVault.class), part(Tenures.class), new RealNameRecords(store.jdbc(), store.keys())));
        parts.registerBean(AuditLog.class, () -> audit);
        parts.registerBean(FeedWriter.class, () -> new FeedWriter(store.jdbc(), store.clock()));
        parts.registerBean(Certificates.class, () -> new Certificates(store.jdbc(), store.keys()));
        parts.registerBean(CertificateArchive.class, store::archive);
        parts.registerBean(RestoredStore.class, () -> new RestoredStore(store.jdbc(), store.archive()));
        parts.registerBean(
                ProofSettings.class,
                () -> new ProofSettings("https://carrier.example", "next-1", Period.ofDays(3), Period.ofDays(35)));
        parts.registerBean(PlatformIds.class, () -> new PlatformIds(store.jdbc()));
        parts.registerBean(PlatformRegistry.class, () -> PlatformsForTests.registry(store));
        parts.registerBean(Freshness.class, () -> Freshness.ALWAYS);
        parts.registerBean(OutboxBell.class, () -> () -> {});
        parts.registerBean(
                IntakeFiles.class,
                () -> new IntakeFiles(store.jdbc(), store.transactionManager(), store.keys(), audit, store.clock()));
        parts.registerBean(
                IntakeImport.class,
                () -> new IntakeImport(
                        store.jdbc(),
                        store.transaction(),
                        part(Inventory.class),
                        part(Tenures.class),
                        part(HolderVault.class),
                        store.clock()));
        parts.registerBean(PlatformConnector.class, () -> platforms);
        parts.scan(
                "io.reissue.store.answers",
                "io.reissue.store.brake",
                "io.reissue.store.cohort",
                "io.reissue.store.command",
                "io.reissue.store.cycle",
                "io.reissue.store.delivery",
                "io.reissue.store.outbox",
                "io.reissue.store.policy");
        parts.registerBean(
                StatusPushes.class,
                () -> new StatusPushes(
                        store.transaction(),
                        store.jdbc(),
                        new FeedReader(store.jdbc()),
                        part(Inventory.class),
                        part(Outbox.class)));
        parts.registerBean(Runbook.class, () -> new Runbook(null));
        parts.register(StatusSender.class, Exchanges.class, RecycleActivitiesImpl.class, CohortActivitiesImpl.class);
        parts.refresh();
    }

    <T> T part(Class<T> type) {
        return parts.getBean(type);
    }

    /** What the relay does with messages to the store itself, until there are none. */
    void followUps() {
        Map<Outbox.Kind, FollowUp> steps =
                followUpSteps().stream().collect(Collectors.toMap(FollowUp::kind, step -> step));
        List<Outbox.Message> messages = followUps(steps.keySet());
        while (!messages.isEmpty()) {
            messages.forEach(message ->
                    Objects.requireNonNull(steps.get(message.kind())).take(message.target(), message.detail()));
            part(Outbox.class)
                    .delivered(messages.stream().map(Outbox.Message::id).toList());
            messages = followUps(steps.keySet());
        }
    }

    List<FollowUp> followUpSteps() {
        return List.copyOf(parts.getBeansOfType(FollowUp.class).values());
    }

    private List<Outbox.Message> followUps(Set<Outbox.Kind> kinds) {
        return jdbc().sql("select id, kind, target, detail from outbox where kind = any (:kinds) order by id")
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .query((row, n) -> new Outbox.Message(
                        row.getLong("id"),
                        Outbox.Kind.valueOf(row.getString("kind")),
                        row.getObject("target", UUID.class),
                        row.getString("detail"),
                        1))
                .list();
    }

    StoreForTests store() {
        return store;
    }

    JdbcClient jdbc() {
        return store.jdbc();
    }

    @Override
    public void close() {
        parts.close();
        store.close();
    }
}
