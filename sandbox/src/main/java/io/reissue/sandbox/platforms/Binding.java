package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.Objects;

/**
 * An account to be bound to a number.
 *
 * @param digits the number as ASCII digits with country code, without "+"
 * @param handle the account id, unique at the platform
 */
public record Binding(String platform, String digits, String handle, Instant boundOn, int sessions) {
    public Binding {
        Objects.requireNonNull(platform);
        Objects.requireNonNull(digits);
        Objects.requireNonNull(handle);
        Objects.requireNonNull(boundOn);
    }

    @Override
    public String toString() {
        return "Binding[" + platform + "]";
    }
}
