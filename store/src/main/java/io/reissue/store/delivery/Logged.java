package io.reissue.store.delivery;

import io.reissue.store.platform.Direction;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All requests under one webhook-id.
 *
 * @param id grows with the first of them
 * @param items that it names
 * @param bytes of its JSON
 * @param millis that the last attempt took
 * @param status that was answered to it; null: nothing was
 * @param problem a code; null: it was taken
 * @param accepted items of an answer that was judged; null: it was not, or is none. Likewise the others
 */
public record Logged(
        long id,
        Direction direction,
        String type,
        String webhookId,
        @Nullable UUID batch,
        int items,
        int bytes,
        int attempts,
        Instant firstAt,
        Instant lastAt,
        long millis,
        @Nullable Integer status,
        @Nullable String problem,
        @Nullable Integer accepted,
        @Nullable Integer duplicates,
        @Nullable Integer conflicts,
        @Nullable Integer gone) {}
