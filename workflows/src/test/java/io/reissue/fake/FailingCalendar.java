package io.reissue.fake;

import io.reissue.calendar.CalendarActivities;

/** A calendar's port whose step fails on order, with the outbox relayed behind it. */
public record FailingCalendar(CalendarActivities port, Faults faults, Runnable relay) implements CalendarActivities {
    @Override
    public DueReport openDue(String jurisdiction) {
        return faults.around("openDue", relay, () -> port.openDue(jurisdiction));
    }
}
