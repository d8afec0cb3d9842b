package io.reissue.sandbox.platforms.manners;

import java.time.Duration;

/** Durations as people say them. */
final class Words {
    private Words() {}

    /** Such as "20 days", "1 hour", "10 minutes"; the largest unit that says it exactly. */
    static String of(Duration duration) {
        if (duration.toHours() > 0 && duration.toHours() % 24 == 0) {
            return counted(duration.toDays(), "day");
        }
        if (duration.toMinutes() > 0 && duration.toMinutes() % 60 == 0) {
            return counted(duration.toHours(), "hour");
        }
        return duration.toSeconds() % 60 == 0
                ? counted(duration.toMinutes(), "minute")
                : counted(duration.toSeconds(), "second");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
