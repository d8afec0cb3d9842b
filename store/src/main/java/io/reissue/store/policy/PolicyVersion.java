package io.reissue.store.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of a policy; it never changes.
 *
 * @param scope the numbers that it is for
 * @param ends from its day on they have no rule of their own
 * @param draft what it was approved as; null, as author and approver are, where it came with the configuration
 * @param storedAt when it was approved, or first read
 */
public record PolicyVersion(
        int version,
        @JsonUnwrapped Scope scope,
        LocalDate effectiveFrom,
        boolean ends,
        Origin origin,
        @Nullable UUID draft,
        @Nullable String author,
        @Nullable String approver,
        Instant storedAt,
        PolicyDocument document) {

    public String jurisdiction() {
        return scope.jurisdiction();
    }

    /** As one of the rules of its jurisdiction. */
    public Rule rule() {
        return new Rule(version, scope, effectiveFrom, ends);
    }

    /** Who answers for a version. */
    public enum Origin {
        /** Whoever may configure the installation. */
        CONFIGURATION,
        /** Two people: its author and its approver. */
        DRAFT
    }
}
