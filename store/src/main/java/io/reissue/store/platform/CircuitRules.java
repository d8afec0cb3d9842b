package io.reissue.store.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a platform is left alone. After so many failures in a row it is not called for a time that doubles with each further
 * failure; then one request tries, and its fate decides. Pure.
 *
 * @param failuresToOpen failures in a row after which the circuit opens
 * @param firstOpen for how long it opens at first
 * @param longestOpen for how long at most
 * @param probe how long the one that tries keeps the others out: longer than an exchange takes
 */
public record CircuitRules(int failuresToOpen, Duration firstOpen, Duration longestOpen, Duration probe) {
    /** Five in a row are no accident; an hour is what a maintenance window is late by. */
    public static final CircuitRules STANDARD =
            new CircuitRules(5, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(2));

    public CircuitRules {
        if (failuresToOpen < 1
                || !firstOpen.isPositive()
                || !probe.isPositive()
                || longestOpen.compareTo(firstOpen) < 0) {
            throw new IllegalArgumentException("circuit rules");
        }
    }

    /** These, but never open for longer than {@code longest}. */
    public CircuitRules openAtMost(Duration longest) {
        return new CircuitRules(failuresToOpen, shorter(firstOpen, longest), shorter(longestOpen, longest), probe);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * @param failures in a row
     * @param openUntil null: closed
     */
    public record Circuit(int failures, @Nullable Instant openUntil, String lastCode) {
        public static final Circuit CLOSED = new Circuit(0, null, "");

        private boolean open(Instant now) {
            return openUntil != null && now.isBefore(openUntil);
        }
    }

    /** Whether a request may go out now. */
    public sealed interface Admission {
        /**
         * The circuit is closed.
         *
         * @param troubled the requests before this one have failed
         */
        record Pass(boolean troubled) implements Admission {}

        /** Its time is over: one may try. */
        record Probe() implements Admission {}

        record Refused(Duration remaining) implements Admission {}
    }

    public Admission admit(Circuit circuit, Instant now) {
        if (circuit.openUntil() == null) return new Admission.Pass(circuit.failures() > 0);
        return circuit.open(now)
                ? new Admission.Refused(Duration.between(now, circuit.openUntil()))
                : new Admission.Probe();
    }

    /** While one tries, the others stay out; should it never come back, another tries after {@link #probe}. */
    public Circuit probing(Circuit circuit, Instant now) {
        return new Circuit(circuit.failures(), now.plus(probe), circuit.lastCode());
    }

    /** A request that was already on its way when the circuit opened adds nothing: one outage counts once. */
    public Circuit afterFailure(Circuit circuit, Admission admission, String code, Instant now) {
        if (admission instanceof Admission.Pass && circuit.open(now)) return circuit;
        int failures = circuit.failures() + 1;
        return new Circuit(failures, failures < failuresToOpen ? null : now.plus(openFor(failures)), code);
    }

    /** The platform itself said when to come back; that opens the circuit until then, and is not a failure. */
    public Circuit afterBusy(Circuit circuit, Duration wait, String code, Instant now) {
        var until = now.plus(wait);
        return circuit.openUntil() != null && circuit.openUntil().isAfter(until)
                ? circuit
                : new Circuit(circuit.failures(), until, code);
    }

    /** An outage begins, however often the circuit opens again before it ends. */
    public boolean opens(Circuit before, Circuit after) {
        return before.failures() < failuresToOpen && after.failures() >= failuresToOpen;
    }

    private Duration openFor(int failures) {
        var open = firstOpen;
        for (int i = failuresToOpen; i < failures && open.compareTo(longestOpen) < 0; i++) open = open.multipliedBy(2);
        return shorter(open, longestOpen);
    }
}
