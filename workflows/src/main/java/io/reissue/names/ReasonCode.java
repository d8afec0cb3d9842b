package io.reissue.names;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why somebody did something: a code, not a text. It stands in the audit for ever, where a text could name somebody. */
public final class ReasonCode {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,59}");

    private ReasonCode() {}

    public static boolean is(@Nullable String given) {
        return given != null && CODE.matcher(given).matches();
    }
}
