package io.reissue.sandbox.platforms.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks, symmetric scheme v1: base64 of HMAC-SHA256 over {@code id.timestamp.body}. Written here a second time on
 * purpose: a platform that checked with the carrier's own code could not notice that code being wrong.
 */
public final class WebhookSignature {
    /** What a symmetric secret begins with. */
    public static final String SECRET_PREFIX = "whsec_";
    /** How far a timestamp may be off, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SCHEME = "v1,";

    private final byte[] key;

    /** @param secret {@code whsec_<base64>} */
    public WebhookSignature(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("a secret begins with " + SECRET_PREFIX);
        }
        this.key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    }

    /** The value of {@code webhook-signature} for a message sent at {@code epochSecond}. */
    public String sign(String id, long epochSecond, byte[] body) {
        byte[] head = (id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return SCHEME + Base64.getEncoder().encodeToString(IdentifierForm.hmac(key, signed));
    }

    /**
     * Whether the three headers, as received, vouch for the body.
     *
     * @param signatures one or more signatures separated by spaces; one that matches is enough, unknown schemes are passed over
     */
    public boolean accepts(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body, Instant now) {
        if (id == null || id.isEmpty() || timestamp == null || signatures == null) {
            return false;
        }
        long sent;
        try {
            sent = Long.parseLong(timestamp);
        } catch (NumberFormatException notSeconds) {
            return false;
        }
        if (sent < 0 || Math.abs(now.getEpochSecond() - sent) > TOLERANCE.toSeconds()) {
            return false;
        }
        byte[] expected = sign(id, sent, body).getBytes(StandardCharsets.US_ASCII);
        boolean matched = false;
        for (String candidate : signatures.split(" ", -1)) {
            matched |= MessageDigest.isEqual(expected, candidate.getBytes(StandardCharsets.US_ASCII));
        }
        return matched;
    }
}
