package io.reissue.store.protocol;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Renders the list of what a platform may fetch. */
public final class OpenRequests {
    private final JsonMapper mapper = JsonMapper.shared();
    private final Function<OpenRequest, String> address;

    /** @param address where one is fetched */
    public OpenRequests(Function<OpenRequest, String> address) {
        this.address = address;
    }

    public byte[] json(List<OpenRequest> requests) {
        var bytes = new ByteArrayOutputStream();
        try (var json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("requests");
            for (var request : requests) entry(json, request);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    public byte[] lines(List<OpenRequest> requests) {
        var bytes = new ByteArrayOutputStream();
        for (var request : requests) {
            try (var json = mapper.createGenerator(bytes)) {
                entry(json, request);
            }
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private void entry(JsonGenerator json, OpenRequest request) {
        json.writeStartObject();
        json.writeStringProperty("type", request.type());
        json.writeStringProperty("batch", request.batch().toString());
        if (request.ref() != null) json.writeStringProperty("ref", request.ref().toString());
        json.writeNumberProperty("items", request.items());
        time(json, "respondBy", request.respondBy());
        time(json, "expiresAt", request.expiresAt());
        json.writeStringProperty("href", address.apply(request));
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant instant) {
        if (instant != null) json.writeStringProperty(name, instant.toString());
    }
}
