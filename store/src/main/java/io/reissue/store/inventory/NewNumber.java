package io.reissue.store.inventory;

import io.reissue.policy.LineType;
import org.jspecify.annotations.Nullable;

/**
 * A number as the carrier tells it.
 *
 * @param e164 digits only, country code first
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param province where its prefix was allocated; null: unknown
 * @param carrier to whom its prefix was allocated; null: unknown
 * @param status used when the number is new; a known number keeps its own
 */
public record NewNumber(
        String e164,
        String jurisdiction,
        @Nullable String province,
        @Nullable String carrier,
        LineType lineType,
        NumberStatus status) {

    /** Says nothing about the number: it may end up in a log. */
    @Override
    public String toString() {
        return "NewNumber[" + jurisdiction + ", " + lineType + "]";
    }
}
