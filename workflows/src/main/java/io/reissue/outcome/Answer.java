package io.reissue.outcome;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signed answer of a platform to one batch, as the partner protocol defines it; already checked for form.
 *
 * @param part 1 to {@code of}
 * @param of how many parts the whole answer has
 * @param remainder what holds for every item of the batch that no part lists, once all parts are here; null: nothing is said
 */
public record Answer(int part, int of, @Nullable Remainder remainder, List<Result> results) {

    public Answer {
        results = List.copyOf(results);
        if (part < 1 || part > of) throw new IllegalArgumentException("part " + part + " of " + of);
    }

    /** What may be said about the items that are not listed. */
    public enum Remainder {
        NOT_BOUND(Outcome.NOT_BOUND),
        NOT_YET_SYNCED(Outcome.NOT_YET_SYNCED);

        private final Outcome outcome;

        Remainder(Outcome outcome) {
            this.outcome = outcome;
        }

        public Outcome outcome() {
            return outcome;
        }
    }

    /** What is said about one listed item: of an unbind the first four, of a restore the last two. */
    public enum Said {
        UNBOUND,
        NOT_BOUND,
        REFUSED,
        NOT_YET_SYNCED,
        RESTORED,
        NOTHING_TO_RESTORE;

        public boolean ofRestore() {
            return this == RESTORED || this == NOTHING_TO_RESTORE;
        }

        /** The outcome it stands for; a restore leaves nothing known. */
        public Outcome outcome() {
            return ofRestore() ? Outcome.UNKNOWN : Outcome.valueOf(name());
        }
    }

    /**
     * @param ref position of the item in its batch, from 0
     * @param said of the item as a whole; where accounts are listed it is as good as the worst of them
     * @param reason only with REFUSED
     * @param askAgainAfter when the platform wants to be asked again
     */
    public record Result(
            int ref,
            Said said,
            @Nullable RefusalReason reason,
            @Nullable Duration askAgainAfter,
            List<Account> accounts) {
        public Result {
            accounts = List.copyOf(accounts);
        }
    }

    /** One account; {@code handle} is the platform's own name for it and personal data. */
    public record Account(String handle, Said said) {}
}
