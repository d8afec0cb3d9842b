package io.reissue.store.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

class VaultTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final AtomicLong NEXT_NUMBER = new AtomicLong(8613800000000L);
    private static final UUID BATCH = UUID.randomUUID();

    private final Vault vault = new Vault(STORE.jdbc(), STORE.keys());
    private final HolderVault holders = new HolderVault(STORE.jdbc(), vault);

    @Test
    void whatIsSealedForACycleOpensForThatCycleAndPurposeOnly() {
        var cycle = cycleWithKey();
        var other = cycleWithKey();

        var sealed = vault.seal(cycle, "note", "owes nothing".getBytes(UTF_8));

        assertThat(vault.open(cycle, "note", sealed)).asString(UTF_8).isEqualTo("owes nothing");
        assertThat(new String(sealed, UTF_8)).doesNotContain("owes");
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault.open(other, "note", sealed));
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault.open(cycle, "contact", sealed));
    }

    @Test
    void aWrappedKeyMovedToAnotherCycleOpensNothing() {
        var cycle = cycleWithKey();
        var other = cycleWithKey();
        var sealed = vault.seal(cycle, "note", new byte[] {1});
        STORE.jdbc()
                .sql(
                        "update cycle_key set wrapped = (select wrapped from cycle_key where cycle_id = :from) where cycle_id = :to")
                .param("from", cycle)
                .param("to", other)
                .update();

        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault.open(other, "note", sealed));
    }

    @Test
    void aShredTakesEverythingAboutTheHolderAndSaysUnderWhichKeyItWasWrapped() {
        STORE.clock().set(Instant.parse("2026-11-23T02:00:00Z"));
        var cycle = STORE.cycle(number());
        holders.putNewHolders(List.of(new NewHolder(cycle, "ref-1", "a@example.org", null)));
        holders.putHandles(BATCH, Map.of(cycle, List.of("a1")));
        notice(cycle);
        var note = vault.seal(cycle, "note", new byte[] {1});
        command(cycle, note);

        assertThat(inTransaction(() -> vault.shred(cycle))).contains("kek-2026Q4");

        assertThatExceptionOfType(KeyShredded.class)
                .isThrownBy(() -> vault.open(cycle, "note", note))
                .satisfies(shredded -> assertThat(shredded.cycleId()).isEqualTo(cycle));
        assertThatExceptionOfType(KeyShredded.class).isThrownBy(() -> vault.seal(cycle, "note", new byte[0]));
        assertThatExceptionOfType(KeyShredded.class).isThrownBy(() -> holders.sameHolder(cycle, "ref-1"));
        assertThatExceptionOfType(KeyShredded.class).isThrownBy(() -> holders.contact(cycle));
        assertThatExceptionOfType(KeyShredded.class).isThrownBy(() -> holders.handles(cycle, BATCH));
        assertThat(holders.putHandles(BATCH, Map.of(cycle, List.of("a2")))).isZero();
        for (var table : List.of("cycle_key", "holder", "handle", "notice")) {
            assertThat(rows(table, cycle)).as(table).isZero();
        }
        assertThat(STORE.jdbc()
                        .sql("select count(*) from command where cycle_id = :cycle and note_sealed is null")
                        .param("cycle", cycle)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(inTransaction(() -> vault.shred(cycle))).as("shredded again").isEmpty();
    }

    @Test
    void nothingCanBeWrittenForACycleWithoutAKey() {
        var cycle = STORE.cycle(number());

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> STORE.jdbc()
                        .sql("insert into holder (cycle_id, reference_sealed) values (:cycle, :sealed)")
                        .param("cycle", cycle)
                        .param("sealed", new byte[] {1})
                        .update());
    }

    @Test
    void aShredWaitsForWhoIsWritingAndTakesWhatHeWrote() throws Exception {
        var cycle = cycleWithKey();
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = CompletableFuture.runAsync(
                    () -> STORE.transaction().executeWithoutResult(_ -> {
                        holders.putHandles(BATCH, Map.of(cycle, List.of("late")));
                        written.countDown();
                        await(mayCommit);
                    }),
                    threads);
            await(written);
            var shred = CompletableFuture.supplyAsync(() -> inTransaction(() -> vault.shred(cycle)), threads);
            waitUntilSomebodyWaitsForALock();
            assertThat(shred).isNotDone();

            mayCommit.countDown();
            writer.get(30, TimeUnit.SECONDS);
            assertThat(shred.get(30, TimeUnit.SECONDS)).isPresent();
        }
        assertThat(rows("handle", cycle)).isZero();
    }

    @Test
    void aHolderIsKnownByHisReferenceUntilHisContactIsDeletedAndAfter() {
        var cycle = STORE.cycle(number());
        holders.putNewHolders(List.of(new NewHolder(cycle, "ref-7", "b@example.org", null)));
        notice(cycle);

        assertThat(holders.sameHolder(cycle, "ref-7")).isTrue();
        assertThat(holders.sameHolder(cycle, "ref-8")).isFalse();
        assertThat(holders.contact(cycle)).contains("b@example.org");

        holders.deleteContacts(List.of(cycle));

        assertThat(holders.contact(cycle)).isEmpty();
        assertThat(rows("notice", cycle)).isZero();
        assertThat(holders.sameHolder(cycle, "ref-7")).isTrue();
    }

    @Test
    void manyNewHoldersGetTheirKeysAtOnce() {
        var cycles = new ArrayList<NewHolder>();
        for (int i = 0; i < 50; i++) {
            cycles.add(new NewHolder(
                    STORE.cycle(number()), "ref-" + i, i % 2 == 0 ? null : "c" + i + "@example.org", null));
        }

        STORE.transaction().executeWithoutResult(_ -> holders.putNewHolders(cycles));

        for (var holder : cycles) {
            assertThat(holders.sameHolder(holder.cycleId(), holder.reference())).isTrue();
            assertThat(holders.contact(holder.cycleId()).orElse(null)).isEqualTo(holder.contact());
            assertThat(holder.toString()).doesNotContain("ref-", "example");
        }
    }

    @Test
    void handlesOfLaterAnswersAddUpEachOnceAndShreddedCyclesAreLeftOut() {
        var cycle = cycleWithKey();
        var shredded = cycleWithKey();
        vault.shred(shredded);

        assertThat(holders.putHandles(BATCH, Map.of(cycle, List.of("a1", "账户2"), shredded, List.of("x"))))
                .isEqualTo(1);
        holders.putHandles(BATCH, Map.of(cycle, List.of("a1", "a3")));

        assertThat(holders.handles(cycle, BATCH)).containsExactly("a1", "账户2", "a3");
        assertThat(holders.handles(cycle, UUID.randomUUID())).isEmpty();
    }

    @Test
    void cyclesOfTheNextQuarterAreWrappedUnderTheNextKeyAndOldOnesStillOpen() {
        STORE.clock().set(Instant.parse("2026-12-31T23:59:59Z"));
        var old = cycleWithKey();
        var sealed = vault.seal(old, "note", new byte[] {7});
        STORE.clock().set(Instant.parse("2027-01-01T00:00:00Z"));
        var next = cycleWithKey();

        assertThat(vault.open(old, "note", sealed)).containsExactly(7);
        assertThat(inTransaction(() -> vault.shred(old))).contains("kek-2026Q4");
        assertThat(inTransaction(() -> vault.shred(next))).contains("kek-2027Q1");
    }

    private UUID cycleWithKey() {
        var cycle = STORE.cycle(number());
        vault.insert(vault.newKeys(List.of(cycle)));
        return cycle;
    }

    private static long number() {
        return new Inventory(STORE.jdbc(), STORE.keys())
                .register(List.of(new NewNumber(
                        String.valueOf(NEXT_NUMBER.getAndIncrement()),
                        "CN",
                        null,
                        null,
                        LineType.RESIDENTIAL,
                        NumberStatus.RECYCLING)))
                .getFirst();
    }

    private static void notice(UUID cycle) {
        STORE.jdbc()
                .sql("""
                        insert into notice (id, cycle_id, kind, text_version, state, written_at)
                        values (:id, :cycle, 'LEAVING_HOLDER', '1', 'WAITING', :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("cycle", cycle)
                .param("now", STORE.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void command(UUID cycle, byte[] note) {
        STORE.jdbc()
                .sql("""
                        insert into command (id, cycle_id, kind, actor, note_sealed, verdict, requested_at)
                        values (:id, :cycle, 'HOLD', 'operator', :note, 'ACCEPTED', :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("cycle", cycle)
                .param("note", note)
                .param("now", STORE.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static long rows(String table, UUID cycle) {
        return STORE.jdbc()
                .sql("select count(*) from " + table + " where cycle_id = :cycle")
                .param("cycle", cycle)
                .query(Long.class)
                .single();
    }

    private static <T extends Optional<?>> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(STORE.transaction().execute(_ -> work.get()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void waitUntilSomebodyWaitsForALock() {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (STORE.jdbc().sql("""
                        select count(*) from pg_locks join pg_stat_activity using (pid)
                        where not granted and datname = current_database()
                        """).query(Long.class).single() == 0) {
            assertThat(System.nanoTime()).as("nobody waits for a lock").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
