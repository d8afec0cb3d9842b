package io.reissue.store.vault;

import java.util.UUID;

/** The cycle's key is gone, and with it everything that was sealed under it. There is no way back; do not retry. */
public final class KeyShredded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final UUID cycleId;

    public KeyShredded(UUID cycleId) {
        super("no key for cycle " + cycleId);
        this.cycleId = cycleId;
    }

    public UUID cycleId() {
        return cycleId;
    }
}
