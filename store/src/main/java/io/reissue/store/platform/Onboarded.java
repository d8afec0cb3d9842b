package io.reissue.store.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A platform as whoever administers it sees it.
 *
 * @param revision of its terms
 * @param reachable since they were last changed it was reached, and it may be switched on
 * @param formAcknowledgedBy who answers for identifiers that can be turned back into numbers; null: these can't
 */
public record Onboarded(
        Platform platform,
        PlatformTerms terms,
        int revision,
        boolean reachable,
        @Nullable String formAcknowledgedBy,
        List<SecretLife> secrets) {}
