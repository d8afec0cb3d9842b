package io.reissue.kit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a partner answered to one request about a batch, as it stands: a check wants to see what is wrong in it.
 *
 * @param parts in the order of their arrival; empty: it said nothing
 */
record Answer(String type, List<String> numbers, List<String> refs, List<JsonNode> parts, Exchange exchange) {
    Answer {
        numbers = List.copyOf(numbers);
        refs = List.copyOf(refs);
        parts = List.copyOf(parts);
    }

    boolean isThere() {
        return !parts.isEmpty();
    }

    Stream<JsonNode> results() {
        return parts.stream().flatMap(part -> elements(part.path("results")));
    }

    Optional<JsonNode> result(String ref) {
        return results().filter(result -> text(result, "ref").equals(ref)).findFirst();
    }

    /** The outcome of an item, listed or by the remainder; empty text: silence. */
    String said(String ref) {
        return result(ref).map(result -> text(result, "outcome")).orElseGet(this::remainder);
    }

    /** Of the first part that has one; empty text: none. */
    String remainder() {
        return parts.stream()
                .map(part -> text(part, "remainder"))
                .filter(remainder -> !remainder.isEmpty())
                .findFirst()
                .orElse("");
    }

    List<String> handles(String ref) {
        return result(ref).stream()
                .flatMap(result -> elements(result.path("accounts")))
                .map(account -> text(account, "handle"))
                .sorted()
                .toList();
    }

    /** The results, in whatever order and number of parts they came. */
    Set<JsonNode> content() {
        return results().collect(Collectors.toSet());
    }

    /** The answer that a body holds; none: it holds no answer. */
    static List<JsonNode> parts(String body) {
        try {
            JsonNode node = Carrier.JSON.readTree(body);
            return node.isObject() && (node.has("results") || node.has("remainder")) ? List.of(node) : List.of();
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Empty when it is missing or no text. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : "";
    }
}
