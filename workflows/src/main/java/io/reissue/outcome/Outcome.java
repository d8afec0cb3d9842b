package io.reissue.outcome;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What is known about one number at one platform. The order of the constants is the order in which an item may climb; it
 * never falls, except that a restore takes it out of {@link #UNBOUND}. Silence and errors are {@link #UNKNOWN}, never
 * {@link #NOT_BOUND}.
 */
public enum Outcome {
    UNKNOWN,
    NOT_YET_SYNCED,
    REFUSED,
    NOT_BOUND,
    UNBOUND;

    /** Nothing of the previous holder is left there. */
    public boolean cleared() {
        return this == NOT_BOUND || this == UNBOUND;
    }

    /** The platform has taken a stand: nobody has to wait for it any longer, although it may still do better. */
    public boolean settled() {
        return cleared() || this == REFUSED;
    }

    /** Reads a code; one that a newer release wrote is read as {@link #UNKNOWN}, so that an older one fails closed. */
    @JsonCreator
    public static Outcome of(String code) {
        for (Outcome outcome : values()) if (outcome.name().equals(code)) return outcome;
        return UNKNOWN;
    }
}
