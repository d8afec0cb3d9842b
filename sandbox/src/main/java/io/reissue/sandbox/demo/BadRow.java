package io.reissue.sandbox.demo;

/** The kinds of rows that must not start a cycle, by the reason they are rejected for, with how many of each the demo hands in. */
public enum BadRow {
    MALFORMED_NUMBER(3),
    /** Of a country that is not served. */
    FOREIGN_NUMBER(2),
    SUSPENDED_ARREARS(3),
    SUSPENDED_ON_REQUEST(2),
    PORTED_OUT(3),
    /** Disconnected after the file was handed in. */
    DISCONNECT_IN_FUTURE(2),
    /** Activated after it was disconnected. */
    DISCONNECT_BEFORE_ACTIVATION(2),
    /** The same row once more; one of the two is good. */
    DUPLICATE_ROW(2),
    WRONG_COLUMN_COUNT(2),
    /** Bytes that are no text in the file's encoding. */
    UNDECODABLE(2),
    /** Text behind the end of a quoted field. */
    BROKEN_LINE(2),
    MALFORMED_DATE(2),
    UNKNOWN_REASON(2),
    UNKNOWN_LINE_TYPE(1),
    UNKNOWN_ASKING(1),
    /** Nothing where something has to stand. */
    MISSING_VALUE(2),
    /** In the follow-up file: its number is resting already. */
    OPEN_CYCLE(3),
    /** In the follow-up file: a disconnect whose cycle is over. */
    STALE_DISCONNECT(2),
    /** In the follow-up file: disconnected before it was handed in, but after the day it is dated. */
    DISCONNECT_AFTER_FILE(2),
    /** A file of its own, whose first line does not name the columns. */
    UNKNOWN_HEADER(1);

    private final int count;

    BadRow(int count) {
        this.count = count;
    }

    /** How many of these are handed in, whatever the number of good rows. */
    public int count() {
        return count;
    }

    /** Whether rows of this kind stand in the first file, among the good ones. */
    public boolean isInFirstFile() {
        return ordinal() < OPEN_CYCLE.ordinal();
    }
}
