package io.reissue.policy;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Who asks the platforms about a number. */
public enum Asking {
    /** A cohort asked before, together with thousands of others; the number only sees to what is its own. */
    COHORT,
    /** The number asks every platform itself: the reference, for small carriers, new partner mixes and tracing. */
    ALONE,
    /** No platform is asked: the number goes back to its donor. */
    NOBODY;

    @JsonCreator
    public static Asking of(String code) {
        for (Asking asking : values()) if (asking.name().equals(code)) return asking;
        return ALONE;
    }
}
