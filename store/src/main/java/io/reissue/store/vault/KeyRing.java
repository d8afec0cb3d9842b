package io.reissue.store.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import com.nimbusds.jose.jwk.ECKey;

/**
 * The keys of one installation. They never stand in the database, nor in its backups: a backup restored without them gives no
 * holder back, and a key-encryption key that is destroyed takes its quarter's cycles with it.
 */
public interface KeyRing {

    /** Seals the E.164 forms of the inventory. */
    Aead inventory();

    /** HMAC-SHA256 with 32 bytes of output and no prefix: how numbers are looked up. Must stay the same for ever. */
    Mac numberToken();

    /** Seals the secrets shared with platforms. */
    Aead platformSecrets();

    /** Seals the locked real-name record. */
    Aead realName();

    /** Signs certificates: ES256, with a key id and its private part. */
    ECKey certificateSigning();

    /** The key that wraps the keys of the cycles accepted in the present quarter, UTC. */
    KeyEncryptionKey keyEncryptionKey();

    /**
     * A key-encryption key of any quarter.
     *
     * @throws KeyRingException when there is none by that id (any more)
     */
    Aead keyEncryptionKey(String id);

    /**
     * A key that wraps the keys of cycles.
     *
     * @param id for example {@code kek-2026Q4}
     */
    record KeyEncryptionKey(String id, Aead aead) {}
}
