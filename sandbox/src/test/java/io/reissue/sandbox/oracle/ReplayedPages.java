package io.reissue.sandbox.oracle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Pages of another server: handed on and kept while that one is there, then given out again, changed if somebody wants them changed. */
final class ReplayedPages implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private volatile @Nullable URI original;
    private volatile BinaryOperator<String> change = (path, page) -> page;

    ReplayedPages(URI original) throws IOException {
        this.original = original;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** From now on there is only what was asked for before. */
    void originalIsGone() {
        original = null;
    }

    /** What is made of each page, given with its path, from now on. */
    void change(BinaryOperator<String> next) {
        change = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String page = pages.get(path);
            URI from = original;
            if (page == null && from != null) {
                page = http.send(
                                HttpRequest.newBuilder(from.resolve(path)).build(),
                                BodyHandlers.ofString(StandardCharsets.UTF_8))
                        .body();
                pages.put(path, page);
            }
            byte[] body = page == null ? new byte[0] : change.apply(path, page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
