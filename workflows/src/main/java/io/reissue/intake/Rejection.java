package io.reissue.intake;

/** Why a row gives no cycle. */
public enum Rejection {
    MALFORMED_NUMBER,
    /** A valid number of a country that this system does not serve. */
    FOREIGN_NUMBER,
    /** Suspension for arrears is no disconnect. */
    SUSPENDED_ARREARS,
    /** Suspension on request (停机保号) is no disconnect. */
    SUSPENDED_ON_REQUEST,
    /** A port-out is no disconnect. */
    PORTED_OUT,
    DISCONNECT_IN_FUTURE,
    /** After the day of the file itself. */
    DISCONNECT_AFTER_FILE,
    /** The number has an open cycle from before. */
    OPEN_CYCLE,
    /** The same number stands in an earlier line of this file. */
    DUPLICATE_ROW,
    WRONG_COLUMN_COUNT,
    UNDECODABLE,
    MALFORMED_DATE,
    UNKNOWN_REASON,
    UNKNOWN_LINE_TYPE,
    /** A column that may not be empty is. */
    MISSING_VALUE
}
