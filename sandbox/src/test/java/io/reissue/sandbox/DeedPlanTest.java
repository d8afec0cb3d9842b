package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.Days;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.sandbox.Deed.Act;
import io.reissue.sandbox.demo.DemoIntake;
import io.reissue.sandbox.demo.DemoSettings;
import io.reissue.sandbox.demo.Fate;
import io.reissue.sandbox.demo.Manifest;
import io.reissue.sandbox.demo.PlantedNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeedPlanTest {

    private final Manifest manifest = DemoIntake.generate(
                    new DemoSettings(3, 1_000, Scenario.BEGIN, Scenario.DAYS_BETWEEN_DATES, StandardCharsets.UTF_8))
            .manifest();
    private final List<Deed> deeds = DeedPlan.of(manifest);

    @Test
    void deedsAreDoneInOrderAndWithinTheDemo() {
        assertThat(deeds).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(deeds)
                .allMatch(deed -> deed.at().isAfter(Scenario.BEGIN.toInstant()))
                .allMatch(deed ->
                        deed.at().isBefore(Scenario.BEGIN.plus(Scenario.LENGTH).toInstant()));
        assertThat(deeds).extracting(Deed::act).contains(Act.values());
    }

    @Test
    void aThirdOfTheHoldersComeBackWhileTheyRestAThirdWhilePlatformsAreAskedAndAThirdAfterwards() {
        int resting = 0;
        int inFlight = 0;
        int asked = 0;
        for (Deed deed : of(Act.REINSTATE)) {
            Instant slot = asked(deed.number());
            assertThat(deed.at()).isBefore(freezeEnd(deed.number()));
            if (deed.at().isBefore(slot)) resting++;
            else if (deed.at().isBefore(slot.plus(Duration.ofDays(21)))) inFlight++;
            else asked++;
        }
        assertThat(List.of(resting, inFlight, asked)).containsExactly(10, 10, 10);
    }

    @Test
    void whoComesBackWhilePlatformsAreAskedDoesSoWithinHoursOfAStage() {
        assertThat(of(Act.REINSTATE).stream()
                        .map(deed -> Duration.between(asked(deed.number()), deed.at()))
                        .filter(since -> since.isPositive() && since.compareTo(Duration.ofDays(21)) < 0))
                .containsOnly(Duration.ofHours(2), Duration.ofHours(8 * 24 + 2), Duration.ofHours(15 * 24 + 2))
                .hasSize(10);
    }

    @Test
    void everyOtherHoldIsLifted() {
        assertThat(manifest.of(Fate.HELD)).hasSize(20);
        assertThat(of(Act.LIFT_HOLD)).hasSize(10).allSatisfy(lift -> {
            assertThat(lift.number().fate()).isEqualTo(Fate.HELD);
            assertThat(lift.at()).isAfter(Scenario.BEGIN.plusDays(10).toInstant());
        });
    }

    @Test
    void whatIsWaivedHasReachedItsCeilingOrItsCapOrHasBeenStuckForDays() {
        for (Deed deed : of(Act.WAIVE)) {
            PlantedNumber number = deed.number();
            int longest = switch (number.region()) {
                case "US" -> 90;
                case "KR" -> Scenario.terms("KR").capDays();
                default -> Scenario.terms(number).freezeDays() + 14;
            };
            assertThat(deed.at()).isAfter(FreezeRules.endOf(number.cutoff(), longest, days(number)));
        }
        assertThat(of(Act.WAIVE)).extracting(deed -> deed.number().region()).contains("CN", "US", "KR");
    }

    @Test
    void theShortCapIsAboveTheFloorOfItsLaw() {
        LegalLimits limits = LegalLimits.of("KR", LineType.RESIDENTIAL).orElseThrow();

        assertThat(Scenario.terms("KR").capDays()).isGreaterThan(limits.floorDays());
        assertThat(Scenario.terms("KR").freezeDays()).isGreaterThanOrEqualTo(limits.floorDays());
    }

    @Test
    void nobodyDoesAnythingAboutBlockedNumbersSoSomeStayStuck() {
        assertThat(manifest.of(Fate.BLOCKED)).hasSizeGreaterThan(10);
        assertThat(deeds)
                .extracting(deed -> deed.number().fate())
                .doesNotContain(Fate.BLOCKED, Fate.PLAIN, Fate.ALONE, Fate.PORTED_IN);
    }

    @Test
    void someNumbersRestLongerByTheRuleForTheirReason() {
        assertThat(manifest.numbers().stream()
                        .filter(number -> number.region().equals("CN"))
                        .map(number ->
                                number.reason() + " " + Scenario.terms(number).freezeDays())
                        .distinct())
                .containsExactlyInAnyOrder("CANCELLED 120", "ARREARS_TERMINATED 140");
        assertThat(manifest.numbers().stream()
                        .filter(number -> number.region().equals("IN"))
                        .map(number -> Scenario.terms(number).freezeDays())
                        .distinct())
                .containsExactly(100);
    }

    private List<Deed> of(Act act) {
        return deeds.stream().filter(deed -> deed.act() == act).toList();
    }

    private static Instant asked(PlantedNumber number) {
        Days days = days(number);
        return days.startOf(FreezeRules.slotOf(
                days.of(freezeEnd(number)).minusDays(Scenario.LEAD_DAYS), Scenario.DAYS_BETWEEN_DATES));
    }

    private static Instant freezeEnd(PlantedNumber number) {
        return FreezeRules.endOf(number.cutoff(), Scenario.terms(number).freezeDays(), days(number));
    }

    private static Days days(PlantedNumber number) {
        return LegalLimits.of(number.region(), LineType.valueOf(number.lineType()))
                .orElseThrow()
                .days();
    }
}
