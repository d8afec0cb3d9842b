package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.LegalLimits.DonorRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeRulesTest {
    private static final Instant DISCONNECTED = Instant.parse("2026-03-10T06:30:00Z");
    private static final Duration SPREAD = Duration.ofHours(6);

    @ParameterizedTest(name = "{0} {1}: first day of reissue begins at {2}")
    @CsvSource({
        // 90 whole days after 2026-03-10 in Shanghai, +08:00
        "CN, RESIDENTIAL, 2026-06-08T16:00:00Z",
        // still 2026-03-09 in Honolulu, -10:00: 45 whole days after that day
        "US, RESIDENTIAL, 2026-04-24T10:00:00Z",
        "US, BUSINESS, 2026-04-24T10:00:00Z",
        "KR, RESIDENTIAL, 2026-06-08T15:00:00Z",
        "IN, RESIDENTIAL, 2026-06-08T18:30:00Z",
        "AU, RESIDENTIAL, 2026-09-06T16:00:00Z",
        // 180 days on, summer time, +02:00
        "CH, RESIDENTIAL, 2026-09-06T22:00:00Z"
    })
    void theFloorIsInWholeDaysOfTheJurisdictionsZone(String jurisdiction, LineType line, Instant floor) {
        assertThat(FreezeRules.floor(limits(jurisdiction, line), DISCONNECTED)).isEqualTo(floor);
    }

    @Test
    void aDayIsOverOnlyWhenItIsOverInTheLatestZone() {
        LegalLimits us = limits("US", LineType.RESIDENTIAL);
        Instant lastMinute = Instant.parse("2026-03-11T09:59:00Z");

        assertThat(FreezeRules.floor(us, lastMinute)).isEqualTo(Instant.parse("2026-04-25T10:00:00Z"));
        assertThat(FreezeRules.floor(us, lastMinute.plus(Duration.ofMinutes(1))))
                .isEqualTo(Instant.parse("2026-04-26T10:00:00Z"));
    }

    @Test
    void aResidentialLineInTheUnitedStatesRestsAtMostNinetyDaysAndABusinessLineAYear() {
        assertThat(FreezeRules.ceiling(limits("US", LineType.RESIDENTIAL), DISCONNECTED))
                .contains(Instant.parse("2026-06-08T10:00:00Z"));
        assertThat(FreezeRules.ceiling(limits("US", LineType.BUSINESS), DISCONNECTED))
                .contains(Instant.parse("2027-03-10T10:00:00Z"));
        assertThat(FreezeRules.ceiling(limits("US", LineType.IOT), DISCONNECTED))
                .contains(Instant.parse("2027-03-10T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"CN", "KR", "IN", "AU", "CH"})
    void theOtherJurisdictionsHaveNoCeiling(String jurisdiction) {
        assertThat(FreezeRules.ceiling(limits(jurisdiction, LineType.RESIDENTIAL), DISCONNECTED))
                .isEmpty();
    }

    @Test
    void aJurisdictionThatIsNotServedHasNoLimitsAndAustraliaReturnsToTheDonorAfterQuarantine() {
        assertThat(LegalLimits.of("XX", LineType.RESIDENTIAL)).isEmpty();
        assertThat(limits("AU", LineType.RESIDENTIAL).donor()).isEqualTo(DonorRule.AFTER_QUARANTINE);
        assertThat(limits("CN", LineType.RESIDENTIAL).donor()).isEqualTo(DonorRule.AT_ONCE);
    }

    @Test
    void aPolicyBelowTheFloorIsLiftedToIt() {
        LegalLimits china = limits("CN", LineType.RESIDENTIAL);

        assertThat(FreezeRules.freezeEnd(policy(30, 400), china, DISCONNECTED, DISCONNECTED))
                .isEqualTo(FreezeRules.floor(china, DISCONNECTED));
    }

    @Test
    void aPolicyBeyondTheCeilingEndsAtIt() {
        LegalLimits residential = limits("US", LineType.RESIDENTIAL);
        Instant ceiling = FreezeRules.ceiling(residential, DISCONNECTED).orElseThrow();

        assertThat(FreezeRules.freezeEnd(policy(120, 400), residential, DISCONNECTED, DISCONNECTED))
                .isEqualTo(ceiling);
        assertThat(FreezeRules.cap(policy(60, 400), residential, DISCONNECTED)).isEqualTo(ceiling);
        assertThat(FreezeRules.cap(policy(60, 80), residential, DISCONNECTED)).isBefore(ceiling);
    }

    @Test
    void theEndOfAFreezeNeverShrinksByItself() {
        LegalLimits china = limits("CN", LineType.RESIDENTIAL);
        Instant extended = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(FreezeRules.freezeEnd(policy(120, 400), china, DISCONNECTED, extended))
                .isEqualTo(extended);
    }

    @Test
    void theHolderMayComeBackForThePolicysWindowButNeverPastTheFreeze() {
        LegalLimits china = limits("CN", LineType.RESIDENTIAL);
        Instant end = FreezeRules.freezeEnd(policy(120, 400), china, DISCONNECTED, DISCONNECTED);

        assertThat(FreezeRules.reclaimUntil(policy(120, 400), china, DISCONNECTED, end))
                .isEqualTo(Instant.parse("2026-05-09T16:00:00Z"));
        Instant sooner = Instant.parse("2026-04-01T00:00:00Z");
        assertThat(FreezeRules.reclaimUntil(policy(120, 400), china, DISCONNECTED, sooner))
                .isEqualTo(sooner);
    }

    @Test
    void theWakeOfANumberIsStableLaterThanItsEndAndWithinTheSpread() {
        Instant end = Instant.parse("2026-07-08T16:00:00Z");
        Set<Instant> wakes = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            UUID cycle = UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)});
            Instant wake = FreezeRules.wakeAt(end, cycle, SPREAD);
            assertThat(wake).isEqualTo(FreezeRules.wakeAt(end, cycle, SPREAD));
            assertThat(wake).isAfter(end).isBefore(end.plus(SPREAD).plus(Duration.ofMinutes(2)));
            wakes.add(wake);
        }
        assertThat(wakes).as("they do not wake together").hasSizeGreaterThan(1_800);
    }

    @Test
    void fewThatHaveTheSameReasonWakeAtOnceAndManyOneAfterTheOther() {
        Instant now = Instant.parse("2026-07-08T16:00:00Z");
        UUID cycle = UUID.randomUUID();

        assertThat(FreezeRules.wakeAmong(FreezeRules.CROWD, now, cycle, SPREAD)).isEqualTo(now);
        assertThat(FreezeRules.wakeAmong(FreezeRules.CROWD + 1, now, cycle, SPREAD))
                .isEqualTo(FreezeRules.wakeAt(now, cycle, SPREAD));
    }

    @Test
    void withoutASpreadEveryNumberWakesRightBehindTheEnd() {
        Instant end = Instant.parse("2026-07-08T16:00:00Z");

        assertThat(FreezeRules.wakeAt(end, UUID.randomUUID(), Duration.ZERO)).isEqualTo(end.plusSeconds(60));
    }

    @ParameterizedTest(name = "{0} lies in the slot of {1} days that begins on {2}")
    @CsvSource({
        "2026-05-29, 1, 2026-05-29",
        "1970-01-01, 10, 1970-01-01",
        "1970-01-10, 10, 1970-01-01",
        "1970-01-11, 10, 1970-01-11",
        "1969-12-31, 10, 1969-12-22"
    })
    void slotsAreCountedFromTheEpoch(LocalDate day, int length, LocalDate first) {
        assertThat(FreezeRules.slotOf(day, length)).isEqualTo(first);
    }

    @Test
    void platformsAreAskedTheLeadBeforeTheEndRoundedDownToASlot() {
        Instant end = Instant.parse("2026-07-08T16:00:00Z");
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");

        assertThat(FreezeRules.askOn(policy(120, 400), Days.calendar(shanghai), end))
                .isEqualTo(LocalDate.parse("2026-05-30"));
    }

    @Test
    void aStageEndsWithTheLastMomentOfItsLastWorkingDay() {
        WorkingDays weekdays = new WorkingDays("CN", Set.of(2026), Set.of(), Set.of());
        Instant fridayEvening = Instant.parse("2026-05-29T15:59:00Z");

        assertThat(FreezeRules.deadline(fridayEvening, 5, weekdays, Days.calendar(ZoneId.of("Asia/Shanghai"))))
                .as("Friday 23:59 in Shanghai: five working days end with the next Friday")
                .isEqualTo(Instant.parse("2026-06-05T16:00:00Z"));
    }

    private static LegalLimits limits(String jurisdiction, LineType line) {
        return LegalLimits.of(jurisdiction, line).orElseThrow();
    }

    private static Policy policy(int freezeDays, int capDays) {
        return new Policy(
                1,
                Scope.allOf("CN"),
                freezeDays,
                40,
                1,
                SPREAD,
                Map.of(),
                Set.of(),
                Map.of(),
                7,
                capDays,
                Period.ofDays(14),
                60,
                Asking.COHORT,
                List.of(Period.ofDays(1)));
    }
}
