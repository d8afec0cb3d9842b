package io.reissue.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A published contract, to hold what is said against. */
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

    /** As its readers take it: what it doesn't name may come all the same, where it does not say otherwise. */
    public static ContractForTests open(byte[] yaml) {
        return new ContractForTests(YAMLMapper.shared().readTree(yaml));
    }

    /** As we have to keep it: nothing is sent that it doesn't name. */
    public static ContractForTests closed(byte[] yaml) {
        var document = YAMLMapper.shared().readTree(yaml);
        everyObject(document, node -> {
            if (node.path("type").stringValue("").equals("object") && node.has("properties"))
                node.put("additionalProperties", false);
        });
        return new ContractForTests(document);
    }

    public JsonNode document() {
        return document;
    }

    public JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** What stands there, or where it points to. */
    public JsonNode resolved(JsonNode node) {
        var pointer = node.path("$ref").stringValue("");
        return pointer.isEmpty() ? node : resolved(document.at(pointer.substring(1)));
    }

    /** Of {@code paths} or {@code webhooks}; all operations by name and method, such as {@code "GET /partner/v1/feed"}. */
    private List<Operation> operations(String family) {
        var operations = new ArrayList<Operation>();
        for (var path : document.path(family).properties())
            for (var operation : resolved(path.getValue()).properties())
                operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
        return operations;
    }

    public List<Operation> paths() {
        return operations("paths");
    }

    List<Operation> webhooks() {
        return operations("webhooks");
    }

    /** The operation that answers there; the one that names most of the path, where several do. */
    Optional<Operation> at(String method, String path) {
        return paths().stream()
                .filter(one -> one.matches(method, path))
                .min(Comparator.comparingInt(one -> one.path().split("\\{", -1).length));
    }

    /** The types of what we send, with the statuses that the contract has for each. */
    public Map<String, List<String>> statusesOfWebhooks() {
        var statuses = new TreeMap<String, List<String>>();
        for (var webhook : webhooks())
            statuses.put(
                    webhook.path(), List.copyOf(webhook.node().path("responses").propertyNames()));
        return statuses;
    }

    /** @param path with its variables in braces; of a webhook, its type */
    public record Operation(String method, String path, JsonNode node) {
        private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

        public String name() {
            return method + " " + path;
        }

        boolean matches(String otherMethod, String otherPath) {
            return method.equals(otherMethod) && otherPath.matches(pattern());
        }

        /** What stands in another path where this one has variables. */
        Map<String, String> variables(String otherPath) {
            var found = new HashMap<String, String>();
            var groups = Pattern.compile(pattern()).matcher(otherPath);
            var names = VARIABLE.matcher(path);
            for (int group = 1; groups.matches() && names.find(); group++)
                found.put(names.group(1), groups.group(group));
            return found;
        }

        private String pattern() {
            return VARIABLE.splitAsStream(path + " ")
                    .map(part -> Pattern.quote(part.stripTrailing()))
                    .reduce((some, more) -> some + "([^/]+)" + more)
                    .orElseThrow();
        }
    }

    /** Where a value is not what a schema of this contract says. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        var alone = (ObjectNode) schema.deepCopy();
        alone.set("components", document.path("components"));
        return schemas.getSchema(alone);
    }

    /** Bodies, headers and parameters without an example, and examples that are not what their schemas say. */
    public List<String> faultsOfExamples() {
        var faults = new ArrayList<String>();
        everyObject(document, node -> {
            var schema = node.path("schema");
            if (schema.isMissingNode()) return;
            if (!node.has("example") && !node.has("examples")) faults.add("no example: " + node);
            for (var example : examples(node)) {
                faults(schema, example).forEach(fault -> faults.add(fault + " in " + example));
                if (!node.has("x-line")) continue;
                example.stringValue()
                        .lines()
                        .forEach(line -> faults.addAll(
                                faults(node.path("x-line"), YAMLMapper.shared().readTree(line))));
            }
        });
        return faults;
    }

    /** Those of a body, header or parameter. */
    public List<JsonNode> examples(JsonNode node) {
        var examples = new ArrayList<JsonNode>();
        if (node.has("example")) examples.add(node.path("example"));
        for (var named : node.path("examples")) examples.add(resolved(named).path("value"));
        return examples;
    }

    /** References that lead nowhere, and components that nothing refers to. */
    public List<String> looseEnds() {
        var used = new ArrayList<String>();
        everyObject(document, node -> {
            if (node.has("$ref")) used.add(node.path("$ref").stringValue().substring(1));
        });
        var ends = new ArrayList<String>();
        for (var pointer : used) if (document.at(pointer).isMissingNode()) ends.add("leads nowhere: " + pointer);
        for (var family : document.path("components").properties()) {
            if (family.getKey().equals("securitySchemes")) continue;
            for (var name : family.getValue().propertyNames()) {
                var pointer = "/components/" + family.getKey() + "/" + name;
                if (!used.contains(pointer)) ends.add("nothing refers to: " + pointer);
            }
        }
        return ends;
    }

    static void everyObject(JsonNode node, Consumer<ObjectNode> visit) {
        if (node instanceof ObjectNode object) visit.accept(object);
        for (var child : node) everyObject(child, visit);
    }
}
