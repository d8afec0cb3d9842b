package io.reissue.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.feed.Sequencer.Numbered;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    private final StoreForTests store = new StoreForTests();
    private final AuditLog audit = new AuditLog(store.jdbc(), store.clock());
    private final FeedWriter feed = new FeedWriter(store.jdbc(), store.clock());
    private final FeedReader reader = new FeedReader(store.jdbc());
    private final AuditChain chain = new AuditChain(store.jdbc(), store.transactionManager());
    private final Sequencer sequencer = new Sequencer(store.jdbc(), store.transaction());
    private long number;

    @BeforeEach
    void aNumber() {
        number = new Inventory(store.jdbc(), store.keys())
                .register(List.of(
                        new NewNumber("8613800000001", "CN", null, null, LineType.RESIDENTIAL, NumberStatus.RECYCLING)))
                .getFirst();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatHasNoNumberIsNotSeen() {
        writeBoth();

        assertThat(seen()).isEmpty();
        assertThat(sequencer.number()).isEqualTo(new Numbered(1, 1, false));
        assertThat(seen()).containsExactly(1L);
        assertThat(sequencer.number()).isEqualTo(new Numbered(0, 0, false));
    }

    @Test
    void aReaderGetsOnlyItsJurisdictionsAndGoesOnFromItsCursor() {
        feed.write(FeedEventType.DISCONNECTED, number, "CN", DAY);
        feed.write(FeedEventType.DISCONNECTED, number, "US", DAY);
        feed.write(FeedEventType.PURGED, number, "CN", DAY.plusDays(90));
        sequencer.number();

        assertThat(reader.after(1, Set.of("CN"), 10))
                .containsExactly(new FeedEvent(
                        3,
                        FeedEventType.PURGED,
                        number,
                        "CN",
                        DAY.plusDays(90),
                        store.clock().instant()));
        assertThat(reader.after(0, Set.of("CN"), 1)).extracting(FeedEvent::seq).containsExactly(1L);
    }

    @Test
    void aWriterThatCommitsLateGetsALaterNumberAndLeavesNoGap() throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = CompletableFuture.runAsync(
                    () -> store.transaction().executeWithoutResult(_ -> {
                        feed.write(FeedEventType.PURGED, number, "CN", DAY);
                        written.countDown();
                        await(mayCommit);
                    }),
                    threads);
            await(written);
            feed.write(FeedEventType.REASSIGNED, number, "CN", DAY);
            sequencer.number();
            assertThat(events()).extracting(FeedEvent::type).containsExactly(FeedEventType.REASSIGNED);

            mayCommit.countDown();
            slow.get(30, TimeUnit.SECONDS);
        }
        sequencer.number();
        assertThat(events())
                .extracting(FeedEvent::type)
                .containsExactly(FeedEventType.REASSIGNED, FeedEventType.PURGED);
        assertThat(seen()).containsExactly(1L, 2L);
    }

    @Test
    void sixteenWritersThreeSequencersAndASlowOneLeaveNoGapAndOneChain() throws Exception {
        int writers = 16;
        int each = 60;
        var slowHasWritten = new CountDownLatch(1);
        var slowMayCommit = new CountDownLatch(1);
        var writing = new AtomicBoolean(true);
        var gaps = new ArrayList<CompletableFuture<Void>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = CompletableFuture.runAsync(
                    () -> store.transaction().executeWithoutResult(_ -> {
                        writeBoth();
                        slowHasWritten.countDown();
                        await(slowMayCommit);
                    }),
                    threads);
            await(slowHasWritten);
            var sequencers = IntStream.range(0, 3)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> {
                                while (writing.get()) sequencer.number();
                            },
                            threads))
                    .toList();
            gaps.add(CompletableFuture.runAsync(
                    () -> {
                        while (writing.get()) assertThatThereIsNoGap(seen());
                    },
                    threads));
            var fast = IntStream.range(0, writers)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    store.transaction().executeWithoutResult(_ -> writeBoth());
                                }
                            },
                            threads))
                    .toList();
            for (var writer : fast) writer.get(120, TimeUnit.SECONDS);
            slowMayCommit.countDown();
            slow.get(30, TimeUnit.SECONDS);
            writing.set(false);
            for (var other : sequencers) other.get(30, TimeUnit.SECONDS);
            for (var reading : gaps) reading.get(30, TimeUnit.SECONDS);
        }
        while (sequencer.number().more()) assertThatThereIsNoGap(seen());

        assertThat(seen()).hasSize(writers * each + 1);
        assertThatThereIsNoGap(seen());
        assertThat(chain.verify())
                .isInstanceOfSatisfying(
                        AuditChain.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(writers * each + 1));
    }

    @Test
    void moreThanABatchIsNumberedInSeveralSteps() {
        store.jdbc()
                .sql("""
                        insert into feed_event (type, number_id, jurisdiction, day, written_at)
                        select 'number.purged', :number, 'CN', :day, :at from generate_series(1, :count)
                        """)
                .param("number", number)
                .param("day", DAY)
                .param("at", store.clock().instant().atOffset(ZoneOffset.UTC))
                .param("count", Sequencer.BATCH + 1)
                .update();

        assertThat(sequencer.number()).isEqualTo(new Numbered(Sequencer.BATCH, 0, true));
        assertThat(sequencer.number()).isEqualTo(new Numbered(1, 0, false));
        assertThatThereIsNoGap(seen());
    }

    private void writeBoth() {
        feed.write(FeedEventType.PURGED, number, "CN", DAY);
        audit.write("worker", "cycle.purged", "c-1", Map.of("certificate", "x"));
    }

    private List<FeedEvent> events() {
        return reader.after(0, Set.of("CN"), 100_000);
    }

    private List<Long> seen() {
        return events().stream().map(FeedEvent::seq).toList();
    }

    private static void assertThatThereIsNoGap(List<Long> seen) {
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
