package io.reissue.intake;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.temporal.ValueRange;
import java.util.Optional;

/**
 * Dates as carriers write them: {@code 2026-08-20}, {@code 2026/08/20} or {@code 20260820}, alone or with a time of day
 * ({@code T10:15}, {@code " 10:15:30"}, compact {@code 101530}), the time alone or with an offset.
 */
final class IntakeDates {
    private static final DateTimeFormatter SEPARATED = new DateTimeFormatterBuilder()
            .append(ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral(' ')
            .append(ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    /** The year has four digits: a pattern would let it swallow the time. */
    private static final DateTimeFormatter COMPACT = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("MMdd[HHmmss]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** Other years are slips of a pen, and some of them more than a database can hold. */
    private static final ValueRange YEARS = ValueRange.of(1900, 9999);

    private IntakeDates() {}

    /** The instant meant; without an offset in {@code zone}, without a time the start of the day. */
    static Optional<Instant> instant(String text, ZoneId zone) {
        return parsed(text).map(parsed -> instant(parsed, zone));
    }

    /** The day as written; with an offset the day in {@code zone}. */
    static Optional<LocalDate> day(String text, ZoneId zone) {
        return parsed(text).map(parsed -> instant(parsed, zone).atZone(zone).toLocalDate());
    }

    private static Optional<TemporalAccessor> parsed(String text) {
        if (text.isEmpty()) return Optional.empty();
        boolean compact = text.chars().allMatch(Character::isDigit);
        try {
            TemporalAccessor parsed = compact
                    ? COMPACT.parse(text)
                    : SEPARATED.parse(text.replace('/', '-').replace('T', ' '));
            return Optional.of(parsed).filter(date -> YEARS.isValidValue(date.getLong(ChronoField.YEAR)));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        LocalDate day = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        if (time == null) return day.atStartOfDay(zone).toInstant();
        return offset == null
                ? day.atTime(time).atZone(zone).toInstant()
                : day.atTime(time).toInstant(offset);
    }
}
