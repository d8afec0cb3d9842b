package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.CycleState;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditChain.Intact;
import io.reissue.store.certificate.CertificateVerifier;
import io.reissue.store.certificate.CertificateVerifier.Genuine;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.standing.Standings;
import io.reissue.store.standing.Standings.Standing;
import io.reissue.store.standing.StuckNumbers;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** {@code ./run seed}, small: what it leaves is what the application would have left, as far as the application looks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedCommandTest {
    private static final int CYCLES = 5_000;
    private static final Instant AT = Instant.parse("2026-09-18T01:00:00Z");

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private RunForTests seeded;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres server;

    @SuppressWarnings("NullAway.Init")
    private PGSimpleDataSource database;

    @SuppressWarnings("NullAway.Init")
    private JdbcClient jdbc;

    @BeforeAll
    void seed() throws IOException {
        folder = Files.createTempDirectory("reissue-seed-");
        seeded = seedAgain();
        server = EmbeddedPostgres.start(folder.resolve("postgres"));
        database = new PGSimpleDataSource();
        database.setUrl(server.jdbcUrl(Database.NAME));
        database.setUser(server.user());
        database.setPassword(server.password());
        jdbc = JdbcClient.create(database);
    }

    @AfterAll
    void delete() throws IOException {
        server.close();
        EmbeddedPostgres.delete(folder.resolve("postgres"));
        SandboxFolder.delete(folder);
    }

    private RunForTests seedAgain() {
        return RunForTests.run(
                "seed",
                "--data",
                folder.toString(),
                "--cycles",
                "" + CYCLES,
                "--platforms",
                "20",
                "--at",
                AT.toString());
    }

    @Test
    void theOverviewCountsWhatTheCommandSaysItMade() {
        assertThat(seeded.exit()).as(seeded.err()).isZero();
        List<Standing> open = new Standings(jdbc).open();

        for (CycleState state : CycleState.values()) {
            if (!state.open()) continue;
            assertThat(open.stream()
                            .filter(one -> one.state().equals(state.name()))
                            .mapToLong(Standing::numbers)
                            .sum())
                    .as(state.name())
                    .isEqualTo(said(state));
        }
        assertThat(Arrays.stream(CycleState.values()).mapToLong(this::said).sum())
                .isEqualTo(CYCLES)
                .isEqualTo(count("select count(*) from cycle"))
                .isEqualTo(count("select count(distinct number_id) from cycle"));
        assertThat(open).extracting(Standing::stage).contains(0, 1, 2, 3);
        assertThat(open).extracting(Standing::jurisdiction).contains("CN", "US", "KR", "IN", "AU", "CH");
        assertThat(said(CycleState.RESTING)).isPositive();
        assertThat(said(CycleState.RELEASED)).isPositive();
    }

    private long said(CycleState state) {
        return Pattern.compile(" " + state + " +([0-9,]+)")
                .matcher(seeded.out())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1).replace(",", "")))
                .sum();
    }

    @Test
    void aNumberIsFoundAndItsHolderKnown() {
        FileKeyRing keys = new FileKeyRing(folder.resolve("keys"), Clock.fixed(AT, ZoneOffset.UTC));
        Inventory inventory = new Inventory(jdbc, keys);
        record Open(UUID cycle, long number) {}
        Open resting = jdbc.sql("select id, number_id from cycle where state = 'RESTING' order by id limit 1")
                .query((row, n) -> new Open(row.getObject("id", UUID.class), row.getLong("number_id")))
                .single();

        String number = inventory.e164(resting.number());

        assertThat(inventory.find(number)).hasValue(resting.number());
        HolderVault holders = new HolderVault(jdbc, new Vault(jdbc, keys));
        long before = count("select count(*) from cycle where id < '" + resting.cycle() + "'");
        assertThat(holders.sameHolder(resting.cycle(), "H-" + before)).isTrue();
        assertThat(holders.sameHolder(resting.cycle(), "H-" + (before + 1))).isFalse();
        assertThat(count("select count(*) from cycle where closed_at is null"))
                .isEqualTo(count("select count(*) from holder"))
                .isEqualTo(count("select count(*) from cycle_key"));
    }

    @Test
    void noFreezeEndsBeforeTheLawLetsItAndNothingIsFromTheFuture() {
        assertThat(count("select count(*) from cycle where state = 'RELEASED' and closed_at < freeze_end"))
                .isZero();
        assertThat(count("select count(*) from cycle where freeze_end > cap_at and ceiling_at is not null"))
                .isZero();
        assertThat(count("select count(*) from cycle where greatest(created_at, closed_at, sealed_at, stuck_since) > '"
                        + AT + "'"))
                .isZero();
        assertThat(count("select count(*) from inbox where received_at > '" + AT + "'"))
                .isZero();
    }

    @Test
    void whoIsStuckForARequiredPlatformHasOneOpen() {
        assertThat(new StuckNumbers(jdbc).next(null, null, null, 200))
                .isNotEmpty()
                .allSatisfy(stuck -> assertThat(stuck.open()).isNotEmpty());
    }

    @Test
    void aPlatformsOpenItemsAreThoseThatItsBitmapDoesNotSettle() {
        assertThat(count("select count(*) from cohort_platform")).isPositive();
        assertThat(count("""
                select count(*) from cohort_platform cp join cohort c on c.id = cp.cohort_id
                where cp.open_items <> c.members - bit_count(cp.settled) or bit_count(cp.unbound) > bit_count(cp.cleared)
                """)).isZero();
        assertThat(count("""
                select count(*) from cohort_stage s where s.open_platforms <> (
                    select count(*) from cohort_platform cp
                    where cp.cohort_id = s.cohort_id and cp.stage = s.stage and cp.open_items > 0)
                """)).isZero();
        assertThat(count("select count(*) from membership")).isEqualTo(count("""
                select count(*) from cycle where closed_at is null and sealed_at is not null
                """));
    }

    @Test
    void theAuditIsWholeAndCertificatesAreVerified() {
        assertThat(new AuditChain(jdbc, new JdbcTransactionManager(database)).verify())
                .isInstanceOf(Intact.class);
        FileKeyRing keys = new FileKeyRing(folder.resolve("keys"), Clock.fixed(AT, ZoneOffset.UTC));
        Certificates certificates = new Certificates(jdbc, keys);
        UUID one =
                jdbc.sql("select id from certificate limit 1").query(UUID.class).single();
        assertThat(certificates.find(one))
                .hasValueSatisfying(issued -> assertThat(CertificateVerifier.trusting(certificates.publicKeys())
                                .verify(issued.jws()))
                        .isInstanceOfSatisfying(
                                Genuine.class,
                                genuine ->
                                        assertThat(genuine.claims().cycleId()).isEqualTo(issued.cycleId())));
    }

    @Test
    void aDatabaseThatHoldsNumbersIsLeftAsItIs() {
        server.close();
        RunForTests refused = seedAgain();
        server = EmbeddedPostgres.start(folder.resolve("postgres"));
        database.setUrl(server.jdbcUrl(Database.NAME));

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("holds numbers already");
        assertThat(count("select count(*) from cycle")).isEqualTo(CYCLES);
    }

    @Test
    void noSandboxPlaysIt() {
        RunForTests refused = RunForTests.run("--data", folder.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("filled by ./run seed");
    }

    @Test
    void aDatabaseIsNamedInOneWayOnly() {
        assertThat(RunForTests.run("seed", "--at", AT.toString()).exit()).isEqualTo(2);
        assertThat(RunForTests.run(
                                "seed",
                                "--at",
                                AT.toString(),
                                "--data",
                                "x",
                                "--database",
                                "y",
                                "--user",
                                "z",
                                "--keys",
                                "k")
                        .exit())
                .isEqualTo(2);
        assertThat(RunForTests.run("seed", "--at", AT.toString(), "--data", "x", "--cycles", "999")
                        .exit())
                .isEqualTo(2);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
