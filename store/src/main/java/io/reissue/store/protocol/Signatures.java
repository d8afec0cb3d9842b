package io.reissue.store.protocol;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Standard Webhooks signatures ({@code v1}, HMAC-SHA256 over id, time and body), in both directions. The library signs;
 * checking is done here, because the library checks times against the clock of the machine and not against ours, and text rather than bytes. The body is
 * the JSON itself: whoever zips it on the way signs what is inside.
 */
public final class Signatures {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";
    /** How far a timestamp may be off, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);
    // Two secrets while one rotates, and some room; more would only make us compute.
    private static final int MOST_SIGNATURES = 10;

    private static final String HMAC = "HmacSHA256";

    private final Clock clock;

    public Signatures(Clock clock) {
        this.clock = clock;
    }

    /** The value of {@value #SIGNATURE}: one signature for each secret. */
    public static String sign(List<String> secrets, String id, Instant at, String body) {
        return secrets.stream()
                .map(secret -> signature(secret, id, at.getEpochSecond(), body))
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether one of the secrets signed this, not more than {@link #TOLERANCE} ago or ahead.
     *
     * @param timestamp seconds since 1970, as received
     * @param signatures separated by spaces, as received
     * @param body as received: bytes that are no text were signed as bytes
     */
    public boolean hold(List<String> secrets, String id, String timestamp, String signatures, byte[] body) {
        if (!isNow(timestamp)) return false;
        var given = signatures.split(" ", MOST_SIGNATURES + 1);
        boolean held = false;
        for (var secret : secrets) {
            var own = expected(secret, id, timestamp, body);
            for (int i = 0; i < Math.min(given.length, MOST_SIGNATURES); i++) {
                held |= MessageDigest.isEqual(own, given[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return held;
    }

    /** Whether a timestamp, as received, is not more than {@link #TOLERANCE} ago or ahead. */
    public boolean isNow(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) return false;
        try {
            var off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
            return off.abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static byte[] expected(String secret, String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), HMAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalStateException("a secret that can't sign"); // the cause could name it
        }
    }

    private static String signature(String secret, String id, long timestamp, String body) {
        try {
            return new Webhook(secret).sign(id, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException _) {
            throw new IllegalStateException("a secret that can't sign"); // the cause could name it
        }
    }
}
