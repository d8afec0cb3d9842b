package io.reissue.sandbox.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One good row and what is meant to become of it.
 *
 * @param line where it stands in the first file, counted from 1, the header included; of a duplicate pair it is the earlier one
 * @param e164 with "+"
 * @param region ISO 3166 code of the jurisdiction
 * @param reason CANCELLED or ARREARS_TERMINATED
 * @param lineType RESIDENTIAL, BUSINESS or IOT
 * @param portedFrom the carrier it came from, for {@link Fate#PORTED_IN}
 * @param contact an e-mail or postal address, never the number
 * @param realNameUntil until when the real-name record is kept; China only
 */
public record PlantedNumber(
        int line,
        String e164,
        String region,
        OffsetDateTime disconnected,
        String reason,
        LocalDate activated,
        String lineType,
        @Nullable String portedFrom,
        String holderReference,
        String contact,
        @Nullable LocalDate realNameUntil,
        Fate fate) {

    /** The number as platforms are given it. */
    public String digits() {
        return e164.substring(1);
    }

    /** The instant before which an account belongs to the leaving holder. */
    public Instant cutoff() {
        return disconnected.toInstant();
    }

    PlantedNumber onLine(int where) {
        return new PlantedNumber(
                where,
                e164,
                region,
                disconnected,
                reason,
                activated,
                lineType,
                portedFrom,
                holderReference,
                contact,
                realNameUntil,
                fate);
    }

    @Override
    public String toString() {
        return "PlantedNumber[" + region + ", " + fate + "]";
    }
}
