package io.reissue.platforms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A platform could not be asked now. A code and a time, no text: nobody decides on text, and nobody should log it. */
public final class PlatformUnavailable extends Exception {
    private static final long serialVersionUID = 1;
    private static final String HTTP = "HTTP_";
    private final String code;
    private final Duration retryAfter;

    /**
     * @param code {@code TIMEOUT}, {@code CONNECTION}, {@code HTTP_503} and its like, {@code RATE_LIMITED} (ours),
     *     {@code CIRCUIT_OPEN}, {@code MALFORMED_ANSWER}, {@code ADDRESS_REFUSED}, {@code SWITCHED_OFF}
     * @param retryAfter not sooner than this; zero: nobody said, the caller's own schedule holds
     */
    public PlatformUnavailable(String code, Duration retryAfter) {
        super(code, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public String code() {
        return code;
    }

    /** That the platform answered; null: it answered nothing that says when to come back. */
    @Nullable
    Integer status() {
        return code.startsWith(HTTP) ? Integer.valueOf(code.substring(HTTP.length())) : null;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
