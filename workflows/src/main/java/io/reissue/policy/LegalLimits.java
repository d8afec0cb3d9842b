package io.reissue.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a jurisdiction's law or regulator asks of every recycled number, whatever the carrier's policy says.
 *
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param zone the latest (westernmost) zone of the jurisdiction: a day is over only when it is over there
 * @param floorDays whole days between the day of disconnection and the first day of reissue
 * @param ceilingDays days after which the number may rest no longer without saying so; null: no ceiling
 * @param donor what becomes of a ported-in number that was given up
 * @param source where the rule stands
 */
public record LegalLimits(
        String jurisdiction,
        ZoneId zone,
        int floorDays,
        @Nullable Integer ceilingDays,
        DonorRule donor,
        String source) {

    /**
     * A jurisdiction that no law knows, whose days are minutes: for watching whole lives on a real server. Its code is one that ISO
     * 3166 leaves to users. Numbers get it only where a deployment says so ({@code reissue.demo}), and production never does.
     */
    public static final String DEMO = "XD";

    /** What its days are. */
    public Days days() {
        return jurisdiction.equals(DEMO) ? new Days(zone, Duration.ofMinutes(1)) : Days.calendar(zone);
    }

    /** When a ported-in number goes back to its range holder. */
    public enum DonorRule {
        AT_ONCE,
        AFTER_QUARANTINE
    }

    private static final Map<String, LegalLimits> RESIDENTIAL = Map.of(
            "CN",
            limits(
                    "CN",
                    "Asia/Shanghai",
                    90,
                    null,
                    DonorRule.AT_ONCE,
                    "Telecommunication service specification (MIIT): 90 days from deregistration to re-enabling"),
            "US",
            limits(
                    "US",
                    "Pacific/Honolulu",
                    45,
                    90,
                    DonorRule.AT_ONCE,
                    "47 CFR 52.15(f)(1)(ii): at least 45, at most 90 days (residential)"),
            "KR",
            limits("KR", "Asia/Seoul", 90, null, DonorRule.AT_ONCE, "Numbering rules, since 2023-04: 90 days"),
            "IN",
            limits("IN", "Asia/Kolkata", 90, null, DonorRule.AT_ONCE, "DoT instruction: 90 days"),
            "AU",
            limits("AU", "Australia/Perth", 180, null, DonorRule.AFTER_QUARANTINE, "Carrier practice: 180 days"),
            "CH",
            limits("CH", "Europe/Zurich", 180, null, DonorRule.AT_ONCE, "Carrier practice: 180 days"),
            DEMO,
            limits(
                    DEMO,
                    "Asia/Shanghai",
                    6,
                    40,
                    DonorRule.AT_ONCE,
                    "No law: minutes in place of days, for demonstrations"));

    private static final LegalLimits US_BUSINESS = limits(
            "US",
            "Pacific/Honolulu",
            45,
            365,
            DonorRule.AT_ONCE,
            "47 CFR 52.15(f)(1)(ii): at least 45, at most 365 days (business)");

    /** The day that has begun wherever numbers are served: what has to be kept until the day before it may go. */
    public static LocalDate dayEverywhere(Instant now) {
        return RESIDENTIAL.values().stream()
                .map(limits -> LocalDate.ofInstant(now, limits.zone()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The limits for a line, or empty where this system serves no such jurisdiction. */
    public static Optional<LegalLimits> of(String jurisdiction, LineType lineType) {
        if (jurisdiction.equals("US") && lineType != LineType.RESIDENTIAL) return Optional.of(US_BUSINESS);
        return Optional.ofNullable(RESIDENTIAL.get(jurisdiction));
    }

    private static LegalLimits limits(
            String jurisdiction, String zone, int floor, @Nullable Integer ceiling, DonorRule donor, String source) {
        return new LegalLimits(jurisdiction, ZoneId.of(zone), floor, ceiling, donor, source);
    }
}
