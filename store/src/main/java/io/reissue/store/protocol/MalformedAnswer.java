package io.reissue.store.protocol;

import java.util.List;

/** An answer that breaks the protocol; it is refused as a whole. Nothing in here repeats what the answer said. */
public final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;
    private final boolean tooLarge;

    MalformedAnswer(List<Problem> problems, boolean tooLarge) {
        super(problems.size() + " problems", null, false, false);
        this.problems = List.copyOf(problems);
        this.tooLarge = tooLarge;
    }

    /** At least one; the first 20 at most. */
    public List<Problem> problems() {
        return problems;
    }

    /** Over a limit of size rather than wrong in form. */
    public boolean tooLarge() {
        return tooLarge;
    }

    /**
     * @param pointer RFC 6901; made of the protocol's own names and of positions only
     * @param message what the protocol wants there
     */
    public record Problem(String pointer, String message) {}
}
