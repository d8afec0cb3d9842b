package io.reissue.store.protocol;

import io.reissue.store.protocol.ContractForTests.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Listens to what tests say over the wire, and holds it against the contract. Remembers what of the contract was said. */
public final class Conversation {
    /** Of all tests of a module, which run in one JVM. */
    public static final Conversation OF_THIS_RUN = new Conversation();

    private static final JsonMapper JSON = JsonMapper.shared();
    private final ContractForTests open = ContractForTests.open();
    private final ContractForTests closed = ContractForTests.closed();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    /**
     * @param target path and query, as sent
     * @param content of the request; null: none, or bytes that are no text
     */
    public record Request(
            String method, String target, @Nullable String content) {}

    /** @param header by its name in lower case; null: it isn't there */
    public record Response(int status, Function<String, @Nullable String> header, String body) {}

    /**
     * A partner called us.
     *
     * @throws AssertionError when the contract has it otherwise
     */
    public void answered(Request request, Response response) {
        var path = request.target().split("\\?", 2)[0];
        var operation = closed.paths().stream()
                .filter(one -> one.matches(request.method(), path))
                .findAny()
                .orElseThrow(() -> new AssertionError("not in the contract: " + request.method() + " " + path));
        var faults = new ArrayList<String>();
        response(operation, response, faults);
        if (response.status() < 300) request(operation, request, faults);
        complain(operation.name() + " " + response.status(), faults);
    }

    /**
     * We called a partner.
     *
     * @throws AssertionError when the contract has it otherwise
     */
    public void sent(Function<String, @Nullable String> header, String body) {
        var type = JSON.readTree(body).path("type").stringValue("");
        var webhook = closed.webhooks().stream()
                .filter(one -> one.path().equals(type))
                .findAny()
                .orElseThrow(() -> new AssertionError("no webhook of the contract: " + type));
        var faults = new ArrayList<String>();
        var media = webhook.node().path("requestBody").path("content").path("application/json");
        faults.addAll(closed.faults(media.path("schema"), JSON.readTree(body)));
        for (var named : webhook.node().path("parameters")) {
            var parameter = closed.resolved(named);
            valued(parameter, header.apply(parameter.path("name").stringValue()), faults);
        }
        complain("webhook " + type, faults);
    }

    /** What the contract has of paths, and nothing said yet: operation, status, media type. */
    public Set<String> neverAnswered() {
        var all = new TreeSet<String>();
        for (var operation : closed.paths())
            for (var response : operation.node().path("responses").properties()) {
                var content = closed.resolved(response.getValue()).path("content");
                var name = operation.name() + " " + response.getKey();
                if (content.isEmpty()) all.add(name);
                for (var media : content.propertyNames()) all.add(name + " " + media);
            }
        all.removeAll(heard);
        return all;
    }

    private void response(Operation operation, Response response, List<String> faults) {
        var documented = closed.resolved(operation.node().path("responses").path(Integer.toString(response.status())));
        var name = operation.name() + " " + response.status();
        if (documented.isMissingNode()) {
            faults.add("a status that the contract does not have");
            return;
        }
        for (var header : documented.path("headers").properties())
            valued(
                    closed.resolved(header.getValue()),
                    response.header().apply(header.getKey().toLowerCase(java.util.Locale.ROOT)),
                    faults);
        var content = documented.path("content");
        if (content.isEmpty()) {
            if (!response.body().isEmpty()) faults.add("a body that the contract does not have");
            heard.add(name);
            return;
        }
        var type = response.header().apply("content-type");
        var mediaType = type == null ? "none" : type.split(";", 2)[0];
        var media = content.path(mediaType);
        if (media.isMissingNode()) faults.add("a media type that the contract does not have: " + mediaType);
        else faults.addAll(body(media, mediaType, response.body()));
        heard.add(name + " " + mediaType);
    }

    private List<String> body(JsonNode media, String mediaType, String body) {
        return switch (mediaType) {
            case "application/yaml" -> closed.faults(media.path("schema"), StringNode.valueOf(body));
            case "application/x-ndjson" ->
                body.lines()
                        .flatMap(line -> closed.faults(media.path("x-line"), JSON.readTree(line)).stream())
                        .toList();
            default -> closed.faults(media.path("schema"), JSON.readTree(body));
        };
    }

    /** What we take, the contract has to allow. */
    private void request(Operation operation, Request request, List<String> faults) {
        var schema = operation
                .node()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (!schema.isMissingNode() && request.content() != null)
            faults.addAll(open.faults(schema, JSON.readTree(request.content())));
        var query = request.target().contains("?") ? request.target().split("\\?", 2)[1] : "";
        var given = new java.util.HashMap<String, String>();
        for (var pair : query.isEmpty() ? new String[0] : query.split("&"))
            given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        for (var named : operation.node().path("parameters")) {
            var parameter = open.resolved(named);
            if (parameter.path("in").stringValue().equals("query"))
                valued(parameter, given.remove(parameter.path("name").stringValue()), faults);
        }
        given.keySet().forEach(name -> faults.add("a parameter that the contract does not have: " + name));
    }

    private void valued(JsonNode wanted, @Nullable String value, List<String> faults) {
        var schema = wanted.path("schema");
        if (value == null) {
            if (wanted.path("required").booleanValue(false)) faults.add("missing: " + wanted.path("description"));
        } else if (schema.path("type").stringValue("").equals("integer")) {
            faults.addAll(open.faults(schema, IntNode.valueOf(Integer.parseInt(value))));
        } else {
            faults.addAll(open.faults(schema, StringNode.valueOf(value)));
        }
    }

    private static void complain(String of, List<String> faults) {
        if (!faults.isEmpty()) throw new AssertionError("not as the contract has it, " + of + ": " + faults);
    }
}
