package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.wire.IdentifierForm;
import java.net.URI;

/**
 * What the carrier needs to register a platform; the fields are those of {@link PlatformProfile} and {@link Terms}.
 *
 * @param endpoint where the platform takes the carrier's requests
 */
public record PlatformContract(
        String code,
        String nameZh,
        String nameEn,
        PlatformKind kind,
        int stage,
        boolean required,
        URI endpoint,
        IdentifierForm identifierForm,
        String identifierKey,
        int batchLimit,
        int ratePerSecond,
        String secretToPlatform,
        String secretFromPlatform) {

    static PlatformContract of(PlatformProfile platform, URI endpoint) {
        Terms terms = platform.terms();
        return new PlatformContract(
                platform.code(),
                platform.nameZh(),
                platform.nameEn(),
                platform.kind(),
                platform.stage(),
                platform.required(),
                endpoint,
                terms.identifierForm(),
                terms.identifierKey(),
                terms.batchLimit(),
                terms.ratePerSecond(),
                terms.secretToPlatform(),
                terms.secretFromPlatform());
    }

    @Override
    public String toString() {
        return "PlatformContract[" + code + "]";
    }
}
