package io.reissue.store.vault;

/** Sealed content does not open: altered, moved to another cycle or purpose, or sealed under another installation's keys. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealBroken(String what, Throwable cause) {
        super("the seal of " + what + " does not open", cause);
    }

    public SealBroken(String what) {
        super("the seal of " + what + " does not open");
    }
}
