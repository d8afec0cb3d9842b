package io.reissue.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that are nearly right: each differs in one place from an example, and its schema refuses it. */
public final class Mutants {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Mutants() {}

    /** @param media a request body's media type, with its schema and examples */
    public static List<JsonNode> of(ContractForTests contract, JsonNode media) {
        var mutants = new ArrayList<JsonNode>();
        for (var example : contract.examples(media))
            places(example, List.of(), (path, present) -> {
                for (var other : others()) mutants.add(with(example, path, other));
                if (!path.isEmpty()) mutants.add(without(example, path));
                if (present.isObject()) mutants.add(with(example, path, more(present)));
            });
        return mutants.stream()
                .filter(mutant -> !contract.faults(media.path("schema"), mutant).isEmpty())
                .distinct()
                .toList();
    }

    /** Of other types, null, and a text that says nothing. */
    private static List<JsonNode> others() {
        return List.of(
                JSON.stringNode("no such thing"),
                JSON.numberNode(5),
                JSON.numberNode(1.5),
                JSON.booleanNode(true),
                JSON.nullNode(),
                JSON.arrayNode().add(5),
                JSON.objectNode().put("x", 5));
    }

    private static JsonNode more(JsonNode present) {
        return ((ObjectNode) present.deepCopy()).put("noSuchField", "x");
    }

    private static void places(JsonNode node, List<String> path, BiConsumer<List<String>, JsonNode> visit) {
        visit.accept(path, node);
        for (var field : node.properties()) places(field.getValue(), behind(path, field.getKey()), visit);
        for (int i = 0; node.isArray() && i < node.size(); i++)
            places(node.get(i), behind(path, String.valueOf(i)), visit);
    }

    private static List<String> behind(List<String> path, String step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static JsonNode with(JsonNode example, List<String> path, JsonNode other) {
        if (path.isEmpty()) return other;
        var copy = example.deepCopy();
        var parent = parent(copy, path);
        if (parent instanceof ObjectNode object) object.set(path.getLast(), other);
        else ((ArrayNode) parent).set(Integer.parseInt(path.getLast()), other);
        return copy;
    }

    private static JsonNode without(JsonNode example, List<String> path) {
        var copy = example.deepCopy();
        var parent = parent(copy, path);
        if (parent instanceof ObjectNode object) object.remove(path.getLast());
        else ((ArrayNode) parent).remove(Integer.parseInt(path.getLast()));
        return copy;
    }

    private static JsonNode parent(JsonNode root, List<String> path) {
        var node = root;
        for (var step : path.subList(0, path.size() - 1))
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        return node;
    }
}
