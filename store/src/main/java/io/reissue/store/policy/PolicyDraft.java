package io.reissue.store.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy that somebody proposes.
 *
 * @param revision grows with every edit; whoever edits or approves says which one he saw
 * @param version as which it was approved; null: it was not
 */
public record PolicyDraft(
        UUID id,
        String author,
        int revision,
        PolicyDocument document,
        Instant draftedAt,
        Instant changedAt,
        @Nullable Integer version) {}
