package io.reissue.store.platform;

import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be agreed with a platform. Pure. Whether an endpoint's address may be called is judged where it is called. */
public final class PlatformRules {
    /** Live secrets of one direction: each costs every request a signature. */
    public static final int MOST_SECRETS = 3;

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,38}");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,59}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST_NAME = 100;
    private static final int LARGEST_BATCH = 1000;
    private static final int HIGHEST_RATE = 10_000;

    private PlatformRules() {}

    /**
     * Judges terms.
     *
     * @param present in force until now; null: a new platform
     * @param acknowledged whoever asks has said that he knows what the identifier form gives away
     */
    public static Optional<PlatformRefusal> judge(
            String code, PlatformTerms terms, @Nullable IdentifierForm present, boolean acknowledged) {
        if (!CODE.matcher(code).matches()) return Optional.of(PlatformRefusal.CODE_MALFORMED);
        if (!isName(terms.nameZh()) || !isName(terms.nameEn())) return Optional.of(PlatformRefusal.NAME_MISSING);
        if (terms.jurisdictions().isEmpty() || !terms.jurisdictions().stream().allMatch(PlatformRules::isKnown))
            return Optional.of(PlatformRefusal.UNKNOWN_JURISDICTION);
        Optional<PlatformRefusal> endpoint = judge(terms.delivery(), terms.endpoint());
        if (endpoint.isPresent()) return endpoint;
        if (terms.batchLimit() < 1 || terms.batchLimit() > LARGEST_BATCH)
            return Optional.of(PlatformRefusal.BATCH_LIMIT);
        if (terms.ratePerSecond() < 1 || terms.ratePerSecond() > HIGHEST_RATE) return Optional.of(PlatformRefusal.RATE);
        if (terms.statusPushes() && terms.delivery() != Delivery.PUSH)
            return Optional.of(PlatformRefusal.PUSHES_NEED_ENDPOINT);
        boolean risk = !terms.identifierForm().keyed() && terms.identifierForm() != present;
        return risk && !acknowledged ? Optional.of(PlatformRefusal.FORM_NOT_ACKNOWLEDGED) : Optional.empty();
    }

    private static Optional<PlatformRefusal> judge(Delivery delivery, @Nullable URI endpoint) {
        if (delivery == Delivery.PULL)
            return endpoint == null ? Optional.empty() : Optional.of(PlatformRefusal.ENDPOINT_UNWANTED);
        if (endpoint == null
                || endpoint.getHost() == null
                || endpoint.getUserInfo() != null
                || endpoint.getFragment() != null) return Optional.of(PlatformRefusal.ENDPOINT_MISSING);
        // whether loopback may be called at all, and without TLS, is a setting of whoever calls
        boolean https = "https".equals(endpoint.getScheme())
                || "http".equals(endpoint.getScheme())
                        && LOOPBACK.contains(endpoint.getHost().toLowerCase(Locale.ROOT));
        return https ? Optional.empty() : Optional.of(PlatformRefusal.ENDPOINT_NOT_HTTPS);
    }

    /**
     * Judges a rotation.
     *
     * @param overlap for how long the old secret lives on
     * @param live secrets of that direction now
     */
    public static Optional<PlatformRefusal> judgeRotation(Duration overlap, int live) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) return Optional.of(PlatformRefusal.OVERLAP);
        return overlap.isPositive() && live >= MOST_SECRETS
                ? Optional.of(PlatformRefusal.TOO_MANY_SECRETS)
                : Optional.empty();
    }

    public static Optional<PlatformRefusal> judgeReason(@Nullable String reasonCode) {
        return reasonCode != null && REASON.matcher(reasonCode).matches()
                ? Optional.empty()
                : Optional.of(PlatformRefusal.REASON_MISSING);
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isKnown(String jurisdiction) {
        return LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).isPresent();
    }
}
