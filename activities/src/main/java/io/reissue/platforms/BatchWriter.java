package io.reissue.platforms;

import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.protocol.Identifiers;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Renders a batch as the partner protocol has it. Nothing keeps the result: it names numbers. */
final class BatchWriter {
    private static final Set<String> WITH_CUTOFF = Set.of("unbind.requested", "binding.queried");
    private final JsonMapper mapper = JsonMapper.shared();

    byte[] write(OutgoingBatch batch, IdentifierForm form, Identifiers identifiers, Instant now) {
        var bytes = new ByteArrayOutputStream();
        try (var json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", batch.type());
            json.writeStringProperty("timestamp", now.toString());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("batch", batch.batch().toString());
            time(json, "respondBy", batch.respondBy());
            time(json, "expiresAt", batch.expiresAt());
            json.writeStringProperty("identifier", form.name());
            json.writeArrayPropertyStart("items");
            for (var item : batch.items()) item(json, item, identifiers, WITH_CUTOFF.contains(batch.type()));
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void item(JsonGenerator json, OutgoingItem item, Identifiers identifiers, boolean withCutoff) {
        json.writeStartObject();
        json.writeStringProperty("ref", Integer.toString(item.ref()));
        json.writeStringProperty("id", identifiers.identify(item.e164()));
        if (withCutoff) json.writeStringProperty("cutoff", item.cutoff().toString());
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
