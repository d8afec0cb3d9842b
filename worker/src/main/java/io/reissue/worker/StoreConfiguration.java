package io.reissue.worker;

import io.reissue.store.answers.AnswerBook;
import io.reissue.store.answers.AnswersInTurns;
import io.reissue.store.answers.PostgresAnswerBook;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cycle.ProofSettings;
import io.reissue.store.feed.CloudEvents;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.feed.StatusPushes;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.inventory.Assignments;
import io.reissue.store.inventory.Disclosures;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.login.LoginRates;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.CircuitRules;
import io.reissue.store.platform.JdbcPlatformRegistry;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.PlatformCircuits;
import io.reissue.store.platform.PlatformIncidents;
import io.reissue.store.platform.PlatformPing;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.SignedRequests;
import io.reissue.store.realname.EndOfService;
import io.reissue.store.realname.RealNameRecords;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.SealBroken;
import io.reissue.store.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store's parts that are plain classes, put together once. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    /** Answers, for their turn: as long as for a connection. */
    private static final Duration ANSWERS_WAIT = Duration.ofSeconds(5);

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KeyRing keyRing(ReissueSettings settings, Clock clock) {
        return new FileKeyRing(settings.keys(), clock);
    }

    @Bean
    Vault vault(JdbcClient jdbc, KeyRing keys) {
        return new Vault(jdbc, keys);
    }

    @Bean
    HolderVault holderVault(JdbcClient jdbc, Vault vault) {
        return new HolderVault(jdbc, vault);
    }

    @Bean
    Inventory inventory(JdbcClient jdbc, KeyRing keys, ReissueSettings settings) {
        Inventory inventory = new Inventory(jdbc, keys);
        try {
            inventory.requireOwnKeys();
        } catch (SealBroken foreign) {
            throw new Misconfigured("reissue.keys: " + settings.keys()
                    + " holds other keys than those that this database is sealed with");
        }
        return inventory;
    }

    @Bean
    Tenures tenures(JdbcClient jdbc) {
        return new Tenures(jdbc);
    }

    @Bean
    EndOfService endOfService(JdbcClient jdbc, KeyRing keys, HolderVault holders, Tenures tenures) {
        return new EndOfService(holders, tenures, new RealNameRecords(jdbc, keys));
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, Clock clock) {
        return new AuditLog(jdbc, clock);
    }

    @Bean
    AuditChain auditChain(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new AuditChain(jdbc, transactions);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc) {
        return new AuditTrail(jdbc);
    }

    @Bean
    FeedWriter feedWriter(JdbcClient jdbc, Clock clock) {
        return new FeedWriter(jdbc, clock);
    }

    @Bean
    FeedReader feedReader(JdbcClient jdbc) {
        return new FeedReader(jdbc);
    }

    @Bean
    CloudEvents cloudEvents(Inventory inventory, PlatformRegistry registry) {
        return new CloudEvents(inventory, registry);
    }

    @Bean
    StatusPushes statusPushes(
            TransactionTemplate transaction, JdbcClient jdbc, FeedReader feed, Inventory inventory, Outbox outbox) {
        return new StatusPushes(transaction, jdbc, feed, inventory, outbox);
    }

    @Bean
    Sequencer sequencer(JdbcClient jdbc, TransactionTemplate transaction) {
        return new Sequencer(jdbc, transaction);
    }

    @Bean
    Certificates certificates(JdbcClient jdbc, KeyRing keys) {
        return new Certificates(jdbc, keys);
    }

    /** Beside the keys: shared by all processes, and in no backup of the database. */
    @Bean
    CertificateArchive certificateArchive(ReissueSettings settings, Clock clock) {
        return new CertificateArchive(settings.keys().resolve("certificates"), clock);
    }

    @Bean
    RestoredStore restoredStore(JdbcClient jdbc, CertificateArchive archive) {
        return new RestoredStore(jdbc, archive);
    }

    @Bean
    Disclosures disclosures() {
        return new Disclosures();
    }

    @Bean
    Assignments assignments(
            JdbcClient jdbc,
            Inventory inventory,
            Tenures tenures,
            Disclosures disclosures,
            FeedWriter feed,
            AuditLog audit,
            TransactionTemplate transaction) {
        return new Assignments(jdbc, inventory, tenures, disclosures, feed, audit, transaction);
    }

    @Bean
    IntakeFiles intakeFiles(
            JdbcClient jdbc, PlatformTransactionManager transactions, KeyRing keys, AuditLog audit, Clock clock) {
        return new IntakeFiles(jdbc, transactions, keys, audit, clock);
    }

    @Bean
    IntakeImport intakeImport(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Inventory inventory,
            Tenures tenures,
            HolderVault holders,
            Clock clock) {
        return new IntakeImport(jdbc, transaction, inventory, tenures, holders, clock);
    }

    @Bean
    ProofSettings proofSettings(ReissueSettings settings, Disclosures disclosures) {
        ReissueSettings.Proof proof = settings.proof();
        return new ProofSettings(
                proof.issuer(), disclosures.latest().version(), proof.temporalRetention(), proof.backupHorizon());
    }

    @Bean
    PlatformRegistry platformRegistry(JdbcClient jdbc, TransactionTemplate transaction, KeyRing keys, Clock clock) {
        return new JdbcPlatformRegistry(jdbc, transaction, keys.platformSecrets(), clock);
    }

    @Bean
    Onboarding onboarding(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            KeyRing keys,
            Clock clock,
            PlatformPing endpoints,
            AuditLog audit) {
        return new Onboarding(jdbc, transaction, keys.platformSecrets(), clock, endpoints, audit);
    }

    @Bean
    PlatformIncidents platformIncidents(JdbcClient jdbc, Clock clock) {
        return new PlatformIncidents(jdbc, clock);
    }

    /** Where a platform is tried again so soon, its circuit does not keep it waiting for longer. */
    @Bean
    PlatformCircuits platformCircuits(
            JdbcClient jdbc, TransactionTemplate transaction, Clock clock, ReissueSettings settings) {
        Duration again = settings.platforms().tryAgainAfter();
        CircuitRules rules = again.isPositive() ? CircuitRules.STANDARD.openAtMost(again) : CircuitRules.STANDARD;
        return new PlatformCircuits(jdbc, transaction, clock, rules);
    }

    /** What the edge is told and what comes with a response goes the same way. */
    @Bean
    @Primary
    AnswerBook answersInTurns(PostgresAnswerBook book, ReissueSettings settings) {
        return new AnswersInTurns(book, settings.platforms().answersAtOnce(), ANSWERS_WAIT);
    }

    @Bean
    SignedRequests signedRequests(PlatformRegistry registry, Clock clock) {
        return new SignedRequests(registry, clock);
    }

    @Bean
    PlatformRates platformRates(DataSource database, Clock clock) {
        return new PlatformRates(database, clock);
    }

    @Bean
    LoginRates loginRates(DataSource database) {
        return new LoginRates(database);
    }
}
