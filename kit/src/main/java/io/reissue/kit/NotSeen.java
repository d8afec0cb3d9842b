package io.reissue.kit;

/** A check could not be made; the message says what was missing. */
final class NotSeen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSeen(String why) {
        super(why);
    }
}
