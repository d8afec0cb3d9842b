package io.reissue.store.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of a jurisdiction's policy; it never changes.
 *
 * @param draft what it was approved as; null, as author and approver are, where it came with the configuration
 * @param storedAt when it was approved, or first read
 */
public record PolicyVersion(
        int version,
        String jurisdiction,
        LocalDate effectiveFrom,
        Origin origin,
        @Nullable UUID draft,
        @Nullable String author,
        @Nullable String approver,
        Instant storedAt,
        PolicyDocument document) {

    /** Who answers for a version. */
    public enum Origin {
        /** Whoever may configure the installation. */
        CONFIGURATION,
        /** Two people: its author and its approver. */
        DRAFT
    }
}
