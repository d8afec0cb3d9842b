package io.reissue.edge.partner;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of a list is read at once. */
final class Pages {
    static final int USUAL = 100;
    static final int MOST = 1_000;
    static final String LIMIT = "a number from 1 to " + MOST;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    private Pages() {}

    /** Empty: not one within the bounds. */
    static OptionalInt limit(@Nullable String text) {
        if (text == null) return OptionalInt.of(USUAL);
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MOST) return OptionalInt.empty();
        return OptionalInt.of(Integer.parseInt(text));
    }
}
