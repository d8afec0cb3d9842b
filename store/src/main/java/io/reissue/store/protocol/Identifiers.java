package io.reissue.store.protocol;

import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * Names numbers to one platform: hashed are the ASCII digits of the E.164 form without its "+", written as lower-case hex.
 * For one batch and one thread.
 */
public final class Identifiers {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private final UnaryOperator<String> form;

    private Identifiers(UnaryOperator<String> form) {
        this.form = form;
    }

    /** In the form of the platform's contract. */
    public static Identifiers of(Platform platform, PlatformRegistry registry) {
        return of(platform, platform.form(), registry);
    }

    /** In a form that is, or was, agreed with the platform. */
    public static Identifiers of(Platform platform, IdentifierForm form, PlatformRegistry registry) {
        return form.keyed() ? keyed(registry.identifierKey(platform.id())) : unkeyed(form);
    }

    /** HMAC_SHA256 under a key shared with the platform. */
    public static Identifiers keyed(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return new Identifiers(digits -> hex(mac.doFinal(ascii(digits))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The enumerable forms. */
    public static Identifiers unkeyed(IdentifierForm form) {
        return switch (form) {
            case HMAC_SHA256 -> throw new IllegalArgumentException("HMAC_SHA256 needs a key");
            case SHA256 -> new Identifiers(digits -> hex(sha256(ascii(digits))));
            case SM3 -> new Identifiers(digits -> hex(sm3(ascii(digits))));
            case E164 -> new Identifiers(digits -> digits);
        };
    }

    /** @param e164 with its "+" */
    public String identify(String e164) {
        if (!E164.matcher(e164).matches()) throw new IllegalArgumentException("not an E.164 form");
        return form.apply(e164.substring(1));
    }

    private static byte[] sha256(byte[] digits) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] sm3(byte[] digits) {
        var digest = new SM3Digest();
        digest.update(digits, 0, digits.length);
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] ascii(String digits) {
        return digits.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
