package io.reissue.sandbox.time;

import java.time.Instant;
import java.util.Optional;

/** Answers that simulated platforms will give at a virtual time, posted by whoever moves the clock. */
public interface DueAnswers {
    /** No simulated platform answers later. */
    DueAnswers NONE = new DueAnswers() {
        @Override
        public Optional<Instant> nextDue() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> lastDueBy(Instant limit) {
            return Optional.empty();
        }

        @Override
        public void postDue(Instant upTo) {}
    };

    /** The virtual time of the first answer that is still to be posted. */
    Optional<Instant> nextDue();

    /** The virtual time of the last answer that is due by then. */
    Optional<Instant> lastDueBy(Instant limit);

    /**
     * Posts all answers due until then, that time included, those of one platform in the order of their times, equal times in the
     * order in which they were queued; returns when they are delivered. Afterwards {@link #nextDue} is later or empty.
     */
    void postDue(Instant upTo);
}
