package io.reissue.kit;

import java.net.URI;
import java.time.Duration;

/**
 * What was agreed with the partner.
 *
 * @param secret signs what is sent to it
 * @param identifierKey base64, as shared; empty text unless numbers are named by {@link Identifier#HMAC_SHA256}
 * @param batchLimit most items in one request
 * @param timeout how long a response may take
 * @param patience how long an answer at the callback may take after that
 */
record Terms(
        URI endpoint,
        Secret secret,
        Identifier identifier,
        String identifierKey,
        int batchLimit,
        Duration timeout,
        Duration patience) {
    @Override
    public String toString() {
        return "Terms[" + endpoint + "]";
    }
}
