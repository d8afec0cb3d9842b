package io.reissue.bulk;

/** Why a row of a list of numbers selects nothing. */
public enum BadRow {
    /** Neither the digits of a number with its country code nor the id of a cycle. */
    NOT_A_NUMBER,
    /** No such number was ever taken in. */
    UNKNOWN_NUMBER,
    /** The number is on no trip through this system now. */
    NO_OPEN_CYCLE,
    UNKNOWN_CYCLE,
    /** An earlier row selects the same cycle. */
    TWICE
}
