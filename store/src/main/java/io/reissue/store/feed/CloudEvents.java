package io.reissue.store.feed;

import io.reissue.store.inventory.Inventory;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.Identifiers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Renders events as one platform reads them, in the JSON batch format of CloudEvents 1.0. Numbers are opened here, and named as agreed. */
public final class CloudEvents {
    public static final String MEDIA_TYPE = "application/cloudevents-batch+json";
    private static final String SOURCE = "/partner/v1/feed";

    private final Inventory inventory;
    private final PlatformRegistry registry;
    private final JsonMapper mapper = JsonMapper.shared();

    public CloudEvents(Inventory inventory, PlatformRegistry registry) {
        this.inventory = inventory;
        this.registry = registry;
    }

    /** Takes memory for as many as there are. */
    public byte[] batch(Platform platform, List<FeedEvent> events) {
        var identifiers = Identifiers.of(platform, registry);
        var numbers = inventory.numbers(events.stream().map(FeedEvent::numberId).toList());
        var bytes = new ByteArrayOutputStream();
        try (var json = mapper.createGenerator(bytes)) {
            json.writeStartArray();
            for (var event : events) {
                write(json, event, platform, identifiers.identify(numbers.apply(event.numberId())));
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, FeedEvent event, Platform platform, String id) {
        json.writeStartObject();
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", Long.toString(event.seq()));
        json.writeStringProperty("source", SOURCE);
        json.writeStringProperty("type", event.type().code());
        json.writeStringProperty("time", event.writtenAt().toString());
        json.writeStringProperty("datacontenttype", "application/json");
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("identifier", platform.form().name());
        json.writeStringProperty("id", id);
        json.writeStringProperty("jurisdiction", event.jurisdiction());
        json.writeStringProperty("day", event.day().toString());
        json.writeEndObject();
        json.writeEndObject();
    }
}
