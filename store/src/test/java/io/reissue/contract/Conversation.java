package io.reissue.contract;

import io.reissue.contract.ContractForTests.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** Listens to what tests say over the wire, and holds it against a contract. Remembers what of the contract was said. */
public final class Conversation {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final ContractForTests open;
    private final ContractForTests closed;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private Conversation(byte[] yaml) {
        open = ContractForTests.open(yaml);
        closed = ContractForTests.closed(yaml);
    }

    /** @param yaml the contract */
    public static Conversation about(byte[] yaml) {
        return new Conversation(yaml);
    }

    /**
     * What one side asks.
     *
     * @param target path and query, as sent
     * @param header by its name in lower case; null: it isn't there
     * @param content null: none, or bytes that are no text
     */
    public record Request(
            String method,
            String target,
            Function<String, @Nullable String> header,
            @Nullable String content) {
        String path() {
            return target.split("\\?", 2)[0];
        }
    }

    /** @param header by its name in lower case; null: it isn't there */
    public record Response(int status, Function<String, @Nullable String> header, String body) {}

    /**
     * We were called, and answered.
     *
     * @throws AssertionError when the contract has it otherwise
     */
    public void answered(Request request, Response response) {
        var operation = operation(request);
        var faults = new ArrayList<String>();
        response(operation, response, faults);
        if (response.status() < 300) request(operation, request, faults);
        complain(operation.name() + " " + response.status(), faults);
    }

    /**
     * Somebody calls, whatever he will hear.
     *
     * @throws AssertionError when the contract has it otherwise
     */
    public void asked(Request request) {
        var operation = operation(request);
        var faults = new ArrayList<String>();
        request(operation, request, faults);
        complain(operation.name(), faults);
        heard.add(operation.name());
    }

    private Operation operation(Request request) {
        return closed.at(request.method(), request.path())
                .orElseThrow(
                        () -> new AssertionError("not in the contract: " + request.method() + " " + request.path()));
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
            faults.add("a status that the contract does not have, with " + response.body());
            return;
        }
        for (var header : documented.path("headers").properties())
            valued(
                    closed.resolved(header.getValue()),
                    response.header().apply(header.getKey().toLowerCase(Locale.ROOT)),
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
        if (mediaType.equals("application/x-ndjson"))
            return body.lines()
                    .flatMap(line -> closed.faults(media.path("x-line"), JSON.readTree(line)).stream())
                    .toList();
        boolean json = mediaType.endsWith("json");
        return closed.faults(media.path("schema"), json ? JSON.readTree(body) : StringNode.valueOf(body));
    }

    /** What we take, the contract has to allow. */
    private void request(Operation operation, Request request, List<String> faults) {
        content(operation.node().path("requestBody"), request, faults);
        var query = query(request.target());
        var path = operation.variables(request.path());
        for (var named : operation.node().path("parameters")) {
            var parameter = open.resolved(named);
            var name = parameter.path("name").stringValue();
            valued(
                    parameter,
                    switch (parameter.path("in").stringValue()) {
                        case "query" -> query.remove(name);
                        case "path" -> path.get(name);
                        default -> request.header().apply(name.toLowerCase(Locale.ROOT));
                    },
                    faults);
        }
        query.keySet().forEach(name -> faults.add("a parameter that the contract does not have: " + name));
    }

    private void content(JsonNode documented, Request request, List<String> faults) {
        if (request.content() == null) return;
        var type = request.header().apply("content-type");
        var media = documented.path("content").path(type == null ? "application/json" : type.split(";", 2)[0]);
        if (request.content().isEmpty()) {
            if (documented.path("required").booleanValue(false)) faults.add("no body");
        } else if (documented.has("content") && media.isMissingNode()) {
            faults.add("a body of a media type that the contract does not have: " + type);
        } else if (documented.has("content")) {
            boolean json = type == null || type.startsWith("application/json");
            faults.addAll(open.faults(
                    media.path("schema"),
                    json ? JSON.readTree(request.content()) : StringNode.valueOf(request.content())));
        }
    }

    private static Map<String, String> query(String target) {
        var given = new HashMap<String, String>();
        var query = target.contains("?") ? target.split("\\?", 2)[1] : "";
        for (var pair : query.isEmpty() ? new String[0] : query.split("&"))
            given.put(pair.split("=", 2)[0], URLDecoder.decode(pair.split("=", 2)[1], StandardCharsets.UTF_8));
        return given;
    }

    private void valued(JsonNode wanted, @Nullable String value, List<String> faults) {
        var name = wanted.path("name").stringValue(wanted.path("description").stringValue(""));
        if (value == null) {
            if (wanted.path("required").booleanValue(false)) faults.add("missing: " + name);
            return;
        }
        var type = open.resolved(wanted.path("schema")).path("type").stringValue("");
        open.faults(
                        wanted.path("schema"),
                        switch (type) {
                            case "integer" -> LongNode.valueOf(Long.parseLong(value));
                            case "boolean" -> BooleanNode.valueOf(Boolean.parseBoolean(value));
                            default -> StringNode.valueOf(value);
                        })
                .forEach(fault -> faults.add(name + ": " + fault));
    }

    private static void complain(String of, List<String> faults) {
        if (!faults.isEmpty()) throw new AssertionError("not as the contract has it, " + of + ": " + faults);
    }
}
