package io.reissue.sandbox.platforms.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The form in which a platform wants numbers named. Every form but {@link #HMAC_SHA256} can be enumerated within minutes. */
public enum IdentifierForm {
    HMAC_SHA256,
    SHA256,
    SM3,
    E164;

    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

    /**
     * Names a number in this form.
     *
     * @param digits ASCII digits with country code, without "+"
     * @param key the key shared with the platform; used by {@link #HMAC_SHA256} alone
     * @return lower-case hex, or the digits themselves for {@link #E164}
     * @throws IllegalArgumentException when the digits are not a number in that form; the message never holds them
     */
    public String of(String digits, byte[] key) {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("not a number as digits with country code");
        }
        byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
        return switch (this) {
            case HMAC_SHA256 -> HexFormat.of().formatHex(hmac(key, bytes));
            case SHA256 -> HexFormat.of().formatHex(sha256(bytes));
            case SM3 -> HexFormat.of().formatHex(sm3(bytes));
            case E164 -> digits;
        };
    }

    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static byte[] sm3(byte[] message) {
        SM3Digest digest = new SM3Digest();
        digest.update(message, 0, message.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
