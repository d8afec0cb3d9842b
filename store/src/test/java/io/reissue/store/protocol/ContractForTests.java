package io.reissue.store.protocol;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published contract, to hold what is said against. */
public final class ContractForTests {
    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ContractForTests(JsonNode document) {
        this.document = document;
    }

    /** As partners read it: what it doesn't name may come all the same. */
    public static ContractForTests open() {
        return new ContractForTests(read());
    }

    /** As we have to keep it: nothing is sent that it doesn't name. */
    public static ContractForTests closed() {
        var document = read();
        everyObject(document, node -> {
            if (node.path("type").stringValue("").equals("object") && node.has("properties"))
                node.put("additionalProperties", false);
        });
        return new ContractForTests(document);
    }

    private static JsonNode read() {
        return YAMLMapper.shared().readTree(PartnerContract.yaml());
    }

    JsonNode document() {
        return document;
    }

    /** What stands there, or where it points to. */
    JsonNode resolved(JsonNode node) {
        var pointer = node.path("$ref").stringValue("");
        return pointer.isEmpty() ? node : resolved(document.at(pointer.substring(1)));
    }

    /** Of {@code paths} or {@code webhooks}; all operations by name and method, such as {@code "GET /partner/v1/feed"}. */
    private List<Operation> operations(String family) {
        var operations = new ArrayList<Operation>();
        for (var path : document.path(family).properties())
            for (var operation : resolved(path.getValue()).properties())
                operations.add(new Operation(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), operation.getValue()));
        return operations;
    }

    List<Operation> paths() {
        return operations("paths");
    }

    List<Operation> webhooks() {
        return operations("webhooks");
    }

    /** The types of what we send, with the statuses that the contract has for each. */
    public Map<String, List<String>> statusesOfWebhooks() {
        var statuses = new java.util.TreeMap<String, List<String>>();
        for (var webhook : webhooks())
            statuses.put(
                    webhook.path(), List.copyOf(webhook.node().path("responses").propertyNames()));
        return statuses;
    }

    record Operation(String method, String path, JsonNode node) {
        String name() {
            return method + " " + path;
        }

        boolean matches(String otherMethod, String otherPath) {
            var pattern = Pattern.compile("\\{[^}]+}")
                    .splitAsStream(path + " ")
                    .map(Pattern::quote)
                    .reduce((some, more) -> some + "[^/]+" + more)
                    .orElseThrow();
            return method.equals(otherMethod) && (otherPath + " ").matches(pattern);
        }
    }

    /** Where a value is not what a schema of this contract says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        var alone = (ObjectNode) schema.deepCopy();
        alone.set("components", document.path("components"));
        return schemas.getSchema(alone);
    }

    static void everyObject(JsonNode node, Consumer<ObjectNode> visit) {
        if (node instanceof ObjectNode object) visit.accept(object);
        for (var child : node) everyObject(child, visit);
    }
}
