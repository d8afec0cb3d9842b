package io.reissue.store.platform;

import java.net.URI;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with a platform, secrets included: for onboarding only, never kept as it is.
 *
 * @param endpoint where it is called; null where it can't be, and fetches
 * @param identifierKey base64, at least 32 bytes; needed by HMAC_SHA256, refused with any other form
 * @param secretToPlatform signs what we send; Standard Webhooks form: base64 of at least 24 bytes, with or without {@code whsec_}
 * @param secretFromPlatform signs what the platform sends; same form
 * @param statusPushes whether it is also told what becomes of numbers; only one that is called can be
 */
public record PlatformContract(
        String code,
        String nameZh,
        String nameEn,
        Platform.Kind kind,
        Set<String> jurisdictions,
        Delivery delivery,
        @Nullable URI endpoint,
        IdentifierForm identifierForm,
        @Nullable String identifierKey,
        int batchLimit,
        int ratePerSecond,
        String secretToPlatform,
        String secretFromPlatform,
        boolean statusPushes) {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,38}");
    private static final int SHORTEST_SECRET = 24; // Standard Webhooks: 24 to 64 bytes
    private static final int LONGEST_SECRET = 64;
    private static final int SHORTEST_KEY = 32;

    public PlatformContract {
        jurisdictions = Set.copyOf(jurisdictions);
        require(CODE.matcher(code).matches(), "code");
        require(!jurisdictions.isEmpty(), "jurisdictions");
        require(delivery == Delivery.PUSH ? isHttp(endpoint) : endpoint == null, "endpoint");
        require(batchLimit >= 1 && batchLimit <= 1000, "batchLimit");
        require(ratePerSecond >= 1, "ratePerSecond");
        require(identifierForm.keyed() == (identifierKey != null), "identifierKey");
        if (identifierKey != null) require(length(identifierKey) >= SHORTEST_KEY, "identifierKey");
        require(isSecret(secretToPlatform), "secretToPlatform");
        require(isSecret(secretFromPlatform), "secretFromPlatform");
        require(!statusPushes || delivery == Delivery.PUSH, "statusPushes");
    }

    PlatformTerms terms() {
        return new PlatformTerms(
                nameZh,
                nameEn,
                kind,
                jurisdictions,
                delivery,
                endpoint,
                identifierForm,
                batchLimit,
                ratePerSecond,
                statusPushes);
    }

    private static boolean isHttp(@Nullable URI endpoint) {
        return endpoint != null
                && ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()))
                && endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && endpoint.getFragment() == null;
    }

    private static boolean isSecret(String secret) {
        int length = length(secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret);
        return length >= SHORTEST_SECRET && length <= LONGEST_SECRET;
    }

    /** In bytes; -1 for what isn't base64. */
    private static int length(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException _) {
            return -1;
        }
    }

    /** Names the field only: most of these hold secrets. */
    private static void require(boolean holds, String field) {
        if (!holds) throw new IllegalArgumentException("platform contract: " + field);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "PlatformContract[" + code + "]";
    }
}
