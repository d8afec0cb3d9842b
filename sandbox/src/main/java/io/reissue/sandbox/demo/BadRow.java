package io.reissue.sandbox.demo;

/** The kinds of rows that must not start a cycle, with how many of each a file holds. */
public enum BadRow {
    MALFORMED_NUMBER(3),
    /** Of a country that is not served. */
    FOREIGN_NUMBER(2),
    SUSPENDED_ARREARS(3),
    SUSPENDED_ON_REQUEST(2),
    PORTED_OUT(3),
    /** Disconnected after the file's date. */
    DISCONNECT_IN_FUTURE(2),
    /** The same row once more; one of the two is good. */
    DUPLICATE_ROW(2),
    WRONG_COLUMN_COUNT(2),
    /** Bytes that are no text in the file's encoding. */
    UNDECODABLE(2);

    private final int count;

    BadRow(int count) {
        this.count = count;
    }

    /** How many of these a file holds, whatever its size. */
    public int count() {
        return count;
    }
}
