package io.reissue.platforms;

import io.reissue.outcome.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request that reached its platform.
 *
 * @param status of the HTTP response
 * @param answer with ANSWERED only
 */
public record Exchange(Kind kind, int status, @Nullable Answer answer) {
    public Exchange {
        if ((kind == Kind.ANSWERED) != (answer != null)) throw new IllegalArgumentException(kind.name());
    }

    public enum Kind {
        /** The response held the answer. */
        ANSWERED,
        /** The platform has it, and says later. */
        DELIVERED,
        /** The platform won't take it, and sending it again is no use; an operator has to look. */
        REJECTED,
        /** The platform is there no longer; it has been switched off. */
        GONE
    }
}
