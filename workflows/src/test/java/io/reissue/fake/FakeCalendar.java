package io.reissue.fake;

import io.reissue.calendar.CalendarActivities;
import java.time.LocalDate;
import java.util.List;

/** The calendar's port on the {@link FakeStore}; a slot is a day. */
record FakeCalendar(FakeStore store) implements CalendarActivities {
    @Override
    public DueReport openDue(String jurisdiction) {
        synchronized (store) {
            List<String> opened = store.openDue();
            opened.forEach(cohort -> store.outbox.write(new Wake(Wake.Kind.START_COHORT, cohort, "")));
            LocalDate tomorrow = store.limits.days().of(store.now()).plusDays(1);
            return new DueReport(opened.size(), 0, 0, store.limits.days().startOf(tomorrow));
        }
    }
}
