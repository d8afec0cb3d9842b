package io.reissue.outcome;

import java.util.Collection;

/** How answers add up. Pure: the edge judges with it, the store writes by it, the tests read it. */
public final class OutcomeRules {
    private OutcomeRules() {}

    /** What an answer does to an item. */
    public enum Judgement {
        ACCEPTED,
        /** Says what is already known. */
        DUPLICATE,
        /** Says less than what is already known; nothing changes. */
        CONFLICT
    }

    /** Judges {@code answered} against what is {@code known}. A refusal for another reason is news of the same height. */
    public static Judgement judge(Outcome known, boolean sameReason, Outcome answered) {
        if (answered == Outcome.UNKNOWN) return Judgement.CONFLICT;
        if (answered == known) {
            return known == Outcome.REFUSED && !sameReason ? Judgement.ACCEPTED : Judgement.DUPLICATE;
        }
        return answered.compareTo(known) > 0 ? Judgement.ACCEPTED : Judgement.CONFLICT;
    }

    /**
     * An item is as good as its worst account; an account that is not bound counts only if none is.
     *
     * @param accounts outcomes of the single accounts, at least one
     */
    public static Outcome ofAccounts(Collection<Outcome> accounts) {
        if (accounts.isEmpty()) throw new IllegalArgumentException("an item without accounts has no account outcomes");
        return accounts.stream()
                .filter(outcome -> outcome != Outcome.NOT_BOUND)
                .min(Outcome::compareTo)
                .orElse(Outcome.NOT_BOUND);
    }
}
