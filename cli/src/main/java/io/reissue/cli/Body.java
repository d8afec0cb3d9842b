package io.reissue.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON document that is sent. */
final class Body {
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    /** @param value null: left out */
    Body with(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case JsonNode tree -> fields.set(name, tree);
            case Body inner -> fields.set(name, inner.fields);
            case Boolean flag -> fields.put(name, flag);
            case Integer number -> fields.put(name, number);
            default -> fields.put(name, value.toString());
        }
        return this;
    }

    Body without(String name) {
        fields.remove(name);
        return this;
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
