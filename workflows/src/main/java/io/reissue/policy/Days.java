package io.reissue.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;

/**
 * What the days of a jurisdiction are, where freezes, slots and deadlines are counted: calendar days in its zone. In the
 * {@linkplain LegalLimits#DEMO demo jurisdiction} a day is a minute, so that a whole life can be watched on a real server; every day is
 * a working day there, and its dates are counted from 1970-01-01 on.
 *
 * @param zone where a day begins and ends
 * @param length of a day in the demo jurisdiction; {@link #CALENDAR} everywhere else: a day may have 23 or 25 hours
 */
public record Days(ZoneId zone, Duration length) {
    /** Days as the calendar has them. */
    static final Duration CALENDAR = Duration.ZERO;

    /** Near enough for the dates to have four digits, far enough for nobody to have a number from before. */
    private static final Instant DEMO_BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    public static Days calendar(ZoneId zone) {
        return new Days(zone, CALENDAR);
    }

    /** The day that holds {@code instant}. */
    public LocalDate of(Instant instant) {
        if (isCalendar()) return instant.atZone(zone).toLocalDate();
        return LocalDate.ofEpochDay(
                Math.floorDiv(Duration.between(DEMO_BEGAN, instant).toSeconds(), length.toSeconds()));
    }

    public Instant startOf(LocalDate day) {
        if (isCalendar()) return day.atStartOfDay(zone).toInstant();
        return DEMO_BEGAN.plus(length.multipliedBy(day.toEpochDay()));
    }

    /** So many days later, at the same time of day. */
    public Instant plus(Instant start, Period period) {
        if (isCalendar()) return start.atZone(zone).plus(period).toInstant();
        return start.plus(length.multipliedBy(period.toTotalMonths() * 30 + period.getDays()));
    }

    /** The {@code days}-th working day after {@code day}. */
    LocalDate plusWorking(LocalDate day, int days, WorkingDays calendar) {
        return isCalendar() ? calendar.plus(day, days) : day.plusDays(days);
    }

    /** Whether they are those of the calendar, not of the demo jurisdiction. */
    public boolean isCalendar() {
        return length.equals(CALENDAR);
    }
}
