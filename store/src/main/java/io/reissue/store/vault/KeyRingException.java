package io.reissue.store.vault;

/** A key is missing, unreadable or readable for others. The message names the key, never its content. */
public final class KeyRingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyRingException(String message) {
        super(message);
    }

    public KeyRingException(String message, Throwable cause) {
        super(message, cause);
    }
}
