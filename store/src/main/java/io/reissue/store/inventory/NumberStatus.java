package io.reissue.store.inventory;

/** Where a number is. */
public enum NumberStatus {
    IN_SERVICE,
    /** It has an open cycle. */
    RECYCLING,
    /** Purged and certified; waits for its next holder. */
    POOL,
    /** Purged and certified; never assigned again. */
    RETIRED,
    RETURNED_TO_DONOR,
    PORTED_OUT
}
