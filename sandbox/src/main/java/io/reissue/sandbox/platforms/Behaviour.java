package io.reissue.sandbox.platforms;

/** How a platform takes a request to unbind. Each one was seen in the field. */
public enum Behaviour {
    /** The 200 holds the whole answer. */
    AT_ONCE,
    /** 202 now; works through the request and answers after {@link Manners#delay()}. */
    LATER,
    /** Refuses some accounts and gives them up {@link Manners#delay()} after it first refused them. */
    REFUSES_AT_FIRST,
    /** Takes everything with 202 and says nothing until {@link Manners#delay()} after it was first asked anything. */
    SILENT_AT_FIRST,
    /** Its copy of the carrier's data lags: an item is NOT_YET_SYNCED until {@link Manners#delay()} after it was first asked about. */
    NOT_YET_SYNCED_FIRST
}
