package io.reissue.kit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** All checks against one partner. */
final class Conformance {
    private final Terms terms;
    private final List<PreparedNumber> prepared;
    private final Optional<Callback> callback;
    private final Clock clock;
    private final Pause pause;

    Conformance(Terms terms, List<PreparedNumber> prepared, Optional<Callback> callback, Clock clock, Pause pause) {
        this.terms = terms;
        this.prepared = List.copyOf(prepared);
        this.callback = callback;
        this.clock = clock;
        this.pause = pause;
    }

    /** @throws NobodyThere when not even a refusal comes back */
    Report check() throws NobodyThere {
        try (Endpoint endpoint = new Endpoint(terms, clock, pause)) {
            Carrier carrier = new Carrier(terms, endpoint, callback, clock, new Numbers(prepared));
            Exchange first = carrier.send(Delivery.of(carrier.message("ping")));
            if (first.status() == 0) throw new NobodyThere(terms.endpoint() + ": " + first.response());
            return new Report(
                    Check.all().stream().map(check -> check.make(carrier)).toList());
        }
    }

    /** The endpoint does not answer at all. */
    static final class NobodyThere extends Exception {
        private static final long serialVersionUID = 1L;

        NobodyThere(String why) {
            super(why);
        }
    }
}
