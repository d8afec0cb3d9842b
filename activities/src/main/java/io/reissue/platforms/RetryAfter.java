package io.reissue.platforms;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads Retry-After (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** Longer waits are asked about again after this: a wrong digit must not silence a platform for a year. */
    static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * @param value seconds or an HTTP-date
     * @return zero: it says nothing
     */
    static Duration parse(@Nullable String value, Instant now) {
        if (value == null) return Duration.ZERO;
        var wait = wait(value.strip(), now);
        if (wait.isNegative()) return Duration.ZERO;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Duration wait(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) return Duration.ofSeconds(Long.parseLong(value));
        if (value.matches("[0-9]+")) return LONGEST;
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }
}
