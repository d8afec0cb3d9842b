package io.reissue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON document that is sent. */
final class Body {
    private final ObjectNode fields;

    Body() {
        this(JsonNodeFactory.instance.objectNode());
    }

    private Body(ObjectNode fields) {
        this.fields = fields;
    }

    /** @throws Failure where the file is not there, or holds anything but a document */
    static Body in(Path file) throws IOException {
        if (!Files.isReadable(file)) throw new Failure(Failure.USAGE, "there is no file " + file + " to be read");
        if (Reply.parsed(Files.readString(file)) instanceof ObjectNode document) return new Body(document);
        throw new Failure(Failure.USAGE, file + " is no JSON document");
    }

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

    /** As people edit it. */
    String pretty() {
        return fields.toPrettyString();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
