package io.reissue.policy;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How long before the end of its freeze a number's platforms are asked, and with which others.
 *
 * @param days of the number, before the day that holds the end
 * @param slotDays numbers whose days fall into the same so many are asked together, on the first of them
 */
public record Lead(int days, int slotDays) {
    /** The first day of the slot in which the platforms are asked: the lead before the freeze ends, rounded down to a slot. */
    public LocalDate askOn(Days zone, Instant freezeEnd) {
        return FreezeRules.slotOf(zone.of(freezeEnd).minusDays(days), slotDays);
    }
}
