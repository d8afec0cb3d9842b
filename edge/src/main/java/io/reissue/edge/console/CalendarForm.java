package io.reissue.edge.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A year of working days as it stands in a form: all texts, so that what was mistyped can be shown again.
 *
 * @param holidays weekdays off, one a line
 * @param makeUpDays weekend days worked instead, one a line
 */
public record CalendarForm(
        @Nullable String holidays,
        @Nullable String makeUpDays,
        @Nullable String source) {
    /** What stands between two days, also where a notice was typed on a Chinese keyboard. */
    private static final String BETWEEN = "[\\s,;，；、]+";

    static final CalendarForm EMPTY = new CalendarForm(null, null, null);

    static CalendarForm of(Collection<LocalDate> holidays, Collection<LocalDate> makeUpDays, String source) {
        return new CalendarForm(lines(holidays), lines(makeUpDays), source);
    }

    /** @throws Unreadable if something in it is no day */
    Set<LocalDate> off() {
        return days("holidays", holidays);
    }

    /** @throws Unreadable if something in it is no day */
    Set<LocalDate> worked() {
        return days("makeUpDays", makeUpDays);
    }

    String notice() {
        return Objects.requireNonNullElse(Typed.in(source), "");
    }

    private static String lines(Collection<LocalDate> days) {
        return days.stream().sorted().map(LocalDate::toString).collect(Collectors.joining("\n"));
    }

    private static Set<LocalDate> days(String field, @Nullable String text) {
        String typed = Typed.in(text);
        if (typed == null) return Set.of();
        List<String> days = Arrays.asList(typed.split(BETWEEN, -1));
        try {
            return days.stream()
                    .filter(day -> !day.isEmpty())
                    .map(LocalDate::parse)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (DateTimeException noDay) {
            throw new Unreadable(field);
        }
    }
}
