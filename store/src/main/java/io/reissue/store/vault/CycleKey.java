package io.reissue.store.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * The AES-256-GCM key of one cycle, unwrapped. A bare key rather than a Tink keyset: it is never rotated, and a day's intake makes
 * hundreds of thousands. What it seals is bound to the cycle and to a purpose.
 */
final class CycleKey {
    private static final int KEY_BYTES = 32;

    private final UUID cycleId;
    private final Aead aead;

    private CycleKey(UUID cycleId, byte[] key) throws GeneralSecurityException {
        this.cycleId = cycleId;
        this.aead = new AesGcmJce(key);
    }

    /** A new key and its wrapped form. */
    static NewKey fresh(UUID cycleId, KeyRing.KeyEncryptionKey kek) {
        try {
            var key = Random.randBytes(KEY_BYTES);
            return new NewKey(cycleId, kek.id(), kek.aead().encrypt(key, bytes(cycleId)), new CycleKey(cycleId, key));
        } catch (GeneralSecurityException e) {
            throw new KeyRingException("no key could be made under " + kek.id(), e);
        }
    }

    static CycleKey unwrap(UUID cycleId, Aead kek, byte[] wrapped) {
        try {
            return new CycleKey(cycleId, kek.decrypt(wrapped, bytes(cycleId)));
        } catch (GeneralSecurityException e) {
            throw new SealBroken("the key of cycle " + cycleId, e);
        }
    }

    byte[] seal(String purpose, byte[] plain) {
        try {
            return aead.encrypt(plain, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new KeyRingException("nothing can be sealed for cycle " + cycleId, e);
        }
    }

    byte[] open(String purpose, byte[] sealed) {
        try {
            return aead.decrypt(sealed, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(purpose + " of cycle " + cycleId, e);
        }
    }

    private byte[] associated(String purpose) {
        var name = purpose.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES * 2 + name.length)
                .put(bytes(cycleId))
                .put(name)
                .array();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
