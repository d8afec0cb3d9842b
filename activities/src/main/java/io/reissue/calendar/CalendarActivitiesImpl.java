package io.reissue.calendar;

import io.reissue.failures.Failures;
import io.reissue.relay.Starter;
import io.reissue.store.cohort.DueCohorts;
import io.reissue.store.cohort.DueCohorts.Day;
import io.reissue.store.cycle.ReclaimWindow;
import org.springframework.stereotype.Component;

/** The port of a jurisdiction's calendar. */
@Component
public class CalendarActivitiesImpl implements CalendarActivities {
    private final DueCohorts due;
    private final ReclaimWindow reclaim;
    private final Starter starter;

    public CalendarActivitiesImpl(DueCohorts due, ReclaimWindow reclaim, Starter starter) {
        this.due = due;
        this.reclaim = reclaim;
        this.starter = starter;
    }

    @Override
    public DueReport openDue(String jurisdiction) {
        return Failures.inStore(() -> {
            Day day = due.open(jurisdiction);
            day.toStart().forEach(starter::startCohort);
            return new DueReport(day.toStart().size(), day.members(), reclaim.deleteContacts(jurisdiction), day.next());
        });
    }
}
