package io.reissue.store.vault;

import java.util.UUID;

/**
 * A cycle's key before it is stored, for those who write many rows at once: seal with it, then store the wrapped form with
 * {@link Vault#insert} or as a {@code cycle_key} row of one's own, in the same transaction.
 */
public final class NewKey {
    private final UUID cycleId;
    private final String keyEncryptionKeyId;
    private final byte[] wrapped;
    private final CycleKey key;

    NewKey(UUID cycleId, String keyEncryptionKeyId, byte[] wrapped, CycleKey key) {
        this.cycleId = cycleId;
        this.keyEncryptionKeyId = keyEncryptionKeyId;
        this.wrapped = wrapped;
        this.key = key;
    }

    public UUID cycleId() {
        return cycleId;
    }

    /** For {@code cycle_key.kek_id}. */
    public String keyEncryptionKeyId() {
        return keyEncryptionKeyId;
    }

    /** For {@code cycle_key.wrapped}. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /** As {@link Vault#seal}. */
    public byte[] seal(String purpose, byte[] plain) {
        return key.seal(purpose, plain);
    }
}
