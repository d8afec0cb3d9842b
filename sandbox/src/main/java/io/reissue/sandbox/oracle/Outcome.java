package io.reissue.sandbox.oracle;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a platform says of one number, in the order in which it may climb. */
enum Outcome {
    UNKNOWN,
    NOT_YET_SYNCED,
    REFUSED,
    NOT_BOUND,
    UNBOUND;

    boolean cleared() {
        return compareTo(REFUSED) > 0;
    }

    /** Empty for a word of another kind. */
    static Optional<Outcome> of(String said) {
        for (Outcome outcome : values()) if (outcome.name().equals(said)) return Optional.of(outcome);
        return Optional.empty();
    }

    /** Of an item of an answer: as good as its worst account, where NOT_BOUND counts only if all are. */
    static Optional<Outcome> ofItem(JsonNode item) {
        Optional<Outcome> worst = Optional.empty();
        Optional<Outcome> notBound = Optional.empty();
        for (JsonNode account : item.path("accounts")) {
            Optional<Outcome> one = of(account.path("outcome").asString(""));
            if (one.filter(NOT_BOUND::equals).isPresent()) notBound = one;
            else if (one.isPresent() && (worst.isEmpty() || one.get().compareTo(worst.get()) < 0)) worst = one;
        }
        if (worst.isPresent()) return worst;
        return notBound.isPresent() ? notBound : of(item.path("outcome").asString(""));
    }
}
