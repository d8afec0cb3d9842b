package io.reissue.sandbox;

import io.reissue.policy.Days;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.sandbox.Deed.Act;
import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.PlantedNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** When people do what about the planted numbers; follows from the manifest. */
final class DeedPlan {
    /** Hours into the day on which a cohort was sealed: its first stage is delivered, and most of it is not answered. */
    private static final Duration DELIVERED = Duration.ofHours(2);
    /** By then the stage of the required platforms, or that of all others, has been delivered. */
    private static final List<Duration> IN_FLIGHT = List.of(
            DELIVERED, Duration.ofDays(8).plus(DELIVERED), Duration.ofDays(15).plus(DELIVERED));
    /** All stages are over, and the freeze is not. */
    private static final Duration ASKED = Duration.ofDays(25);

    /** A required platform has not moved for twice the patience of the policies. */
    private static final Duration LEFT_STUCK = Duration.ofDays(30);

    private final Map<Fate, Integer> counted = new EnumMap<>(Fate.class);
    private final List<Deed> deeds = new ArrayList<>();

    private DeedPlan() {}

    /** All of them, in the order in which they are done. */
    static List<Deed> of(Manifest manifest) {
        DeedPlan plan = new DeedPlan();
        manifest.numbers().forEach(plan::plan);
        plan.deeds.sort(Comparator.comparing(Deed::at)
                .thenComparing(deed -> deed.number().line())
                .thenComparing(Deed::act));
        return List.copyOf(plan.deeds);
    }

    private void plan(PlantedNumber number) {
        // the how-many-eth of its fate
        int turn = counted.merge(number.fate(), 1, Integer::sum) - 1;
        switch (number.fate()) {
            // that they are held is one person's, at once: see the demo
            case HELD -> {
                if (turn % 2 == 0) add(day(60), number, Act.LIFT_HOLD);
            }
            case EXTENDED -> {
                add(day(12), number, Act.EXTEND);
                if (turn % 2 == 1) add(day(14), number, Act.SHORTEN);
            }
            case EXTENDED_TO_CAP -> add(day(12), number, Act.EXTEND_TO_CAP);
            case REINSTATED -> {
                Instant back = switch (turn % 3) {
                    case 0 -> day(5);
                    case 1 -> asked(number).plus(IN_FLIGHT.get(turn / 3 % IN_FLIGHT.size()));
                    default -> asked(number).plus(ASKED);
                };
                if (turn % 5 == 0) add(back, number, Act.REINSTATE_AS_STRANGER);
                add(back, number, Act.REINSTATE);
            }
            case WITHDRAWN ->
                add(
                        turn % 2 == 0 ? day(8) : asked(number).plus(IN_FLIGHT.get(turn / 2 % IN_FLIGHT.size())),
                        number,
                        Act.WITHDRAW);
            case WAIVED -> add(longest(number).plus(Duration.ofDays(5)), number, Act.WAIVE);
            case RETIRED ->
                add(
                        number.region().equals("CN") ? day(15) : longest(number).plus(Duration.ofDays(10)),
                        number,
                        Act.RETIRE);
            case PLAIN, BLOCKED, ALONE, PORTED_IN -> {
                // nobody does anything about them
            }
        }
    }

    private void add(Instant at, PlantedNumber number, Act act) {
        deeds.add(new Deed(at, number, act));
    }

    private static Instant day(int day) {
        return Scenario.BEGIN.toInstant().plus(Duration.ofDays(day));
    }

    /** When its cohort is sealed. */
    private static Instant asked(PlantedNumber number) {
        Days days = days(number);
        return days.startOf(FreezeRules.slotOf(
                days.of(freezeEnd(number)).minusDays(Scenario.LEAD_DAYS), Scenario.DAYS_BETWEEN_DATES));
    }

    private static Instant freezeEnd(PlantedNumber number) {
        return FreezeRules.endOf(number.cutoff(), Scenario.terms(number).freezeDays(), days(number));
    }

    /** How far the freeze of a number grows within the demo: to the cap or ceiling, or, where that is far, until it has been stuck for days. */
    private static Instant longest(PlantedNumber number) {
        Instant cap = FreezeRules.endOf(number.cutoff(), Scenario.terms(number).capDays(), days(number));
        return FreezeRules.earliest(cap, freezeEnd(number).plus(LEFT_STUCK));
    }

    private static Days days(PlantedNumber number) {
        return LegalLimits.of(number.region(), LineType.valueOf(number.lineType()))
                .orElseThrow()
                .days();
    }
}
