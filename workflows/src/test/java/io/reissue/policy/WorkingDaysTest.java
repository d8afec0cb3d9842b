package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.policy.WorkingDays.YearNotCovered;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    /** National Day 2026: 1 to 7 October off, Saturday 10 October worked instead. */
    private final WorkingDays china = new WorkingDays(
            "CN",
            Set.of(2026),
            LocalDate.parse("2026-10-01")
                    .datesUntil(LocalDate.parse("2026-10-08"))
                    .collect(Collectors.toSet()),
            Set.of(LocalDate.parse("2026-10-10")));

    @Test
    void fiveWorkingDaysAfterTheDayBeforeNationalDayAreOverOnTheThirteenth() {
        assertThat(china.plus(LocalDate.parse("2026-09-30"), 5)).isEqualTo(LocalDate.parse("2026-10-13"));
    }

    @Test
    void aSaturdayMadeUpForAHolidayIsAWorkingDayAndTheSundayAfterItIsNot() {
        assertThat(china.isWorkingDay(LocalDate.parse("2026-10-10"))).isTrue();
        assertThat(china.isWorkingDay(LocalDate.parse("2026-10-11"))).isFalse();
        assertThat(china.isWorkingDay(LocalDate.parse("2026-10-07"))).isFalse();
        assertThat(china.isWorkingDay(LocalDate.parse("2026-10-08"))).isTrue();
    }

    @Test
    void noWorkingDayLaterIsTheSameDay() {
        assertThat(china.plus(LocalDate.parse("2026-10-03"), 0)).isEqualTo(LocalDate.parse("2026-10-03"));
    }

    @Test
    void aYearWithoutAnOfficialNoticeIsRefusedAndNeverReadAsAYearWithoutHolidays() {
        assertThatThrownBy(() -> china.isWorkingDay(LocalDate.parse("2027-01-04")))
                .isInstanceOf(YearNotCovered.class)
                .hasMessage("no working-day calendar for CN in 2027");
        assertThatThrownBy(() -> china.plus(LocalDate.parse("2026-12-30"), 5)).isInstanceOf(YearNotCovered.class);
    }
}
