package io.reissue.store.command;

import io.reissue.recycle.CommandKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that has no effect before another principal asks for the same.
 *
 * @param platform WAIVE: a code
 * @param until SHORTEN_FREEZE: the end that the second has to name too
 * @param actor who asked first, and so can't be the second
 */
public record Unseconded(
        UUID commandId,
        CommandKind kind,
        @Nullable String platform,
        @Nullable Instant until,
        String actor,
        Instant requestedAt) {}
