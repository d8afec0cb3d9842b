package io.reissue.brake;

import io.reissue.brake.Brake.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants set.
 *
 * @param id given by whoever asks
 * @param code as its scope says; empty for everything
 * @param actor the principal
 * @param reasonCode why, as a code
 */
public record BrakeWish(
        UUID id,
        Scope scope,
        String code,
        String actor,
        @Nullable String reasonCode) {}
