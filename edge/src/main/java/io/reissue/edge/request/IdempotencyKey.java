package io.reissue.edge.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The id by which something is created once, however often it is sent. It is kept for good, as the id of what it created; the header is
 * another way to say it, for clients that put one on every POST.
 */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /**
     * The id that the sender chose; null: none.
     *
     * @param header a UUID, in double quotes or without
     * @param id as it stands beside what is sent; both given, they have to be the same
     */
    public static @Nullable UUID chosen(@Nullable String header, @Nullable UUID id) {
        if (header == null) return id;
        String text = header.matches("\".*\"") ? header.substring(1, header.length() - 1) : header;
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
            throw malformed(HEADER + " has to be a UUID");
        UUID key = UUID.fromString(text);
        if (id != null && !id.equals(key)) throw malformed(HEADER + " and id are not the same");
        return key;
    }

    /** The same, or a new one where none was chosen: sent again, it is another. */
    public static UUID chosenOrNew(@Nullable String header, @Nullable UUID id) {
        UUID chosen = chosen(header, id);
        return chosen == null ? UUID.randomUUID() : chosen;
    }

    private static ResponseStatusException malformed(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
