package io.reissue.sandbox.postgres;

/** The embedded PostgreSQL can't do what was asked; the message is one line that a person can act on. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
