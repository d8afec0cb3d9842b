package io.reissue.edge.partner;

import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.policy.LineType;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.stream.IntStream;

/**
 * How fast a partner who is far behind catches up with the status feed: signed pages of a thousand over HTTP, one after the other, each
 * event's number opened and named. Prints, asserts only that all came, once and in order; see docs/benchmarks/feed.md.
 */
public final class FeedBenchmark {
    private static final int NUMBERS = 10_000;
    private static final int PAGE = 1_000;
    private static final int CHUNKS = 5;
    private static final double SECOND = 1e9;
    private static final double MIB = 1 << 20;
    private static final String CODE = "reader";
    private static final Caller PARTNER = new Caller(CODE, ContractsForTests.FROM);

    private final PrintStream out = System.out;
    private final StoreForTests store;

    private FeedBenchmark(StoreForTests store) {
        this.store = store;
    }

    /** @param args events, about {@value #NUMBERS} numbers */
    public static void main(String[] args) throws Exception {
        // not in a folder of one's own: a server of root's runs as somebody else
        var folder = Files.createTempDirectory(
                "reissue-benchmark-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var postgres = EmbeddedPostgres.start(folder);
                var store = StoreForTests.over(postgres)) {
            new FeedBenchmark(store).run(Long.parseLong(args[0]));
        } finally {
            EmbeddedPostgres.delete(folder);
        }
    }

    private void run(long events) throws Exception {
        var parts = new StoreParts(store);
        PlatformsForTests.registry(store)
                .register(ContractsForTests.keyed(
                        CODE,
                        URI.create("https://example.test/reader"),
                        1_000_000,
                        ContractsForTests.TO,
                        ContractsForTests.FROM));
        write(parts, events);
        try (var edge = new PartnerEdge(parts)) {
            read(edge, 0, Math.min(events, 100L * PAGE)); // warm-up
            out.printf("%-12s %12s %12s %14s%n", "events", "seconds", "events/s", "heap MiB after");
            long cursor = 0;
            long began = System.nanoTime();
            for (int chunk = 1; chunk <= CHUNKS; chunk++) {
                long chunkBegan = System.nanoTime();
                long before = cursor;
                cursor = read(edge, cursor, events * chunk / CHUNKS);
                print(cursor - before, System.nanoTime() - chunkBegan);
            }
            out.println("all");
            print(events, System.nanoTime() - began);
        }
    }

    private void print(long events, long nanos) {
        System.gc();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
        out.printf("%,-12d %12.1f %,12.0f %14.0f%n", events, nanos / SECOND, events / (nanos / SECOND), heap);
    }

    /** Ids are counted on without a hole: this partner's jurisdiction is the only one. */
    private static long read(PartnerEdge edge, long after, long through) throws Exception {
        long cursor = after;
        while (cursor < through) {
            var page = edge.page(PARTNER, "/partner/v1/feed?after=" + cursor + "&limit=" + PAGE);
            int at = 0;
            for (int i = 0; i < PAGE && cursor < through; i++) {
                at = page.indexOf("\"id\":\"" + (cursor + 1) + "\"", at);
                if (at < 0) throw new IllegalStateException("behind " + cursor + " comes something else");
                cursor++;
            }
        }
        return cursor;
    }

    /** Numbered, as the sequencer leaves them. */
    private void write(StoreParts parts, long events) throws SQLException {
        var ids = parts.inventory()
                .register(IntStream.range(0, NUMBERS)
                        .mapToObj(i -> new NewNumber(
                                "8613%09d".formatted(i),
                                "CN",
                                null,
                                null,
                                LineType.RESIDENTIAL,
                                NumberStatus.RECYCLING))
                        .toList());
        try (var owner = store.owner();
                var connection = owner.getConnection();
                var insert = connection.prepareStatement("""
                        insert into feed_event (seq, type, number_id, jurisdiction, day, written_at)
                        select n, 'number.disconnected', (?::bigint[])[1 + n % ?], 'CN', date '2026-01-01', ?
                        from generate_series(1, ?) as n
                        """);
                var sequenced = connection.prepareStatement("update sequenced set seq = ? where family = 'FEED'")) {
            insert.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            insert.setInt(2, NUMBERS);
            insert.setObject(3, SqlTime.param(store.clock().instant()));
            insert.setLong(4, events);
            insert.executeUpdate();
            sequenced.setLong(1, events);
            sequenced.executeUpdate();
            try (var statement = connection.createStatement()) {
                statement.execute("analyze feed_event");
            }
        }
    }
}
