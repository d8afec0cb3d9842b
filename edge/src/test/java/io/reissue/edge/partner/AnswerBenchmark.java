package io.reissue.edge.partner;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Signatures;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many results platforms can tell in a second: over HTTP, signed, on disk before the 202. PostgreSQL is the sandbox's, with its
 * settings: every commit is flushed. Prints, asserts only that all was taken; see docs/benchmarks/answers.md.
 */
public final class AnswerBenchmark {
    private static final int MEMBERS = 1_000;
    private static final List<String> REASONS =
            List.of("BALANCE_OR_DEBT", "DISPUTE_OR_LEGAL_HOLD", "BANNED_ACCOUNT", "HOLDER_MUST_CONFIRM", "OTHER");
    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;

    private final PrintStream out = System.out;
    private final StoreForTests store;
    private final StoreParts parts;
    private final int clients;

    private AnswerBenchmark(StoreForTests store, int clients) {
        this.store = store;
        this.parts = new StoreParts(store);
        this.clients = clients;
    }

    /**
     * @param args cohorts of 1,000 that are answered in batches of 1,000, and cohorts that are answered item by item, by three platforms
     *     each; how many requests are under way at once
     */
    public static void main(String[] args) throws Exception {
        // not in a folder of one's own: a server of root's runs as somebody else
        var folder = Files.createTempDirectory(
                "reissue-benchmark-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var postgres = EmbeddedPostgres.start(folder);
                var store = StoreForTests.over(postgres)) {
            new AnswerBenchmark(store, Integer.parseInt(args[2]))
                    .run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        } finally {
            EmbeddedPostgres.delete(folder);
        }
    }

    private record Batch(String platform, UUID id) {}

    private void run(int together, int single) throws Exception {
        flush("off"); // of what is only prepared
        var warmUp = asked(1);
        var inBatches = asked(together);
        var oneByOne = asked(single);
        for (var code : List.of(Scene.IDENTITY, Scene.REQUIRED, Scene.REST))
            PlatformsForTests.registry(store)
                    .register(ContractsForTests.keyed(
                            code,
                            URI.create("https://example.test/" + code),
                            1_000_000,
                            ContractsForTests.TO,
                            ContractsForTests.FROM));
        flush("on");
        try (var edge = new PartnerEdge(parts);
                var http = HttpClient.newHttpClient()) {
            measure(http, "warm-up", MEMBERS, whole(edge, warmUp, ref -> refused(ref, "OTHER")));
            measure(http, "warm-up", 1, each(edge, warmUp.subList(0, 1)));
            out.printf(
                    "%-28s %9s %8s %11s %11s %8s %8s%n",
                    "", "requests", "seconds", "requests/s", "results/s", "p50 ms", "p99 ms");
            var refusals = new ArrayList<HttpRequest>();
            // each for another reason than before: every row changes every time
            for (var reason : REASONS) refusals.addAll(whole(edge, inBatches, ref -> refused(ref, reason)));
            measure(http, "1,000 refused", MEMBERS, refusals);
            measure(http, "1,000 unbound, with accounts", MEMBERS, whole(edge, inBatches, AnswerBenchmark::unbound));
            measure(http, "one unbound", 1, each(edge, oneByOne));
        }
    }

    /** Connections that are made from now on. */
    private void flush(String synchronousCommit) {
        try (var owner = store.owner();
                var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "alter database " + connection.getCatalog() + " set synchronous_commit = " + synchronousCommit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        ((HikariDataSource) store.dataSource()).getHikariPoolMXBean().softEvictConnections();
    }

    private List<Batch> asked(int cohorts) {
        var batches = new ArrayList<Batch>();
        for (int i = 0; i < cohorts; i++)
            for (Map.Entry<String, UUID> one :
                    Scene.begin(parts).asked(MEMBERS).batches().entrySet())
                batches.add(new Batch(one.getKey(), one.getValue()));
        return batches;
    }

    private List<HttpRequest> whole(PartnerEdge edge, List<Batch> batches, IntFunction<String> result) {
        var results = IntStream.range(0, MEMBERS).mapToObj(result).collect(Collectors.joining(","));
        return batches.stream().map(batch -> answer(edge, batch, results)).toList();
    }

    /** In no order, as many platforms would. */
    private List<HttpRequest> each(PartnerEdge edge, List<Batch> batches) {
        var requests = new ArrayList<HttpRequest>();
        for (var batch : batches)
            for (int ref = 0; ref < MEMBERS; ref++) requests.add(answer(edge, batch, unbound(ref)));
        Collections.shuffle(requests, new Random(1));
        return requests;
    }

    private HttpRequest answer(PartnerEdge edge, Batch batch, String results) {
        var id = "msg-" + UUID.randomUUID();
        var now = store.clock().instant();
        var json = "{\"part\":1,\"of\":1,\"results\":[" + results + "]}";
        return HttpRequest.newBuilder(URI.create(edge.address() + "/partner/v1/batches/" + batch.id() + "/outcomes"))
                .header("content-type", "application/json")
                .header(PartnerGate.PARTNER, batch.platform())
                .header(Signatures.ID, id)
                .header(Signatures.TIMESTAMP, Long.toString(now.getEpochSecond()))
                .header(Signatures.SIGNATURE, Signatures.sign(List.of(ContractsForTests.FROM), id, now, json))
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private static String refused(int ref, String reason) {
        return "{\"ref\":\"%d\",\"outcome\":\"REFUSED\",\"reason\":\"%s\",\"askAgainAfter\":\"P7D\"}"
                .formatted(ref, reason);
    }

    private static String unbound(int ref) {
        return "{\"ref\":\"%d\",\"outcome\":\"UNBOUND\",\"accounts\":[{\"handle\":\"account-%d\",\"outcome\":\"UNBOUND\"}]}"
                .formatted(ref, ref);
    }

    private void measure(HttpClient http, String what, int results, List<HttpRequest> requests) throws Exception {
        long began = System.nanoTime();
        long[] took;
        // as many as are under way, each with the next request
        try (var pool = Executors.newFixedThreadPool(clients)) {
            var sent = pool.invokeAll(requests.stream()
                    .map(request -> (Callable<Long>) () -> told(http, request, results))
                    .toList());
            took = new long[sent.size()];
            for (int i = 0; i < took.length; i++)
                took[i] = requireNonNull(sent.get(i).get());
        }
        double seconds = (System.nanoTime() - began) / SECOND;
        Arrays.sort(took);
        if (what.equals("warm-up")) return;
        out.printf(
                "%-28s %,9d %8.1f %,11.0f %,11.0f %8.1f %8.1f%n",
                what,
                took.length,
                seconds,
                took.length / seconds,
                results * took.length / seconds,
                took[took.length / 2] / MILLISECOND,
                took[took.length * 99 / 100] / MILLISECOND);
    }

    private static long told(HttpClient http, HttpRequest request, int results) throws Exception {
        long began = System.nanoTime();
        var response = http.send(request, BodyHandlers.ofString());
        long took = System.nanoTime() - began;
        if (response.statusCode() != 202 || !response.body().startsWith("{\"accepted\":" + results + ","))
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        return took;
    }
}
