package io.reissue.outcome;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Why a platform keeps an account bound; the codes of the partner protocol. */
public enum RefusalReason {
    /** Bound after the cutoff: never ours to touch. In a recycling nobody held the number then, so it stays open. */
    BOUND_AFTER_CUTOFF,
    BALANCE_OR_DEBT,
    DISPUTE_OR_LEGAL_HOLD,
    BANNED_ACCOUNT,
    HOLDER_MUST_CONFIRM,
    OTHER;

    @JsonCreator
    public static RefusalReason of(String code) {
        for (RefusalReason reason : values()) if (reason.name().equals(code)) return reason;
        return OTHER;
    }
}
