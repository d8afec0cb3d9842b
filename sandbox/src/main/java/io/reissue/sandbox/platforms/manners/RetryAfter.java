package io.reissue.sandbox.platforms.manners;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The forms of the header that RFC 9110 allows, and leaving it out. */
public enum RetryAfter {
    SECONDS,
    HTTP_DATE,
    NONE;

    /** The value that sends the caller back at {@code until}, or empty. */
    public Optional<String> header(Instant now, Instant until) {
        return switch (this) {
            case SECONDS ->
                Optional.of(Long.toString(
                        Duration.between(now, until).plusMillis(999).toSeconds()));
            case HTTP_DATE ->
                Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        until.plusMillis(999).atOffset(ZoneOffset.UTC)));
            case NONE -> Optional.empty();
        };
    }

    String words() {
        return switch (this) {
            case SECONDS -> ", with Retry-After in seconds";
            case HTTP_DATE -> ", with Retry-After as a date";
            case NONE -> "";
        };
    }
}
