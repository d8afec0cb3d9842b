package io.reissue.bulk;

/** How far a bulk is. */
public enum BulkState {
    /** Counted, and not confirmed: nothing has been done. */
    PREVIEW,
    RUNNING,
    /** Somebody stopped it: what is left is not done. */
    STOPPED,
    DONE
}
