package io.reissue.worker;

/** Something that has to be configured is not, or not so that it could work: nothing starts. */
final class Misconfigured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misconfigured(String message) {
        super(message);
    }

    /** @param meaning what the property has to say */
    static void unless(boolean given, String property, String meaning) {
        if (!given) throw new Misconfigured(property + " is needed: " + meaning);
    }
}
