package io.reissue.sandbox.live;

import io.reissue.policy.Asking;
import io.reissue.policy.LegalLimits;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.store.policy.PolicyDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.function.Predicate;

/**
 * The policy of the demo jurisdiction, whose days are minutes. What a platform of the catalogue does within weeks has room in it: asked
 * for nine minutes, a number that nothing keeps is released after fourteen, and one that something keeps stops at thirty.
 */
final class DemoPolicy {
    private static final int FREEZE = 12;
    private static final int LEAD = 9;
    private static final int STEP = 3;

    /** Below the jurisdiction's ceiling of 40, so that both are seen. */
    private static final int CAP = 30;

    private DemoPolicy() {}

    static PolicyDocument of(List<PlatformContract> platforms) {
        return new PolicyDocument(
                LegalLimits.DEMO,
                LocalDate.EPOCH,
                FREEZE,
                LEAD,
                2,
                Duration.ofSeconds(30),
                List.of(1, 2, 2),
                codes(platforms, platform -> platform.stage() == 1),
                codes(platforms, PlatformContract::required),
                STEP,
                CAP,
                Period.ofDays(6),
                FREEZE,
                Asking.COHORT,
                List.of(Period.ofDays(2), Period.ofDays(3)));
    }

    private static List<String> codes(List<PlatformContract> platforms, Predicate<PlatformContract> which) {
        return platforms.stream().filter(which).map(PlatformContract::code).toList();
    }
}
