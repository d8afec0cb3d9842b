package io.reissue.store.intake;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.SealBroken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;

/** Seals uploaded bytes under the inventory's key, bound to their place in their file; knows a file again that it has seen. */
final class PartSeal {
    private final Aead aead;
    private final Mac mac;

    PartSeal(KeyRing keys) {
        this.aead = keys.inventory();
        this.mac = keys.numberToken();
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

    /** @param sha256 of all bytes of a file, of which nobody learns anything without the key */
    byte[] fingerprint(byte[] sha256) {
        try {
            return mac.computeMac(
                    ("intake-file/" + HexFormat.of().formatHex(sha256)).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an intake file has no fingerprint", e);
        }
    }

    private static byte[] place(UUID fileId, int part) {
        return ("intake-part/" + fileId + "/" + part).getBytes(StandardCharsets.US_ASCII);
    }
}
