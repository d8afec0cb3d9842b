package io.reissue.store.platform;

import org.jspecify.annotations.Nullable;

/**
 * Secrets on their one way out, to be handed to the platform. They are stored sealed, and nothing reads them to anybody again.
 *
 * @param toPlatform signs what we send; null: not a new one
 * @param fromPlatform signs what the platform sends; null: not a new one
 * @param identifierKey base64, under which numbers are named; null: not a new one
 */
public record ShownOnce(
        @Nullable String toPlatform,
        @Nullable String fromPlatform,
        @Nullable String identifierKey) {

    static ShownOnce key(@Nullable String identifierKey) {
        return new ShownOnce(null, null, identifierKey);
    }

    static ShownOnce secret(Direction direction, String secret) {
        return switch (direction) {
            case TO_PLATFORM -> new ShownOnce(secret, null, null);
            case FROM_PLATFORM -> new ShownOnce(null, secret, null);
        };
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ShownOnce";
    }
}
