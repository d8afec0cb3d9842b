package io.reissue.kit;

/** A check found that the protocol is not kept. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Exchange seenIn;

    Violation(String what, Exchange seenIn) {
        super(what);
        this.seenIn = seenIn;
    }

    Exchange seenIn() {
        return seenIn;
    }
}
