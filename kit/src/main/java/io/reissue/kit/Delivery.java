package io.reissue.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One message on its way to the partner.
 *
 * @param age of the timestamp, when it is sent; below zero: it is of the future
 */
record Delivery(String webhookId, String body, Duration age, Signing signing, boolean zipped, boolean takesZipped) {
    /** What stands in the header {@code webhook-signature}; empty text: no such header. */
    interface Signing {
        String sign(Secret right, String id, Instant at, byte[] body);

        /** With a secret that no partner knows. */
        Signing FORGED = (right, id, at, body) -> Secret.nobodys().sign(id, at, body);
    }

    static Delivery of(JsonNode message) {
        return new Delivery("msg_" + UUID.randomUUID(), message.toString(), Duration.ZERO, Secret::sign, false, false);
    }

    Delivery aged(Duration other) {
        return new Delivery(webhookId, body, other, signing, zipped, takesZipped);
    }

    Delivery signed(Signing other) {
        return new Delivery(webhookId, body, age, other, zipped, takesZipped);
    }

    Delivery asGzip() {
        return new Delivery(webhookId, body, age, signing, true, takesZipped);
    }

    Delivery acceptingGzip() {
        return new Delivery(webhookId, body, age, signing, zipped, true);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
