package io.reissue.store.protocol;

import io.reissue.store.platform.IdentifierForm;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Renders what a platform is sent as the partner protocol has it. Nothing keeps the result: it names numbers. */
final class BatchWriter {
    private final JsonMapper mapper = JsonMapper.shared();

    byte[] json(OutgoingBatch batch, Identifiers identifiers, Instant now) {
        var bytes = new ByteArrayOutputStream();
        write(bytes, json -> {
            head(json, batch, now);
            json.writeArrayPropertyStart("items");
            for (var item : batch.items()) item(json, item, identifiers);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
        return bytes.toByteArray();
    }

    byte[] json(OutgoingStatus status, IdentifierForm form, Identifiers identifiers, Instant now) {
        var bytes = new ByteArrayOutputStream();
        write(bytes, json -> {
            json.writeStartObject();
            json.writeStringProperty("type", status.type());
            json.writeStringProperty("timestamp", now.toString());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("identifier", form.name());
            json.writeArrayPropertyStart("items");
            for (var event : status.events()) event(json, event, identifiers);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
        return bytes.toByteArray();
    }

    byte[] json(OutgoingPing ping, Instant now) {
        var bytes = new ByteArrayOutputStream();
        write(bytes, json -> {
            json.writeStartObject();
            json.writeStringProperty("type", ping.type());
            json.writeStringProperty("timestamp", now.toString());
            json.writeObjectPropertyStart("data");
            json.writeEndObject();
            json.writeEndObject();
        });
        return bytes.toByteArray();
    }

    private static void event(JsonGenerator json, OutgoingStatus.Event event, Identifiers identifiers) {
        json.writeStartObject();
        json.writeStringProperty("event", Long.toString(event.seq()));
        json.writeStringProperty("id", identifiers.identify(event.e164()));
        json.writeStringProperty("jurisdiction", event.jurisdiction());
        json.writeStringProperty("day", event.day().toString());
        json.writeEndObject();
    }

    /** The same, line by line: what it says of all items, then each item. */
    byte[] lines(OutgoingBatch batch, Identifiers identifiers, Instant now) {
        var bytes = new ByteArrayOutputStream();
        write(bytes, json -> {
            head(json, batch, now);
            json.writeEndObject();
            json.writeEndObject();
        });
        for (var item : batch.items()) {
            bytes.write('\n');
            write(bytes, json -> item(json, item, identifiers));
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private void write(ByteArrayOutputStream bytes, Consumer<JsonGenerator> value) {
        try (var json = mapper.createGenerator(bytes)) {
            value.accept(json);
        }
    }

    private static void head(JsonGenerator json, OutgoingBatch batch, Instant now) {
        json.writeStartObject();
        json.writeStringProperty("type", batch.type());
        json.writeStringProperty("timestamp", now.toString());
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("batch", batch.batch().toString());
        time(json, "respondBy", batch.respondBy());
        time(json, "expiresAt", batch.expiresAt());
        json.writeStringProperty("identifier", batch.form().name());
    }

    private static void item(JsonGenerator json, OutgoingItem item, Identifiers identifiers) {
        json.writeStartObject();
        json.writeStringProperty("ref", Integer.toString(item.ref()));
        json.writeStringProperty("id", identifiers.identify(item.e164()));
        time(json, "cutoff", item.cutoff());
        if (!item.handles().isEmpty()) {
            json.writeArrayPropertyStart("handles");
            item.handles().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant instant) {
        if (instant != null) json.writeStringProperty(name, instant.toString());
    }
}
