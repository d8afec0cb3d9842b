package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.wire.IdentifierForm;
import java.net.URI;

/**
 * What the carrier needs to register a platform; the fields are those of {@link PlatformProfile} and {@link Terms}.
 *
 * @param endpoint where the platform takes the carrier's requests, if it can be called
 * @param fetches it can't be called, and fetches
 * @param toldStatus it is to be sent what becomes of numbers
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
        String secretFromPlatform,
        boolean fetches,
        boolean toldStatus) {

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
                terms.secretFromPlatform(),
                platform.dealings().fetches(),
                platform.dealings().toldStatus());
    }

    @Override
    public String toString() {
        return "PlatformContract[" + code + "]";
    }
}
