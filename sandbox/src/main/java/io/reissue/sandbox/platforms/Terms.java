package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.wire.IdentifierForm;
import java.util.Base64;

/**
 * What carrier and platform agreed on.
 *
 * @param identifierKey base64; used with {@link IdentifierForm#HMAC_SHA256} only
 * @param batchLimit most items in one request
 * @param ratePerSecond most requests in one second; above it the platform answers 429
 * @param secretToPlatform signs what the carrier sends, {@code whsec_<base64>}
 * @param secretFromPlatform signs what the platform sends, {@code whsec_<base64>}
 */
public record Terms(
        IdentifierForm identifierForm,
        String identifierKey,
        int batchLimit,
        int ratePerSecond,
        String secretToPlatform,
        String secretFromPlatform) {

    /** The platform's own name for a number given as digits with country code. */
    public String identifierOf(String digits) {
        return identifierForm.of(digits, Base64.getDecoder().decode(identifierKey));
    }

    @Override
    public String toString() {
        return "Terms[" + identifierForm + ", " + batchLimit + " items, " + ratePerSecond + "/s]";
    }
}
