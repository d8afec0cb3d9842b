package io.reissue.intake;

import org.jspecify.annotations.Nullable;

/** What the numbering plans say about a number as it was written. */
public sealed interface NumberReading {

    /** No valid number of any country. */
    record Malformed() implements NumberReading {}

    /**
     * A number that the plans know.
     *
     * @param e164 digits only, country code first, as the inventory keeps it
     * @param region ISO 3166-1 alpha-2; {@code 001} or {@code ZZ} for numbers of no country
     * @param province where the prefix was allocated, in English; null where the plans say only the country
     * @param carrier to whom the prefix was allocated, in English; null where the plans don't say
     */
    record Valid(
            String e164,
            String region,
            @Nullable String province,
            @Nullable String carrier) implements NumberReading {

        /** A number is never shown. */
        @Override
        public String toString() {
            return "Valid[" + region + "]";
        }
    }
}
