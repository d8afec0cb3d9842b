package io.reissue.store.protocol;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a platform may fetch, without a number.
 *
 * @param batch answers name it
 * @param ref of a restore, the one item that it is about; null: asks to unbind
 * @param respondBy null: a restore is wanted until it is answered
 * @param expiresAt null: not known before it is fetched
 */
public record OpenRequest(
        UUID batch,
        @Nullable Integer ref,
        int items,
        @Nullable Instant respondBy,
        @Nullable Instant expiresAt) {

    public String type() {
        return ref == null ? "unbind.requested" : "restore.requested";
    }
}
