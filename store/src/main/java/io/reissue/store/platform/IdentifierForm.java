package io.reissue.store.platform;

/** How a number is named to a platform. All but the keyed form are enumerable in minutes, and used by contract only. */
public enum IdentifierForm {
    HMAC_SHA256,
    SHA256,
    SM3,
    E164;

    /** Whether nobody without the key can go from identifiers back to numbers. */
    public boolean keyed() {
        return this == HMAC_SHA256;
    }
}
