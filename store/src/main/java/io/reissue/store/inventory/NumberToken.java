package io.reissue.store.inventory;

import com.google.crypto.tink.Mac;
import io.reissue.store.vault.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;

/**
 * How a number is found without being readable: HMAC-SHA256 over its E.164 digits in ASCII, country code first, no plus. 32 bytes.
 * A plain hash would be no secret: all numbers of a country can be tried in minutes.
 */
public final class NumberToken {
    /** ITU-T E.164: at most 15 digits; a country code never starts with 0. */
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

    private final Mac mac;

    public NumberToken(KeyRing keys) {
        this.mac = keys.numberToken();
    }

    /** Whether these are the digits of an E.164 number, without a plus. */
    public static boolean isNumber(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /**
     * The token of a number.
     *
     * @param e164 digits only
     * @throws IllegalArgumentException when it is anything else; the message does not repeat it
     */
    public byte[] of(String e164) {
        if (!isNumber(e164)) {
            throw new IllegalArgumentException("not the digits of an E.164 number");
        }
        try {
            return mac.computeMac(e164.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no token can be computed", e);
        }
    }
}
