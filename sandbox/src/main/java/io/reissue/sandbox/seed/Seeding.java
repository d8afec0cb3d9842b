package io.reissue.sandbox.seed;

import io.reissue.policy.FreezeRules;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.sandbox.live.Onboarding;
import io.reissue.sandbox.platforms.PlatformCatalogue;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.sandbox.platforms.PlatformProfile;
import io.reissue.store.certificate.CertificateClaims;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.inventory.Disclosures;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.platform.JdbcPlatformRegistry;
import io.reissue.store.platform.Platform;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.Vault;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills a database that has no numbers yet. Chunks are transactions of their own, two at a time: what breaks off leaves a part, and a new
 * database is the way on.
 */
public final class Seeding {
    /** For which certificates are really issued: those of the latest purges. An older purge has its result, and no certificate. */
    static final int CERTIFIED = 2_000;

    private static final int CHUNK = 5_000;
    private static final int AT_ONCE = 2;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeyRing keys;
    private final Instant at;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * @param database connections in the application's role
     * @param at the present of what is seeded
     * @param progress hears of each step, in a line
     */
    public Seeding(DataSource database, KeyRing keys, Instant at, Consumer<String> progress) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.keys = keys;
        this.at = at;
        this.clock = Clock.fixed(at, ZoneOffset.UTC);
        this.progress = progress;
    }

    /** The database holds numbers: it is somebody's. Nothing was written. */
    public static final class InUse extends RuntimeException {
        InUse() {
            super("this database holds numbers already: only a new one is seeded");
        }
    }

    /**
     * @return how many cycles are in which state
     * @throws InUse when there are numbers, or files they could have come with
     */
    public Map<CycleState, Long> seed(long seed, int cycles, int platformCount) {
        requireNew();
        List<PlatformProfile> profiles = PlatformCatalogue.generate(seed, platformCount);
        List<Platform> platforms = register(profiles);
        PolicyStore policies = new PolicyStore(jdbc, JsonMapper.builder().build(), clock);
        SeedPolicies followed = SeedPolicies.store(policies, profiles, LocalDate.ofInstant(at, ZoneOffset.UTC));
        SeedPlan plan = new SeedPlan(seed, cycles, at, followed);
        files(plan, cycles);
        CohortSeeds cohorts = new CohortSeeds();
        Deque<SeededCycle> purged = new ArrayDeque<>();
        Map<CycleState, Long> states = cycles(plan, cycles, cohorts, purged);
        progress.accept("cohorts, certificates, audit");
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            Future<?> audit = workers.submit(this::chain);
            cohorts(cohorts, platforms);
            transaction.executeWithoutResult(status -> certify(purged));
            done(audit, workers);
        }
        return states;
    }

    /** Numbers and chains the audit, as an edge or a worker does. */
    private void chain() {
        Sequencer sequencer = new Sequencer(jdbc, transaction);
        while (sequencer.number().more()) continue;
    }

    private void requireNew() {
        boolean used = jdbc.sql("""
                select exists (select from number) or exists (select from cycle) or exists (select from intake_file)
                """).query(Boolean.class).single();
        if (used) throw new InUse();
    }

    private List<Platform> register(List<PlatformProfile> profiles) {
        JdbcPlatformRegistry registry = new JdbcPlatformRegistry(jdbc, transaction, keys.platformSecrets(), clock);
        Set<String> everywhere = Region.ALL.stream().map(Region::jurisdiction).collect(Collectors.toUnmodifiableSet());
        return Objects.requireNonNull(transaction.execute(status -> profiles.stream()
                .map(profile -> registry.register(Onboarding.contract(contract(profile), everywhere)))
                .toList()));
    }

    /** Nobody listens there. */
    private static PlatformContract contract(PlatformProfile profile) {
        return new PlatformContract(
                profile.code(),
                profile.nameZh(),
                profile.nameEn(),
                profile.kind(),
                profile.stage(),
                profile.required(),
                URI.create("https://" + profile.code() + ".platforms.example/reissue"),
                profile.terms().identifierForm(),
                profile.terms().identifierKey(),
                profile.terms().batchLimit(),
                profile.terms().ratePerSecond(),
                profile.terms().secretToPlatform(),
                profile.terms().secretFromPlatform(),
                false,
                false);
    }

    /** One file a day, with a row in a hundred rejected; and the provinces, which two chunks would wait for each other to learn. */
    private void files(SeedPlan plan, int cycles) {
        CopyRows files = new CopyRows("""
                intake_file (id, name, file_date, state, lines_read, accepted, rejected, parts, received_at, done_at)""");
        CopyRows rejections = new CopyRows("intake_rejection (file_id, line, column_name, code)");
        CopyRows provinces = new CopyRows("province (jurisdiction, name)");
        for (int day = 0; day < SeedPlan.DAYS; day++) {
            int accepted = (day + 1 == SeedPlan.DAYS ? cycles : plan.firstOf(day + 1)) - plan.firstOf(day);
            int rejected = accepted / 100;
            Instant received = plan.receivedAt(day);
            files.add(
                    plan.fileOf(day),
                    plan.dateOf(day) + ".csv",
                    plan.dateOf(day),
                    "DONE",
                    accepted + rejected,
                    accepted,
                    rejected,
                    1,
                    received,
                    received.plusSeconds(600));
            for (int i = 0; i < rejected; i++)
                rejections.add(
                        plan.fileOf(day), accepted + 2 + i, "number", i % 3 == 0 ? "OPEN_CYCLE" : "NOT_A_NUMBER");
        }
        for (Region region : Region.ALL)
            for (String province : region.provinces()) provinces.add(region.jurisdiction(), province);
        transaction.executeWithoutResult(status -> {
            files.write(database);
            rejections.write(database);
            provinces.write(database);
        });
    }

    private Map<CycleState, Long> cycles(SeedPlan plan, int cycles, CohortSeeds cohorts, Deque<SeededCycle> purged) {
        CycleSeeds seeds = new CycleSeeds(
                database,
                transaction,
                new Inventory(jdbc, keys),
                new HolderVault(jdbc, new Vault(jdbc, keys)),
                plan,
                at);
        Map<CycleState, Long> states = new EnumMap<>(CycleState.class);
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<SeededCycle>>> chunks = new ArrayList<>();
            for (int from = 0; from < cycles; from += CHUNK) {
                int first = from;
                int until = Math.min(cycles, from + CHUNK);
                chunks.add(workers.submit(() -> seeds.write(first, until)));
            }
            for (int i = 0; i < chunks.size(); i++) {
                // what was taken in is forgotten here, or a million of them would be in memory
                List<SeededCycle> written = done(chunks.set(i, null), workers);
                cohorts.take(written);
                for (SeededCycle cycle : written) {
                    states.merge(cycle.state(), 1L, Long::sum);
                    if (cycle.purged()) purged.add(cycle);
                    if (purged.size() > CERTIFIED) purged.remove();
                }
                if (i % 20 == 19) progress.accept("%,d cycles".formatted((i + 1) * CHUNK));
            }
        }
        return states;
    }

    private static <T> T done(Future<T> part, ExecutorService workers) {
        try {
            return part.get();
        } catch (ExecutionException failed) {
            workers.shutdownNow();
            Throwable cause = Objects.requireNonNull(failed.getCause());
            throw new IllegalStateException(cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private void cohorts(CohortSeeds seeds, List<Platform> platforms) {
        OutcomeSeeds outcomes = new OutcomeSeeds(database, platforms, at);
        for (CohortSeeds.Cohort cohort : seeds.cohorts())
            transaction.executeWithoutResult(status -> outcomes.write(cohort));
        transaction.executeWithoutResult(status -> undo());
    }

    /** What those that go back to their holders have still to wait for. */
    private void undo() {
        jdbc.sql("""
                insert into restoration (cycle_id, batch_id, ref, platform_id, stage, registered_at)
                select c.id, b.id, m.ordinal % p.batch_limit, b.platform_id, b.step, :at
                from cycle c join membership m on m.cycle_id = c.id
                join batch b on b.cohort_id = m.cohort_id and get_bit(b.members, m.ordinal) = 1
                join platform p on p.id = b.platform_id
                where c.state in ('REINSTATING', 'WITHDRAWING')
                """).param("at", SqlTime.param(at)).update();
        jdbc.sql("""
                update membership set withdrawn = true
                where cycle_id in (select id from cycle where state in ('REINSTATING', 'WITHDRAWING'))
                """).update();
    }

    private void certify(Deque<SeededCycle> purged) {
        Certificates certificates = new Certificates(jdbc, keys);
        String disclosure = new Disclosures().latest().version();
        StageCounts counts = new StageCounts("11/0/0", "44/0/0", "165/0/0");
        String key = keys.keyEncryptionKey().id();
        for (SeededCycle cycle : purged) {
            Instant closed = Objects.requireNonNull(cycle.closedAt());
            certificates.issue(new CertificateClaims(
                    SeedPlan.id(closed, new SplittableRandom(cycle.place())),
                    cycle.id(),
                    cycle.region().jurisdiction(),
                    cycle.ending(),
                    cycle.disconnectedOn(),
                    FreezeRules.floor(cycle.limits(), cycle.disconnectedAt()),
                    Objects.requireNonNull(cycle.freezeEnd()),
                    closed,
                    counts,
                    List.of(),
                    List.of(),
                    Period.ofDays(3),
                    Period.ofDays(35),
                    key,
                    disclosure,
                    "seed.reissue.example"));
        }
        jdbc.sql("""
                update number n set certificate_id = k.id from certificate k join cycle c on c.id = k.cycle_id
                where n.id = c.number_id
                """).update();
    }
}
