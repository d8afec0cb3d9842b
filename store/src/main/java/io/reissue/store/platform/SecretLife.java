package io.reissue.store.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That a secret is live, not what it is. {@code until} null: until another takes its place. */
public record SecretLife(
        Direction direction, Instant since, @Nullable Instant until) {}
