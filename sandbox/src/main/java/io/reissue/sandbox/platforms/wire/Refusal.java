package io.reissue.sandbox.platforms.wire;

/** Why a platform keeps an account bound. */
public enum Refusal {
    BOUND_AFTER_CUTOFF,
    BALANCE_OR_DEBT,
    DISPUTE_OR_LEGAL_HOLD,
    BANNED_ACCOUNT,
    HOLDER_MUST_CONFIRM,
    OTHER
}
