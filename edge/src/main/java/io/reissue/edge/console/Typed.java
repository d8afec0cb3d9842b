package io.reissue.edge.console;

import org.jspecify.annotations.Nullable;

/** What somebody typed into a field. A form sends an empty text for a field that was left empty. */
final class Typed {
    private Typed() {}

    /** Without blanks around it; null: nothing was typed. */
    static @Nullable String in(@Nullable String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }
}
