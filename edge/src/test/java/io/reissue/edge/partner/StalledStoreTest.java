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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL does not answer for a while, though it is there. As long as {@code -Dstall.seconds} says, of real time: whoever answers is told
 * to come again, nothing piles up, and what was acknowledged is there.
 */
@Timeout(300)
class StalledStoreTest {
    private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("stall.seconds", 5));
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ITEMS = 400;
    private static final int CLIENTS = 32;
    private static final long ROOM = 64L << 20;
    private static final Caller PARTNER = new Caller(REQUIRED, ContractsForTests.FROM);

    @Test
    void whileTheStoreStallsAnswersAreToldToComeAgainAndWhatWasAcknowledgedIsThere() throws Exception {
        try (var store = new StoreForTests()) {
            var parts = new StoreParts(store);
            var scene = Scene.begin(parts);
            var asked = scene.asked(ITEMS);
            PlatformsForTests.registry(store)
                    .register(ContractsForTests.keyed(
                            REQUIRED,
                            URI.create("https://platform.example"),
                            1_000_000,
                            ContractsForTests.TO,
                            ContractsForTests.FROM));
            try (var edge = new PartnerEdge(parts, PATIENCE);
                    var clients = Executors.newFixedThreadPool(CLIENTS)) {
                var acknowledged = new ConcurrentSkipListSet<Integer>();
                var statuses = new ConcurrentSkipListSet<Integer>();
                long before = heap();
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
                            }
                            return null;
                        }));
                    }
                    // of real time: nobody opens it
                    assertThat(new CountDownLatch(1).await(STALL.toNanos(), TimeUnit.NANOSECONDS))
                            .isFalse();
                    assertThat(acknowledged).as("while nothing can be written").isEmpty();
                    assertThat(heap() - before).as("bytes more in use").isLessThan(ROOM);
                    assertThat(stall.holds()).isTrue();
                }
                for (var one : answers) one.get();

                assertThat(statuses).contains(503).isSubsetOf(202, 429, 503);
                for (int ref : acknowledged)
                    assertThat(scene.outcome(asked.member(ref), REQUIRED)).isEqualTo("UNBOUND");
                for (int ref = 0; ref < ITEMS; ref++)
                    assertThat(answer(edge, asked.batch(REQUIRED), ref)).isEqualTo(202);
                assertThat(IntStream.range(0, ITEMS).mapToObj(ref -> scene.outcome(asked.member(ref), REQUIRED)))
                        .containsOnly("UNBOUND");
                assertThat(inInbox(store, asked.batch(REQUIRED))).isEqualTo(ITEMS);
            }
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

    private static long inInbox(StoreForTests store, UUID batch) {
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
