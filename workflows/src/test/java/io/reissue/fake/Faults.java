package io.reissue.fake;

import io.reissue.recycle.RecycleActivities.FailureCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Steps that fail on order: before they did anything, or after they did everything and only the reply is lost. */
public final class Faults {
    /** Comes back at once. */
    public static final Duration GLITCH = Duration.ofMillis(20);

    /** Comes back later than a local activity may wait. */
    public static final Duration OUTAGE = Duration.ofMinutes(5);

    public enum Moment {
        BEFORE,
        AFTER
    }

    private static final class Fault {
        private final String step;
        private final Moment moment;
        private final Duration comesBack;
        private int left;

        private Fault(String step, Moment moment, int times, Duration comesBack) {
            this.step = step;
            this.moment = moment;
            this.left = times;
            this.comesBack = comesBack;
        }
    }

    private final List<Fault> ordered = new ArrayList<>();
    private final List<String> thrown = new ArrayList<>();

    /** @param step the method's name, for platforms followed by a space and the platform's code */
    public synchronized void fail(String step, Moment moment, int times, Duration comesBack) {
        ordered.add(new Fault(step, moment, times, comesBack));
    }

    /** The steps that did fail, in order. */
    public synchronized List<String> thrown() {
        return List.copyOf(thrown);
    }

    /** Takes a step between its two moments; whatever it wrote is relayed, even when it breaks. */
    public <T> T around(String step, Runnable relay, Supplier<T> work) {
        at(step, Moment.BEFORE);
        T done;
        try {
            done = work.get();
        } finally {
            relay.run();
        }
        at(step, Moment.AFTER);
        return done;
    }

    synchronized void at(String step, Moment moment) {
        for (Fault fault : ordered) {
            if (fault.step.equals(step) && fault.moment == moment && fault.left > 0) {
                fault.left--;
                thrown.add(step);
                throw unavailable(FailureCode.STORE_UNAVAILABLE, fault.comesBack);
            }
        }
    }

    static ApplicationFailure unavailable(FailureCode code, Duration comesBack) {
        return ApplicationFailure.newBuilder()
                .setType(code.name())
                .setMessage(code.name())
                .setNextRetryDelay(comesBack)
                .build();
    }

    static ApplicationFailure unreachable() {
        return ApplicationFailure.newFailure(
                FailureCode.PLATFORM_UNAVAILABLE.name(), FailureCode.PLATFORM_UNAVAILABLE.name());
    }

    static ApplicationFailure notFound() {
        return ApplicationFailure.newNonRetryableFailure(FailureCode.NOT_FOUND.name(), FailureCode.NOT_FOUND.name());
    }
}
