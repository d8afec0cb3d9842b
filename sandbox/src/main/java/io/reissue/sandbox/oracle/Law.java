package io.reissue.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a jurisdiction asks of a number that left service, written down from the rules and not from the code under judgement.
 *
 * @param day how long one is: whole days of the calendar, or the minutes that the demo jurisdiction counts in their place
 * @param zone the westernmost of the jurisdiction: a day is over when it is over there
 * @param floorDays whole days between the day of disconnection and the day of reissue
 * @param ceilingDays whole days after which a number may not rest on in silence; null: as long as it takes
 * @param donorWaits a ported-in number goes back to its donor at the end of the quarantine only
 */
record Law(
        ChronoUnit day,
        ZoneId zone,
        int floorDays,
        @Nullable Integer ceilingDays,
        boolean donorWaits) {
    /** Numbers wake a little behind the end of their freeze, so that a day's numbers do not wake at once; nobody spreads over more days. */
    private static final Duration SPREAD = Duration.ofDays(2);

    /** Of the demo jurisdiction: seconds of spread, and a minute in which the clocks of two machines may differ. */
    private static final Duration DEMO_SPREAD = Duration.ofMinutes(3);

    private static final Instant DEMO_BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * The law of a line.
     *
     * @param lineType RESIDENTIAL, BUSINESS or IOT
     * @return empty for a jurisdiction whose law is not written here
     */
    static Optional<Law> of(String jurisdiction, String lineType) {
        return Optional.ofNullable(
                switch (jurisdiction) {
                    case "CN" -> law("Asia/Shanghai", 90, null, false);
                    case "US" -> law("Pacific/Honolulu", 45, lineType.equals("RESIDENTIAL") ? 90 : 365, false);
                    case "KR" -> law("Asia/Seoul", 90, null, false);
                    case "IN" -> law("Asia/Kolkata", 90, null, false);
                    case "AU" -> law("Australia/Perth", 180, null, true);
                    case "CH" -> law("Europe/Zurich", 180, null, false);
                    case "XD" -> new Law(ChronoUnit.MINUTES, ZoneId.of("Asia/Shanghai"), 6, 40, false);
                    default -> null;
                });
    }

    private static Law law(String zone, int floorDays, @Nullable Integer ceilingDays, boolean donorWaits) {
        return new Law(ChronoUnit.DAYS, ZoneId.of(zone), floorDays, ceilingDays, donorWaits);
    }

    /** The first instant at which the number may be released. */
    Instant floor(Instant disconnected) {
        return after(disconnected, floorDays);
    }

    /** The instant from which a number that still rests has to say so. */
    Optional<Instant> ceiling(Instant disconnected) {
        return Optional.ofNullable(ceilingDays).map(days -> after(disconnected, days));
    }

    /** The first instant at which a number may be released that has to rest so many whole days; the ceiling ends any freeze. */
    Instant rested(Instant disconnected, int wholeDays) {
        return after(disconnected, ceilingDays == null ? wholeDays : Math.min(wholeDays, ceilingDays));
    }

    /** The date of an instant; the demo jurisdiction counts its minutes from the begin of 2026, and its dates from 1970-01-01. */
    LocalDate date(Instant instant) {
        return day == ChronoUnit.DAYS
                ? LocalDate.ofInstant(instant, zone)
                : LocalDate.ofEpochDay(day.between(DEMO_BEGAN, instant));
    }

    /** How long after the end of its freeze a number may still be on its way to say what keeps it. */
    Duration spread() {
        return day == ChronoUnit.DAYS ? SPREAD : DEMO_SPREAD;
    }

    private Instant after(Instant disconnected, int wholeDays) {
        return disconnected
                .atZone(zone)
                .truncatedTo(day)
                .plus(wholeDays + 1L, day)
                .toInstant();
    }
}
