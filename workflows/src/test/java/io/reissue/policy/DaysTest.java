package io.reissue.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final Days IN_CHINA = Days.calendar(ZoneId.of("Asia/Shanghai"));
    private static final LegalLimits DEMO =
            LegalLimits.of(LegalLimits.DEMO, LineType.RESIDENTIAL).orElseThrow();

    @Test
    void a_calendar_day_begins_at_midnight_in_its_zone() {
        Instant lateEvening = Instant.parse("2026-03-01T16:00:00Z");

        assertThat(IN_CHINA.of(lateEvening)).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(IN_CHINA.of(lateEvening.minusSeconds(1))).isEqualTo(LocalDate.parse("2026-03-01"));
        assertThat(IN_CHINA.startOf(LocalDate.parse("2026-03-02"))).isEqualTo(lateEvening);
    }

    @Test
    void a_demo_day_is_a_minute() {
        Instant minute = Instant.parse("2026-11-28T10:15:00Z");
        LocalDate day = DEMO.days().of(minute);

        assertThat(DEMO.days().startOf(day)).isEqualTo(minute);
        assertThat(DEMO.days().of(minute.plusSeconds(59))).isEqualTo(day);
        assertThat(DEMO.days().of(minute.plusSeconds(60))).isEqualTo(day.plusDays(1));
        assertThat(DEMO.days().plus(minute, Period.ofDays(14))).isEqualTo(minute.plusSeconds(14 * 60));
    }

    @Test
    void the_floor_of_a_demo_number_is_minutes_after_the_minute_of_its_disconnection() {
        Instant disconnected = Instant.parse("2026-11-28T10:15:20Z");

        assertThat(FreezeRules.floor(DEMO, disconnected))
                .isEqualTo(Instant.parse("2026-11-28T10:16:00Z").plusSeconds(DEMO.floorDays() * 60L));
    }

    @Test
    void every_demo_day_is_a_working_day_whatever_the_calendar_knows() {
        WorkingDays noYear = new WorkingDays(LegalLimits.DEMO, Set.of(), Set.of(), Set.of());

        assertThat(FreezeRules.deadline(Instant.parse("2026-11-28T10:15:20Z"), 5, noYear, DEMO.days()))
                .isEqualTo(Instant.parse("2026-11-28T10:21:00Z"));
    }
}
