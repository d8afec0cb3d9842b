package io.reissue.sandbox.demo;

/** What the demo means to do with a planted number after its row was accepted. */
public enum Fate {
    /** Nothing: it rests, is asked about, purged and released. */
    PLAIN,
    /** On hold for a while, every other one to the end. */
    HELD,
    /** An operator lengthens its freeze by some days; every other time, two give some of them back. */
    EXTENDED,
    /** An operator lengthens its freeze as far as the policy lets him. */
    EXTENDED_TO_CAP,
    REINSTATED,
    WITHDRAWN,
    /** A required platform bound an account while nobody held the number, and will not give it up; nobody does anything about it. */
    BLOCKED,
    /** The same, until two people waive that platform. */
    WAIVED,
    /** The same, and two people retire the number. */
    RETIRED,
    /** Asks its platforms by itself instead of with a cohort. */
    ALONE,
    /** Came from another carrier, and goes back there. */
    PORTED_IN;

    /** Whether a required platform keeps an account of it that was bound after the cutoff. */
    public boolean isBlocked() {
        return this == BLOCKED || this == WAIVED || this == RETIRED;
    }
}
