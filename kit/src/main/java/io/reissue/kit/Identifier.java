package io.reissue.kit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;

/** How a number is named to the partner, as its contract says. */
public enum Identifier {
    HMAC_SHA256,
    SHA256,
    SM3,
    E164;

    /**
     * @param number ASCII digits with country code, without "+"
     * @param key shared with the partner; used by {@link #HMAC_SHA256} alone
     * @return lower-case hex, or the digits themselves for {@link #E164}
     */
    String of(String number, byte[] key) {
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        return switch (this) {
            case HMAC_SHA256 -> HexFormat.of().formatHex(hmac(key, digits));
            case SHA256 -> HexFormat.of().formatHex(sha256(digits));
            case SM3 -> HexFormat.of().formatHex(sm3(digits));
            case E164 -> number;
        };
    }

    static byte[] hmac(byte[] key, byte[] message) {
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
