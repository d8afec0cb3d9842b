package io.reissue.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reissue.kit.Call.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a partner calls at the carrier: {@code POST /partner/v1/batches/{batch}/outcomes}, where it brings its answers, the list of what it
 * fetches where it can't be called, and the status feed.
 */
final class CarrierEdge implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/partner/v1/batches/([^/]+)/outcomes");
    private static final int MOST_BYTES = 8 << 20;

    /**
     * An answer as it came in.
     *
     * @param fault what is wrong with its signature or form; empty: nothing
     */
    record Posted(String webhookId, String body, Optional<String> fault) {}

    private final Secret secret;
    private final Clock clock;
    private final Visits visits;
    private final Shelf shelf;
    private final StatusFeed feed;
    private final List<String> wronglySigned = new ArrayList<>();
    private final HttpServer server;
    private final Map<String, List<Posted>> byBatch = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /**
     * @param secret of the partner: signs what it sends
     * @param port 0: any
     * @param terms of what is fetched
     */
    CarrierEdge(Secret secret, int port, Terms terms, Clock clock) throws IOException {
        this.secret = secret;
        this.clock = clock;
        visits = new Visits(terms.patience(), terms.timeout());
        shelf = new Shelf(terms.secret(), visits, clock);
        feed = new StatusFeed(terms, visits, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Shelf shelf() {
        return shelf;
    }

    StatusFeed feed() {
        return feed;
    }

    /** Whether anybody comes to look for something. */
    boolean isVisited() {
        return visits.await(() -> visits.count() > 0, 1);
    }

    /** What was asked for with a signature that does not hold, and why it does not. */
    synchronized List<String> wronglySigned() {
        return List.copyOf(wronglySigned);
    }

    /** How many answers to a batch have come in. */
    int count(String batch) {
        lock.lock();
        try {
            return byBatch.getOrDefault(batch, List.of()).size();
        } finally {
            lock.unlock();
        }
    }

    /** The answers to a batch behind the first {@code seen} ones, once they are enough or the patience is over. */
    List<Posted> await(String batch, int seen, Predicate<List<Posted>> enough, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!enough.test(behind(batch, seen)) && left > 0) left = arrived.awaitNanos(left);
            return behind(batch, seen);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        } finally {
            lock.unlock();
        }
    }

    List<Posted> all() {
        lock.lock();
        try {
            return byBatch.values().stream().flatMap(List::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The answers to a batch behind the first {@code seen} ones. */
    List<Posted> behind(String batch, int seen) {
        lock.lock();
        try {
            return byBatch.getOrDefault(batch, List.of()).stream().skip(seen).toList();
        } finally {
            lock.unlock();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            byte[] body = body(exchange);
            if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
                reply(exchange, answer(call(exchange)));
                return;
            }
            Posted posted = new Posted(
                    header(exchange, "webhook-id").orElse(""),
                    new String(body, StandardCharsets.UTF_8),
                    fault(exchange, body));
            note(path.group(1), posted);
            shelf.answered(path.group(1), posted.body());
            reply(
                    exchange,
                    posted.fault().isPresent()
                            ? Reply.problem(401, "Not signed rightly")
                            : Reply.of(202, "{\"accepted\":1}"));
        }
    }

    private Reply answer(Call call) {
        Reply reply = shelf.answer(call)
                .or(() -> feed.answer(call))
                .orElseGet(() -> Reply.problem(404, "nothing that a partner calls"));
        call.fault().ifPresent(what -> {
            synchronized (this) {
                wronglySigned.add(call.line() + ": " + what);
            }
        });
        return reply;
    }

    /** Without a body its first line is what is signed. */
    private Call call(HttpExchange exchange) {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Map<String, String> query = new HashMap<>();
        String asked = exchange.getRequestURI().getQuery();
        if (asked != null)
            for (String one : asked.split("&", -1)) {
                int equals = one.indexOf('=');
                if (equals > 0) query.put(one.substring(0, equals), one.substring(equals + 1));
            }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                fault(exchange, line.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is wrong with the signature over that; empty: nothing. */
    private Optional<String> fault(HttpExchange exchange, byte[] signed) {
        return secret.refuses(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                signed,
                clock.instant());
    }

    /** Also an answer that is refused: what it says is judged apart from how it is signed. */
    private void note(String batch, Posted posted) {
        lock.lock();
        try {
            List<Posted> answers = byBatch.computeIfAbsent(batch, one -> new ArrayList<>());
            boolean again = !posted.webhookId().isEmpty()
                    && answers.stream().anyMatch(one -> one.webhookId().equals(posted.webhookId()));
            if (!again) answers.add(posted);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readNBytes(MOST_BYTES);
        boolean zipped = header(exchange, "content-encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        return zipped ? Endpoint.unzip(raw) : raw;
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
