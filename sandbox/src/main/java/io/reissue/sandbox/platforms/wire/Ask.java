package io.reissue.sandbox.platforms.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the carrier sends, as a platform understands it.
 *
 * @param batch the batch the items belong to; empty for status events and pings
 * @param expiresAt after this instant the request must no longer be processed
 * @param items what is asked about; for a status event the identifiers it names, with an empty ref
 */
public record Ask(String type, String batch, @Nullable Instant expiresAt, List<Item> items) {
    public static final String UNBIND = "unbind.requested";
    public static final String RESTORE = "restore.requested";
    public static final String QUERY = "binding.queried";
    public static final String PING = "ping";
    public static final String PURGED = "number.purged";

    /** Odd, and with as many ones as zeros: neighbours land far apart. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final Set<String> ABOUT_A_BATCH = Set.of(UNBIND, RESTORE, QUERY);

    /** One item; {@code cutoff} is there in every request to unbind, and in a restore of what any of those with it has detached. */
    public record Item(String ref, String id, @Nullable Instant cutoff) {
        @Override
        public String toString() {
            return "Item[" + ref + "]";
        }
    }

    public boolean isAboutABatch() {
        return ABOUT_A_BATCH.contains(type);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && now.isAfter(expiresAt);
    }

    /** What is asked, whoever asks and however often: the same type about the same identifiers, in any order, is the same. */
    public String content() {
        long sum = items.stream()
                .mapToLong(item -> item.id().hashCode() * SPREAD)
                .map(hash -> hash ^ (hash >>> 32))
                .sum();
        return type + "/" + items.size() + "/" + Long.toHexString(sum);
    }

    /** The same request for some of its items. */
    public Ask about(List<Item> some) {
        return new Ask(type, batch, expiresAt, some);
    }

    /** @throws MalformedRequest with the pointer of the first offending field */
    public static Ask parse(byte[] body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            throw new MalformedRequest("");
        }
        String type = text(root, "type", "/type");
        JsonNode data = root.path("data");
        if (!ABOUT_A_BATCH.contains(type)) {
            return new Ask(type, "", null, named(data));
        }
        String batch = text(data, "batch", "/data/batch");
        Instant expiresAt =
                data.has("expiresAt") ? time(text(data, "expiresAt", "/data/expiresAt"), "/data/expiresAt") : null;
        List<Item> items = new ArrayList<>();
        Set<String> refs = new HashSet<>();
        // Numbers that are asked about together were mostly disconnected together.
        Map<String, Instant> cutoffs = new HashMap<>();
        if (!data.path("items").isArray() || data.path("items").isEmpty()) {
            throw new MalformedRequest("/data/items");
        }
        for (JsonNode node : data.path("items")) {
            try {
                Item item = item(node, type, cutoffs);
                if (!refs.add(item.ref())) {
                    throw new MalformedRequest("/ref");
                }
                items.add(item);
            } catch (MalformedRequest malformed) {
                throw new MalformedRequest("/data/items/" + items.size() + malformed.getMessage());
            }
        }
        return new Ask(type, batch, expiresAt, List.copyOf(items));
    }

    private static Item item(JsonNode node, String type, Map<String, Instant> cutoffs) {
        Instant cutoff = null;
        if (type.equals(UNBIND) || node.has("cutoff")) {
            cutoff = cutoffs.computeIfAbsent(text(node, "cutoff", "/cutoff"), text -> time(text, "/cutoff"));
        }
        return new Item(text(node, "ref", "/ref"), text(node, "id", "/id"), cutoff);
    }

    private static List<Item> named(JsonNode data) {
        List<Item> items = new ArrayList<>();
        if (data.path("id").isString()) {
            items.add(new Item("", data.path("id").stringValue(), null));
        }
        for (JsonNode item : data.path("items")) {
            items.add(new Item("", text(item, "id", "/data/items/" + items.size() + "/id"), null));
        }
        return List.copyOf(items);
    }

    private static String text(JsonNode parent, String field, String pointer) {
        JsonNode value = parent.path(field);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new MalformedRequest(pointer);
        }
        return value.stringValue();
    }

    private static Instant time(String text, String pointer) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw new MalformedRequest(pointer);
        }
    }
}
