package io.reissue.platforms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reissue.store.StoreForTests;
import io.reissue.store.platform.CircuitRules;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.PartnerConversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A platform behind real HTTP: keeps what it was sent, answers what it was told to, 202 when it was told nothing. Finds fault, at its end, with what the contract has otherwise. */
final class PlatformForTests implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    PlatformForTests() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Patient, and allowed to call it. */
    static HttpPlatformConnector connector(PlatformRegistry registry, StoreForTests store) {
        return new HttpPlatformConnector(
                registry,
                PlatformsForTests.circuits(store, CircuitRules.STANDARD),
                PlatformsForTests.rates(store),
                PlatformsForTests.deliveries(store),
                store.clock(),
                new ConnectorSettings(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        true,
                        Set.of()));
    }

    record Received(String method, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .findAny()
                    .orElseThrow()
                    .getValue()
                    .getFirst();
        }
    }

    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    List<Received> received() {
        return received;
    }

    void replies(int status) {
        replies(status, Map.of(), new byte[0]);
    }

    void replies(int status, Map<String, String> headers, byte[] body) {
        replies.add(exchange -> {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        });
    }

    void repliesJson(String body) {
        replies(200, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    void isSilent() {
        replies.add(_ -> awaitClose());
    }

    /** Keeps a response going by a byte at a time, faster than any read timeout. */
    void trickles() {
        replies.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (!closing.await(20, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void breaksOff() {
        replies.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
        });
    }

    private void awaitClose() {
        try {
            closing.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), body));
            try {
                PartnerConversation.OF_THIS_RUN.sent(exchange.getRequestHeaders()::getFirst, body);
            } catch (AssertionError | RuntimeException fault) {
                faults.add(fault.toString());
            }
            Reply reply;
            synchronized (replies) {
                reply = replies.poll();
            }
            if (reply == null) exchange.sendResponseHeaders(202, -1);
            else reply.to(exchange);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        if (!faults.isEmpty()) throw new AssertionError(faults);
    }
}
