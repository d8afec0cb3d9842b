package io.reissue.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * The working days of one jurisdiction. A year that is not covered is refused, never read as "no holidays".
 *
 * @param years years whose official notice is contained
 * @param holidays weekdays off
 * @param makeUpDays weekend days worked instead (China)
 */
public record WorkingDays(String jurisdiction, Set<Integer> years, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {

    public WorkingDays {
        years = Set.copyOf(years);
        holidays = Set.copyOf(holidays);
        makeUpDays = Set.copyOf(makeUpDays);
    }

    /** A day in a year without an official notice. */
    public static final class YearNotCovered extends RuntimeException {
        YearNotCovered(String jurisdiction) {
            super("no working-day calendar for " + jurisdiction);
        }

        YearNotCovered(String jurisdiction, int year) {
            super("no working-day calendar for " + jurisdiction + " in " + year);
        }
    }

    /** The {@code days}-th working day after {@code start}. */
    public LocalDate plus(LocalDate start, int days) {
        LocalDate day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) left--;
        }
        return day;
    }

    public boolean isWorkingDay(LocalDate day) {
        if (!years.contains(day.getYear())) throw new YearNotCovered(jurisdiction, day.getYear());
        if (makeUpDays.contains(day)) return true;
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(day);
    }
}
