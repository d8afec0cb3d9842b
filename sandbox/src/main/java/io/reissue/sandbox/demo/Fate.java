package io.reissue.sandbox.demo;

/** What the demo means to do with a planted number after its row was accepted. */
public enum Fate {
    /** Nothing: it rests, is asked about, purged and released. */
    PLAIN,
    HELD,
    EXTENDED,
    REINSTATED,
    WITHDRAWN,
    /** Asks its platforms by itself instead of with a cohort. */
    ALONE,
    /** Came from another carrier, and goes back there. */
    PORTED_IN
}
