package io.reissue.policy;

/** Why a line's service ended, as the carrier's file says it; a policy may hold for one of the reasons only. */
public enum DisconnectReason {
    /** By its holder. */
    CANCELLED,
    /** After the suspension for arrears had run its time. */
    ARREARS_TERMINATED
}
