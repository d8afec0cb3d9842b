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
    /** The holder's service would have ended before it began. */
    DISCONNECT_BEFORE_ACTIVATION,
    /** Our books know of a later holder, or of a cycle about this disconnect that is over: the number was recycled, or given back. */
    STALE_DISCONNECT,
    /** The number has an open cycle from before. */
    OPEN_CYCLE,
    /** The same number stands in an earlier line of this file. */
    DUPLICATE_ROW,
    /** The first line does not name the columns; nothing behind it is read. */
    UNKNOWN_HEADER,
    WRONG_COLUMN_COUNT,
    /** Bytes that are no text in the charset of the file. */
    UNDECODABLE,
    /** A quote that is never closed or goes on behind its end, or a line beyond all measure. */
    BROKEN_LINE,
    MALFORMED_DATE,
    UNKNOWN_REASON,
    UNKNOWN_LINE_TYPE,
    UNKNOWN_ASKING,
    /** A column that may not be empty is. */
    MISSING_VALUE
}
