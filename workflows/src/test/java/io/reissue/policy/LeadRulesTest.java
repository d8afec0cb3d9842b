package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.policy.WorkingDays.YearNotCovered;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LeadRulesTest {
    /** National Day 2026: 1 to 7 October off, Saturday 10 October worked instead; no other holiday. */
    private final WorkingDays nationalDay = new WorkingDays(
            "CN",
            Set.of(2026),
            LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).collect(Collectors.toSet()),
            Set.of(LocalDate.of(2026, 10, 10)));

    @Test
    void threeStagesOfFiveWorkingDaysThatMeetNationalDayReachThirtyOneCalendarDays() {
        var tooShort =
                LeadRules.judge(policy("CN", 30, Asking.COHORT), nationalDay).orElseThrow();

        assertThat(tooShort.start()).isEqualTo(LocalDate.of(2026, 9, 8));
        assertThat(tooShort.arithmetic())
                .isEqualTo("stages of 5, 5, 5 working days that begin on 2026-09-08 take 8 + 8 + 15 = 31 calendar days,"
                        + " the lead is 30");
        assertThat(LeadRules.judge(policy("CN", 31, Asking.COHORT), nationalDay))
                .isEmpty();
    }

    @Test
    void itCountsAsTheDeadlinesOfAStageDo() {
        var days = Days.calendar(ZoneId.of("Asia/Shanghai"));
        Instant end = days.startOf(LocalDate.of(2026, 9, 8));
        for (int stage = 1; stage <= 3; stage++) end = FreezeRules.deadline(end, 5, nationalDay, days);

        assertThat(days.of(end)).isEqualTo(LocalDate.of(2026, 9, 8).plusDays(31));
    }

    @Test
    void fifteenWorkingDaysInOneGoFromTheEveOfNationalDayReachTwentyEightCalendarDays() {
        var days = Days.calendar(ZoneId.of("Asia/Shanghai"));
        Instant eve = days.startOf(LocalDate.of(2026, 9, 30));

        assertThat(days.of(FreezeRules.deadline(eve, 15, nationalDay, days)))
                .as("three stages take longer: the day on which one begins does not count for it")
                .isEqualTo(LocalDate.of(2026, 9, 30).plusDays(28));
    }

    @Test
    void theWorstOfAllKnownYearsCounts() {
        var both = new WorkingDays("CN", Set.of(2025, 2026, 2027), nationalDay.holidays(), nationalDay.makeUpDays());

        assertThat(LeadRules.judge(policy("CN", 30, Asking.COHORT), both)
                        .orElseThrow()
                        .start())
                .isEqualTo(LocalDate.of(2026, 9, 8));
    }

    @Test
    void aYearThatIsMissingIsRefusedAndNeverReadAsAYearWithoutHolidays() {
        var policy = policy("CN", 365, Asking.COHORT);

        assertThatExceptionOfType(YearNotCovered.class)
                .isThrownBy(() -> LeadRules.judge(policy, years()))
                .withMessage("no working-day calendar for CN");
        assertThatExceptionOfType(YearNotCovered.class)
                .isThrownBy(() -> LeadRules.judge(policy, years(2026, 2028)))
                .withMessage("no working-day calendar for CN in 2027");
        assertThatExceptionOfType(YearNotCovered.class)
                .isThrownBy(() ->
                        LeadRules.judge(policy("CN", 365, Asking.COHORT, Map.of(Stage.IDENTITY, 300)), years(2026)))
                .withMessage("no working-day calendar for CN in 2027");
        assertThat(PolicyRules.lead(policy, years()).orElseThrow().refusal()).isEqualTo(PolicyRefusal.CALENDAR_MISSING);
    }

    @Test
    void theEndOfTheLastKnownYearIsNotJudgedBeforeTheNextNoticeIsOut() {
        assertThat(LeadRules.judge(policy("CN", 24, Asking.COHORT), years(2026)))
                .isEmpty();
        assertThat(LeadRules.judge(policy("CN", 23, Asking.COHORT), years(2026)))
                .isPresent();
    }

    @Test
    void aStartThatRunsIntoAYearWithoutANoticeIsRefusedByWhatIsKnownOfIt() {
        var closing = new WorkingDays(
                "CN",
                Set.of(2026),
                LocalDate.of(2026, 12, 21).datesUntil(LocalDate.of(2027, 1, 1)).collect(Collectors.toSet()),
                Set.of());
        var oneDayEach = Map.of(Stage.IDENTITY, 1, Stage.REQUIRED, 1, Stage.REST, 1);

        var tooShort = LeadRules.judge(policy("CN", 17, Asking.COHORT, oneDayEach), closing)
                .orElseThrow();

        assertThat(tooShort.arithmetic())
                .as("the 18th is the last day worked in 2026, and of 2027 nothing is known")
                .isEqualTo("stages of 1, 1, 1 working days that begin on 2026-12-14 take at least 2 + 2 + 15 = 19"
                        + " calendar days, the lead is 17");
        assertThat(LeadRules.judge(policy("CN", 19, Asking.COHORT, oneDayEach), closing))
                .as("a Saturday or a New Year that is off in 2027 is not assumed, nor that it is worked")
                .isEmpty();
    }

    @Test
    void whereNobodyIsAskedOrADayIsAMinuteEveryLeadWillDo() {
        assertThat(LeadRules.judge(policy("CN", 1, Asking.NOBODY), nationalDay)).isEmpty();
        assertThat(LeadRules.judge(policy(LegalLimits.DEMO, 1, Asking.COHORT), years()))
                .isEmpty();
    }

    private static WorkingDays years(Integer... years) {
        return new WorkingDays("CN", Set.of(years), Set.of(), Set.of());
    }

    private static Policy policy(String jurisdiction, int leadDays, Asking asking) {
        return policy(jurisdiction, leadDays, asking, Map.of(Stage.IDENTITY, 5, Stage.REQUIRED, 5, Stage.REST, 5));
    }

    private static Policy policy(String jurisdiction, int leadDays, Asking asking, Map<Stage, Integer> deadlines) {
        return new Policy(
                1,
                Scope.allOf(jurisdiction),
                120,
                leadDays,
                1,
                Duration.ofHours(1),
                deadlines,
                Set.of(),
                Map.of(),
                30,
                365,
                Period.ofDays(14),
                60,
                asking,
                List.of(Period.ofDays(1)));
    }
}
