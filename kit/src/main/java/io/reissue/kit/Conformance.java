package io.reissue.kit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** All checks against one partner. */
final class Conformance {
    private final Terms terms;
    private final List<PreparedNumber> prepared;
    private final Optional<CarrierEdge> edge;
    private final Clock clock;
    private final Pause pause;

    Conformance(Terms terms, List<PreparedNumber> prepared, Optional<CarrierEdge> edge, Clock clock, Pause pause) {
        this.terms = terms;
        this.prepared = List.copyOf(prepared);
        this.edge = edge;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Calls the partner's endpoint.
     *
     * @throws NobodyThere when not even a refusal comes back
     */
    Report check(List<Check> checks) throws NobodyThere {
        try (Endpoint endpoint = new Endpoint(terms, clock, pause)) {
            Carrier carrier = new Carrier(terms, endpoint, edge, clock, new Numbers(prepared));
            Exchange first = carrier.send(Delivery.of(carrier.message("ping")));
            if (first.status() == 0)
                throw new NobodyThere("nobody answers at " + terms.endpoint() + ": " + first.response());
            return report(checks, carrier);
        }
    }

    /**
     * Lets the partner come and fetch.
     *
     * @throws NobodyThere when it does not come
     */
    Report checkFetching(List<Check> checks) throws NobodyThere {
        CarrierEdge at = edge.orElseThrow();
        if (!at.isVisited()) throw new NobodyThere("nobody came to " + at.base() + Shelf.PATH);
        return report(checks, new Carrier(terms, at.shelf(), edge, clock, new Numbers(prepared)));
    }

    private static Report report(List<Check> checks, Carrier carrier) {
        return new Report(checks.stream().map(check -> check.make(carrier)).toList());
    }

    /** Nothing can be judged. */
    static final class NobodyThere extends Exception {
        private static final long serialVersionUID = 1L;

        NobodyThere(String why) {
            super(why);
        }
    }
}
