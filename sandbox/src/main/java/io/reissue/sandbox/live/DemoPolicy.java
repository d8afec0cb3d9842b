package io.reissue.sandbox.live;

import io.reissue.policy.Asking;
import io.reissue.policy.LegalLimits;
import io.reissue.sandbox.demo.Play;
import io.reissue.sandbox.platforms.PlatformContract;
import io.reissue.store.policy.PolicyDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.function.Predicate;

/** The policy of the demo jurisdiction, whose days are minutes. */
final class DemoPolicy {
    private DemoPolicy() {}

    static PolicyDocument of(Play play, List<PlatformContract> platforms) {
        return switch (play) {
            case WATCHED, UNTROUBLED -> watched(platforms);
            case BRIEF -> brief(platforms);
        };
    }

    /**
     * What a platform of the catalogue does within weeks has room in it: asked for nine minutes, a number that nothing keeps is released
     * after fourteen, and one that something keeps stops at thirty, below the jurisdiction's ceiling of 40, so that both are seen.
     */
    private static PolicyDocument watched(List<PlatformContract> platforms) {
        return new PolicyDocument(
                LegalLimits.DEMO,
                LocalDate.EPOCH,
                12,
                9,
                2,
                Duration.ofSeconds(30),
                List.of(1, 2, 2),
                codes(platforms, platform -> platform.stage() == 1),
                codes(platforms, PlatformContract::required),
                3,
                30,
                Period.ofDays(6),
                12,
                Asking.COHORT,
                List.of(Period.ofDays(2), Period.ofDays(3)));
    }

    /** The shortest that the law of the demo jurisdiction lets be: asked at once, and minute by minute after that. */
    private static PolicyDocument brief(List<PlatformContract> platforms) {
        return new PolicyDocument(
                LegalLimits.DEMO,
                LocalDate.EPOCH,
                6,
                6,
                1,
                Duration.ofSeconds(10),
                List.of(1, 1, 1),
                codes(platforms, platform -> platform.stage() == 1),
                codes(platforms, PlatformContract::required),
                1,
                12,
                Period.ofDays(6),
                6,
                Asking.COHORT,
                List.of(Period.ofDays(1)));
    }

    private static List<String> codes(List<PlatformContract> platforms, Predicate<PlatformContract> which) {
        return platforms.stream().filter(which).map(PlatformContract::code).toList();
    }
}
