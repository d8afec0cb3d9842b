package io.reissue.store.realname;

import com.google.crypto.tink.Aead;
import io.reissue.store.vault.KeyRingException;
import io.reissue.store.vault.SealBroken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Seals a holder's reference for one record, under the record's own key. */
final class RealNameSeal {
    private final Aead aead;

    RealNameSeal(Aead aead) {
        this.aead = aead;
    }

    byte[] seal(UUID recordId, String reference) {
        try {
            return aead.encrypt(reference.getBytes(StandardCharsets.UTF_8), bytes(recordId));
        } catch (GeneralSecurityException e) {
            throw new KeyRingException("no real-name record can be sealed", e);
        }
    }

    String open(UUID recordId, byte[] sealed) {
        try {
            return new String(aead.decrypt(sealed, bytes(recordId)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("real-name record " + recordId, e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
