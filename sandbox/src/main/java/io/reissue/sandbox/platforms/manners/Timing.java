package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a platform works through a request to unbind, and answers it. */
public sealed interface Timing {
    /**
     * @param asked when the request came in
     * @param firstContact when the platform was first asked anything
     * @return {@code asked} for at once; empty for never
     */
    Optional<Instant> worksAt(Instant asked, Instant firstContact);

    String words();

    /** The response holds the answer. */
    record AtOnce() implements Timing {
        @Override
        public Optional<Instant> worksAt(Instant asked, Instant firstContact) {
            return Optional.of(asked);
        }

        @Override
        public String words() {
            return "answers at once";
        }
    }

    /** 202 now, the answer later. */
    record After(Duration delay) implements Timing {
        @Override
        public Optional<Instant> worksAt(Instant asked, Instant firstContact) {
            return Optional.of(asked.plus(delay));
        }

        @Override
        public String words() {
            return "answers after " + Words.of(delay);
        }
    }

    /** Answers at once, but for one long outage: what it was asked then, it answers at the end of it. */
    record Outage(Duration begins, Duration length) implements Timing {
        @Override
        public Optional<Instant> worksAt(Instant asked, Instant firstContact) {
            Instant from = firstContact.plus(begins);
            Instant to = from.plus(length);
            return Optional.of(asked.isBefore(from) || !asked.isBefore(to) ? asked : to);
        }

        @Override
        public String words() {
            return "is silent for " + Words.of(length)
                    + (begins.isZero()
                            ? " from the first request on"
                            : ", " + Words.of(begins) + " after the first request");
        }
    }

    /** 202, and then nothing. */
    record Never() implements Timing {
        @Override
        public Optional<Instant> worksAt(Instant asked, Instant firstContact) {
            return Optional.empty();
        }

        @Override
        public String words() {
            return "never answers";
        }
    }
}
