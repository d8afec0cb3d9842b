package io.reissue.architecture.violation.activities;

import io.reissue.calendar.CalendarActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.TimeUnit;

/** Lets out whatever is thrown, in its own words. */
final class TalkativeActivities implements CalendarActivities {
    @Override
    public DueReport openDue(String jurisdiction) {
        try {
            Thread.sleep(1);
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stopped) {
            throw Activity.wrap(stopped);
        }
        throw ApplicationFailure.newFailure("nothing is due in " + jurisdiction, "WORDS");
    }
}
