package io.reissue.kit;

import java.util.Optional;

/**
 * What a check has seen.
 *
 * @param what is wrong, or why it could not be seen; empty text where the protocol is kept
 * @param seenIn the exchange in which it went wrong
 */
record Result(Check check, Verdict verdict, String what, Optional<Exchange> seenIn) {
    enum Verdict {
        HELD,
        BROKEN,
        NOT_SEEN
    }

    static Result held(Check check) {
        return new Result(check, Verdict.HELD, "", Optional.empty());
    }

    static Result broken(Check check, Violation violation) {
        return new Result(
                check, Verdict.BROKEN, String.valueOf(violation.getMessage()), Optional.of(violation.seenIn()));
    }

    static Result notSeen(Check check, String why) {
        return new Result(check, Verdict.NOT_SEEN, why, Optional.empty());
    }
}
