package io.reissue.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** A Standard Webhooks secret, symmetric scheme v1: base64 of HMAC-SHA256 over {@code id.timestamp.body}. */
final class Secret {
    /** How far a timestamp may be off, either way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /**
     * @param text {@code whsec_<base64>}, with or without its prefix
     * @throws IllegalArgumentException when it is not base64, or holds nothing
     */
    Secret(String text) {
        key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (key.length == 0) throw new IllegalArgumentException("an empty secret");
    }

    /** One that no partner knows. */
    static Secret nobodys() {
        return new Secret("whsec_bm90IHRoZSBwYXJ0bmVyJ3Mgc2VjcmV0");
    }

    /** One signature for the header {@code webhook-signature}. */
    String sign(String id, Instant at, byte[] body) {
        return sign(id, Long.toString(at.getEpochSecond()), body);
    }

    private String sign(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return "v1," + Base64.getEncoder().encodeToString(Identifier.hmac(key, signed));
    }

    /** What is wrong with a signed message; empty: nothing. */
    Optional<String> refuses(
            Optional<String> id, Optional<String> timestamp, Optional<String> signatures, byte[] body, Instant now) {
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty())
            return Optional.of("webhook-id, webhook-timestamp or webhook-signature is missing");
        if (!timestamp.get().matches("[0-9]{1,12}")) return Optional.of("webhook-timestamp is not in seconds");
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0)
            return Optional.of("webhook-timestamp is more than 5 minutes off");
        byte[] expected = sign(id.get(), timestamp.get(), body).getBytes(StandardCharsets.US_ASCII);
        boolean vouched = Stream.of(signatures.get().split(" ", -1))
                .anyMatch(one -> MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.US_ASCII)));
        return vouched ? Optional.empty() : Optional.of("webhook-signature does not fit the body");
    }
}
