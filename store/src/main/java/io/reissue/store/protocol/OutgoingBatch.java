package io.reissue.store.protocol;

import io.reissue.store.platform.IdentifierForm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to a platform.
 *
 * @param type of the partner protocol, such as {@code unbind.requested}
 * @param batch answers name it; with {@code restore.requested} the batch that detached
 * @param webhookId the same whenever the same content is sent again
 * @param respondBy when silence counts as such
 * @param expiresAt when the platform must no longer process it
 * @param form how it names numbers
 */
public record OutgoingBatch(
        String type,
        UUID batch,
        String webhookId,
        @Nullable Instant respondBy,
        @Nullable Instant expiresAt,
        IdentifierForm form,
        List<OutgoingItem> items)
        implements Outgoing {
    public OutgoingBatch {
        items = List.copyOf(items);
    }

    @Override
    public int size() {
        return items.size();
    }
}
