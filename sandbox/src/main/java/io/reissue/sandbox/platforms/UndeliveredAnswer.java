package io.reissue.sandbox.platforms;

import java.time.Instant;

/**
 * An answer that the carrier did not take.
 *
 * @param status the HTTP status, 0 when there was none
 * @param kept whether it will be posted again
 */
public record UndeliveredAnswer(
        Instant at, String platform, String batch, String webhookId, int status, boolean kept) {}
