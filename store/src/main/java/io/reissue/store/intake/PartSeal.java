package io.reissue.store.intake;

import com.google.crypto.tink.Aead;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.SealBroken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Seals uploaded bytes under the inventory's key, bound to their place in their file. */
final class PartSeal {
    private final Aead aead;

    PartSeal(KeyRing keys) {
        this.aead = keys.inventory();
    }

    byte[] seal(UUID fileId, int part, byte[] bytes) {
        try {
            return aead.encrypt(bytes, place(fileId, part));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an intake file can't be sealed", e);
        }
    }

    byte[] open(UUID fileId, int part, byte[] sealed) {
        try {
            return aead.decrypt(sealed, place(fileId, part));
        } catch (GeneralSecurityException e) {
            throw new SealBroken("part " + part + " of intake file " + fileId, e);
        }
    }

    private static byte[] place(UUID fileId, int part) {
        return ("intake-part/" + fileId + "/" + part).getBytes(StandardCharsets.US_ASCII);
    }
}
