package io.reissue.edge.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What callers of {@code /v1} are promised: an OpenAPI 3.1 document, kept by hand. */
public final class AdminContract {
    private static final String NAME = "/admin/admin-v1.yaml";

    private AdminContract() {}

    /** In UTF-8. */
    public static byte[] yaml() {
        try (var contract = AdminContract.class.getResourceAsStream(NAME)) {
            return Objects.requireNonNull(contract, NAME).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
