package io.reissue.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The columns of an intake file, by the names that its first line gives them. */
public enum IntakeColumn {
    NUMBER,
    DISCONNECT_TIME,
    REASON,
    ACTIVATION_DATE,
    LINE_TYPE,
    /** The donor; filled in for ported-in numbers only. */
    PORTED_FROM,
    HOLDER_REFERENCE,
    CONTACT,
    REAL_NAME_UNTIL,
    /** The only column that a file may leave out. */
    ASKING;

    /** As written in the first line. */
    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IntakeColumn> named(String header) {
        var name = header.strip();
        return Arrays.stream(values())
                .filter(column -> column.header().equalsIgnoreCase(name))
                .findFirst();
    }
}
