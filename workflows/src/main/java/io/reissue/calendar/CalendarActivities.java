package io.reissue.calendar;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;

/** What a jurisdiction's calendar needs from outside. */
@ActivityInterface
public interface CalendarActivities {

    /**
     * Opens every cohort that is due and starts its workflow; deletes the contact data of numbers whose reclaim window is over. Idempotent.
     */
    DueReport openDue(String jurisdiction);

    /**
     * @param cohorts opened now
     * @param members due, in all of them
     * @param contactsDeleted of numbers past their reclaim window
     * @param next when to look again: the start of the next slot
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record DueReport(int cohorts, int members, int contactsDeleted, Instant next) {}
}
