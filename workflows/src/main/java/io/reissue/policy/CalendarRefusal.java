package io.reissue.policy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/** Why a year of working days was refused; each code says what would make it possible. */
public enum CalendarRefusal {
    UNKNOWN_JURISDICTION("name a jurisdiction whose numbers are recycled here, by its ISO 3166-1 code"),
    NO_SUCH_YEAR("give a year from 2000 to 2199"),
    OTHER_YEAR("give days of that year only"),
    HOLIDAY_AND_MAKE_UP("a day is off or worked, not both"),
    SOURCE_MISSING("say where the official notice stands");

    private static final int FIRST = 2000;
    private static final int LAST = 2199;

    private final String remedy;

    CalendarRefusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }

    /** The first fault of a year, if it has one. */
    public static Optional<CalendarRefusal> judge(
            String jurisdiction,
            int year,
            Collection<LocalDate> holidays,
            Collection<LocalDate> makeUpDays,
            String source) {
        if (LegalLimits.of(jurisdiction, LineType.RESIDENTIAL).isEmpty()) return Optional.of(UNKNOWN_JURISDICTION);
        if (year < FIRST || year > LAST) return Optional.of(NO_SUCH_YEAR);
        if (source.isBlank()) return Optional.of(SOURCE_MISSING);
        if (holidays.stream().anyMatch(day -> day.getYear() != year)
                || makeUpDays.stream().anyMatch(day -> day.getYear() != year)) return Optional.of(OTHER_YEAR);
        return holidays.stream().anyMatch(makeUpDays::contains) ? Optional.of(HOLIDAY_AND_MAKE_UP) : Optional.empty();
    }
}
