package io.reissue.store.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What partners are promised: an OpenAPI 3.1 document, kept by hand, that says what goes over the wire in both directions. */
public final class PartnerContract {
    private static final String NAME = "/partner/partner-v1.yaml";

    private PartnerContract() {}

    /** In UTF-8. */
    public static byte[] yaml() {
        try (var contract = PartnerContract.class.getResourceAsStream(NAME)) {
            return Objects.requireNonNull(contract, NAME).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
