package io.reissue.sandbox.time;

/** Virtual time could not move on within the real time allowed; the message says who holds it. */
public final class TimeStuckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeStuckException(String message) {
        super(message);
    }
}
