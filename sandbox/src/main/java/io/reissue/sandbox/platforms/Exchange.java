package io.reissue.sandbox.platforms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange of a platform, as the control port lists it.
 *
 * @param type of the message, by the partner protocol; null where a request could not be read
 * @param items how many items it names
 * @param handling of a received request; null for what was sent
 * @param status received: what the platform answered, null where the connection was dropped; sent: what the carrier answered, 0 for none
 * @param body received: what the platform answered; sent: what it posted
 * @param receipt sent: what the carrier answered
 */
record Exchange(
        long seq,
        Instant at,
        String platform,
        Direction direction,
        @Nullable String type,
        @Nullable String webhookId,
        @Nullable String batch,
        int items,
        @Nullable Handling handling,
        @Nullable Integer status,
        @Nullable String body,
        @Nullable String receipt) {

    /** The type of a posted answer. */
    static final String OUTCOMES = "outcomes";

    /** As the platform sees it. */
    enum Direction {
        RECEIVED,
        SENT
    }

    /** What became of a request. */
    enum Handling {
        /** What it asks for was done before the response. */
        PROCESSED,
        /** To be done later, or never. */
        PUT_ASIDE,
        /** It was too late to do it. */
        EXPIRED,
        /** Known; the first response once more. */
        REPEATED,
        /** An error, and nothing was done. */
        TURNED_AWAY,
        /** The connection was dropped, and nothing was done. */
        CUT,
        /** It was done, and the response was lost, or an error. */
        LOST
    }

    /** The same, after it turned out too late for it. */
    Exchange expired() {
        return new Exchange(
                seq, at, platform, direction, type, webhookId, batch, items, Handling.EXPIRED, status, body, receipt);
    }

    @Override
    public String toString() {
        return "Exchange[" + seq + ", " + platform + "]";
    }
}
