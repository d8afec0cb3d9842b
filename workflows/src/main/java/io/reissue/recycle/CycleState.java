package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Where a cycle stands in the store. Everything a resting number goes through is RESTING: held, stuck and extended are facts beside it. */
public enum CycleState {
    /** Taken in, not yet disclosed. */
    ACCEPTED,
    RESTING,
    /** The holder has his number back; what the platforms detached is being restored. */
    REINSTATING,
    /** Disconnected in error, or ported out: the same undo. */
    WITHDRAWING,
    RELEASED,
    REINSTATED,
    WITHDRAWN,
    RETURNED_TO_DONOR,
    RETIRED,
    /** Written by a newer release. */
    UNKNOWN;

    public boolean open() {
        return this == ACCEPTED || this == RESTING || undoing();
    }

    public boolean undoing() {
        return this == REINSTATING || this == WITHDRAWING;
    }

    /** The state in which an undo ends. */
    public CycleState undone() {
        return switch (this) {
            case REINSTATING -> REINSTATED;
            case WITHDRAWING -> WITHDRAWN;
            default -> throw new IllegalStateException(this + " is no undo");
        };
    }

    @JsonCreator
    public static CycleState of(String code) {
        for (CycleState state : values()) if (state.name().equals(code)) return state;
        return UNKNOWN;
    }
}
