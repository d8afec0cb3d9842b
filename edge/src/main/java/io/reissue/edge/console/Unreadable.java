package io.reissue.edge.console;

/** A field of a form that does not say what it has to. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String field;

    Unreadable(String field) {
        super(field);
        this.field = field;
    }

    String field() {
        return field;
    }
}
