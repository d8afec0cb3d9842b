package io.reissue.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reissue.contract.Conversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An instance that says what it was told to say, and remembers what it was asked. What it was told nothing about is not there. Finds
 * fault, at its end, with what the contract has otherwise.
 */
final class ApiForTests implements AutoCloseable {
    static final String TOKEN = "token-of-operator-a";

    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    private final List<AssertionError> faults = Collections.synchronizedList(new ArrayList<>());

    private record Answer(int status, String body) {}

    /**
     * What came.
     *
     * @param line method, path and query
     */
    record Request(
            String line, @Nullable String ifMatch, @Nullable String type, String body) {
        JsonNode json() {
            JsonNode read = Reply.parsed(body);
            if (read == null) throw new AssertionError("no JSON: " + body);
            return read;
        }
    }

    ApiForTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param line method and path, without the query */
    ApiForTests says(String line, int status, String body) {
        answers.put(line, new Answer(status, body));
        return this;
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    Request asked() {
        return requests.getLast();
    }

    List<Request> all() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard(exchange, body);
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("If-Match"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            Answer answer =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            ? answers.getOrDefault(
                                    exchange.getRequestMethod() + " "
                                            + exchange.getRequestURI().getPath(),
                                    new Answer(404, ""))
                            : new Answer(401, "");
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void heard(HttpExchange exchange, String body) {
        try {
            AdminConversation.OF_THIS_RUN.asked(new Conversation.Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath()
                            + (exchange.getRequestURI().getRawQuery() == null
                                    ? ""
                                    : "?" + exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders()::getFirst,
                    body));
        } catch (AssertionError otherwise) {
            faults.add(otherwise);
        }
    }

    /** @throws AssertionError when it was asked otherwise than the contract has it */
    @Override
    public void close() {
        server.stop(0);
        if (!faults.isEmpty()) throw faults.getFirst();
    }
}
