package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL does not answer for a while, though it is there: whoever answers is told to come again, nothing piles up, and what was
 * acknowledged is there.
 */
@Timeout(300)
class StalledStoreTest {
    /** Of real time; longer by {@code -Dstall.seconds=30}. */
    private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("stall.seconds", 5));

    private static final int ITEMS = 400;
    private static final int CLIENTS = 32;
    private static final int MIB = 1 << 20;
    private static final int ROOM = 16; // MiB
    private static final int LARGE = 128; // answers of a MiB each
    private static final Caller PARTNER = new Caller(REQUIRED, ContractsForTests.FROM);

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);

    @BeforeEach
    void isCalledAsOftenAsItLikes() {
        PlatformsForTests.registry(store)
                .register(ContractsForTests.keyed(
                        REQUIRED,
                        URI.create("https://platform.example"),
                        1_000_000,
                        ContractsForTests.TO,
                        ContractsForTests.FROM));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whileTheStoreStallsAnswersAreToldToComeAgainAndWhatWasAcknowledgedIsThere() throws Exception {
        var asked = scene.asked(ITEMS);
        try (var edge = new PartnerEdge(parts, Duration.ofSeconds(1), new Hands());
                var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var acknowledged = new ConcurrentSkipListSet<Integer>();
            var statuses = new ConcurrentSkipListSet<Integer>();
            var refused = new CountDownLatch(1);
            var answers = new ArrayList<Future<?>>();
            try (var stall = new Stall(store)) {
                long until = System.nanoTime() + STALL.toNanos();
                for (int client = 0; client < CLIENTS; client++) {
                    int first = client;
                    answers.add(clients.submit((Callable<Void>) () -> {
                        for (int ref = first; System.nanoTime() < until; ref = (ref + CLIENTS) % ITEMS) {
                            int status = answer(edge, asked.batch(REQUIRED), ref);
                            statuses.add(status);
                            if (status == 202) acknowledged.add(ref);
                            else refused.countDown();
                        }
                        return null;
                    }));
                }
                // of real time: nobody opens it
                assertThat(new CountDownLatch(1).await(STALL.toNanos(), TimeUnit.NANOSECONDS))
                        .isFalse();
                assertThat(acknowledged).as("while nothing can be written").isEmpty();
                assertThat(refused.await(2, TimeUnit.MINUTES))
                        .as("somebody is told to come again")
                        .isTrue();
                assertThat(statuses).containsOnly(503);
                assertThat(stall.holds()).isTrue();
            }
            for (var one : answers) one.get();

            assertThat(statuses).isSubsetOf(202, 503);
            for (int ref : acknowledged)
                assertThat(scene.outcome(asked.member(ref), REQUIRED)).isEqualTo("UNBOUND");
            for (int ref = 0; ref < ITEMS; ref++)
                assertThat(answer(edge, asked.batch(REQUIRED), ref)).isEqualTo(202);
            assertThat(IntStream.range(0, ITEMS).mapToObj(ref -> scene.outcome(asked.member(ref), REQUIRED)))
                    .containsOnly("UNBOUND");
            assertThat(inInbox(asked.batch(REQUIRED))).isEqualTo(ITEMS);
        }
    }

    @Test
    void whileTheStoreStallsNoMoreIsKeptThanThereIsRoomFor() throws Exception {
        var batch = scene.asked(1).batch(REQUIRED);
        var said = "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"0\",\"outcome\":\"UNBOUND\"}]}";
        var large = said + " ".repeat(MIB - said.length());
        var bytes = large.getBytes(StandardCharsets.UTF_8);
        // whose turn does not come waits longer than the stall
        try (var edge = new PartnerEdge(parts, Duration.ofMinutes(5), new Hands(ROOM * MIB));
                var clients = Executors.newFixedThreadPool(LARGE)) {
            var refused = new CountDownLatch(LARGE - ROOM);
            var answers = new ArrayList<Future<Integer>>();
            long before = heap();
            try (var stall = new Stall(store)) {
                for (int client = 0; client < LARGE; client++) {
                    answers.add(clients.submit(() -> {
                        var reply = edge.post(PARTNER, "/partner/v1/batches/" + batch + "/outcomes", large, bytes);
                        if (reply.status() == 503) refused.countDown();
                        return reply.status();
                    }));
                }
                assertThat(refused.await(2, TimeUnit.MINUTES))
                        .as("%d of %d answers are refused, and not kept", LARGE - ROOM, LARGE)
                        .isTrue();
                assertThat(heap() - before)
                        .as("bytes more in use, of all that came")
                        .isLessThan(LARGE * MIB);
                assertThat(stall.holds()).isTrue();
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) statuses.add(answer.get());

            assertThat(statuses.stream().filter(status -> status == 202)).hasSize(ROOM);
            assertThat(inInbox(batch)).isEqualTo(ROOM);
        }
    }

    /** Under one id each, however often. */
    private static int answer(PartnerEdge edge, UUID batch, int ref) throws Exception {
        return edge.answer(
                        PARTNER,
                        batch,
                        "msg-" + ref,
                        "{\"part\":1,\"of\":1,\"results\":[{\"ref\":\"" + ref + "\",\"outcome\":\"UNBOUND\"}]}")
                .status();
    }

    private long inInbox(UUID batch) {
        return store.jdbc()
                .sql("select count(*) from inbox where batch_id = :batch")
                .param("batch", batch)
                .query(Long.class)
                .single();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Keeps every answer from being written: each statement about the inbox waits. */
    private static final class Stall implements AutoCloseable {
        private final com.zaxxer.hikari.HikariDataSource owner;
        private final java.sql.Connection connection;

        Stall(StoreForTests store) throws Exception {
            owner = store.owner();
            connection = owner.getConnection();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("lock table inbox in access exclusive mode");
            }
        }

        boolean holds() throws Exception {
            return connection.isValid(1);
        }

        @Override
        public void close() throws Exception {
            connection.rollback();
            connection.close();
            owner.close();
        }
    }
}
