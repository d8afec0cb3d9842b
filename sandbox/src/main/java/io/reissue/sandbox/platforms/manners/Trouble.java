package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.util.Optional;

/** One thing that goes wrong between carrier and platform, and when. */
public sealed interface Trouble {
    Optional<Mishap> with(Call call);

    String words();

    /** Too much to do, or closed: 429 or 503 for a while. */
    record TurningAway(int status, Window window, RetryAfter retryAfter) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return window.holds(call.now())
                    ? Optional.of(new Mishap.TurnedAway(status, retryAfter, window.nextEdge(call.now())))
                    : Optional.empty();
        }

        @Override
        public String words() {
            return status + " for " + window.words() + retryAfter.words();
        }
    }

    /** Nobody listens for a while; what comes through all the same is dropped. */
    record Closing(Window window) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return window.holds(call.now()) ? Optional.of(new Mishap.Cut()) : Optional.empty();
        }

        @Override
        public String words() {
            return "refuses connections for " + window.words();
        }
    }

    /** Now and then a connection is dropped before the request is read. */
    record Dropping(int oneIn) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return call.thisTime().and("dropping").oneIn(oneIn) ? Optional.of(new Mishap.Cut()) : Optional.empty();
        }

        @Override
        public String words() {
            return "drops one request in " + oneIn;
        }
    }

    /** Now and then a connection is dropped after the request was acted on; asked again, the answer is there. */
    record Interrupting(int oneIn) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return call.thisTime().and("interrupting").oneIn(oneIn)
                    ? Optional.of(new Mishap.Lost(0))
                    : Optional.empty();
        }

        @Override
        public String words() {
            return "drops the connection after the work, once in " + oneIn;
        }
    }

    /** Some messages are acted on, and for days their answer does not come out, however often they are sent. */
    record Losing(int oneIn, int status) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return call.theseDays().and("losing").oneIn(oneIn)
                    ? Optional.of(new Mishap.Lost(status))
                    : Optional.empty();
        }

        @Override
        public String words() {
            return "acts on one request in " + oneIn + " and "
                    + (status == 0 ? "drops the connection" : "answers " + status) + " for days";
        }
    }

    /** Some responses take their time. */
    record Trickling(int oneIn, Duration takes) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return call.thisTime().and("trickling").oneIn(oneIn)
                    ? Optional.of(new Mishap.Trickled(takes))
                    : Optional.empty();
        }

        @Override
        public String words() {
            return "one response in " + oneIn + " trickles";
        }
    }

    /** The very first response never ends: longer than any caller waits. */
    record NeverEnding() implements Trouble {
        private static final Duration AT_FIRST = Duration.ofMinutes(20);

        @Override
        public Optional<Mishap> with(Call call) {
            return call.acquaintance().compareTo(AT_FIRST) < 0 ? Optional.of(new Mishap.Endless()) : Optional.empty();
        }

        @Override
        public String words() {
            return "its first response never ends";
        }
    }

    /** Some responses are no JSON. */
    record Garbling(int oneIn) implements Trouble {
        @Override
        public Optional<Mishap> with(Call call) {
            return call.thisTime().and("garbling").oneIn(oneIn) ? Optional.of(new Mishap.Garbled()) : Optional.empty();
        }

        @Override
        public String words() {
            return "one response in " + oneIn + " is broken JSON";
        }
    }
}
