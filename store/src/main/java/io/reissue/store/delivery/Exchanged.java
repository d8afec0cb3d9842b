package io.reissue.store.delivery;

import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.platform.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request and what was answered to it.
 *
 * @param direction who called
 * @param type of the partner protocol, such as {@code unbind.requested}; {@link #ANSWER} for what came in
 * @param batch that it is about; null: none, or none of this platform's
 * @param items that it names
 * @param bytes of its JSON
 * @param status that was answered; null: nothing was
 * @param problem a code; null: it was taken
 * @param receipt of an answer that was judged
 */
public record Exchanged(
        Direction direction,
        String type,
        String webhookId,
        @Nullable UUID batch,
        int items,
        int bytes,
        Instant at,
        Duration took,
        @Nullable Integer status,
        @Nullable String problem,
        @Nullable AnswerReceipt receipt) {
    public static final String ANSWER = "outcomes";

    /** A status says it all where no code says more. */
    public static @Nullable String problem(int status) {
        return status / 100 == 2 ? null : "HTTP_" + status;
    }
}
