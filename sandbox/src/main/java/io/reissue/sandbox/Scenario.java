package io.reissue.sandbox;

import io.reissue.policy.Asking;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.store.policy.PolicyDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;

/** What the sandbox plays: when it begins, by which policies, for how long. */
final class Scenario {
    /** A Monday; the calendar years of every jurisdiction around it are known. */
    static final OffsetDateTime BEGIN = OffsetDateTime.parse("2026-03-02T09:00:00+08:00");

    /** Long enough for the last Chinese number to rest 120 days, be extended once and be released. */
    static final Period LENGTH = Period.ofDays(200);

    static final int DAYS_BETWEEN_DATES = 10;

    /** How long a Chinese number rests, and how long before the end its platforms are asked. */
    static final int FREEZE_DAYS = 120;

    static final int LEAD_DAYS = 40;

    private Scenario() {}

    /** One policy per jurisdiction; all ask the same platforms. */
    static List<PolicyDocument> policies(List<PlatformContract> platforms) {
        List<String> identity = codes(platforms, 1);
        List<String> required = platforms.stream()
                .filter(PlatformContract::required)
                .map(PlatformContract::code)
                .toList();
        return List.of(
                policy("CN", FREEZE_DAYS, 420, identity, required),
                policy("US", 75, 90, identity, required),
                policy("KR", 100, 365, identity, required),
                policy("IN", 100, 365, identity, required),
                policy("AU", 180, 365, identity, required),
                policy("CH", 180, 365, identity, required));
    }

    private static PolicyDocument policy(
            String jurisdiction, int freezeDays, int capDays, List<String> identity, List<String> required) {
        return new PolicyDocument(
                jurisdiction,
                LocalDate.of(2026, 1, 1),
                freezeDays,
                LEAD_DAYS,
                DAYS_BETWEEN_DATES,
                Duration.ofHours(12),
                List.of(5, 5, 5),
                identity,
                required,
                30,
                capDays,
                Period.ofDays(14),
                freezeDays,
                Asking.COHORT,
                List.of(Period.ofDays(7), Period.ofDays(14)));
    }

    private static List<String> codes(List<PlatformContract> platforms, int stage) {
        return platforms.stream()
                .filter(platform -> platform.stage() == stage)
                .map(PlatformContract::code)
                .toList();
    }
}
