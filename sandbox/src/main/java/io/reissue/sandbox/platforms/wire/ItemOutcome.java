package io.reissue.sandbox.platforms.wire;

/** What a platform says about one item, or one account of it. The first four are in the order of worst to best. */
public enum ItemOutcome {
    NOT_YET_SYNCED,
    REFUSED,
    NOT_BOUND,
    UNBOUND,
    /** Said only to {@code binding.queried}. */
    BOUND,
    RESTORED,
    NOTHING_TO_RESTORE
}
