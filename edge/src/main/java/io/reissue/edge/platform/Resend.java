package io.reissue.edge.platform;

import io.reissue.store.platform.Platform;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends a batch once more, under its webhook-id and as it was, if it may be. */
@FunctionalInterface
public interface Resend {

    Sent send(Platform platform, UUID batch);

    /** What came of it. */
    sealed interface Sent {
        /**
         * It was sent, or tried.
         *
         * @param problem a code; null: the platform has it
         */
        record Tried(@Nullable String problem) implements Sent {}

        /** It may not be sent: expired, rejected, or a member came back or was purged. */
        record Pointless() implements Sent {}
    }
}
