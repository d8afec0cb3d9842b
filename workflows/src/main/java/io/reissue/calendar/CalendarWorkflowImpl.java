package io.reissue.calendar;

import io.reissue.calendar.CalendarActivities.DueReport;
import io.reissue.time.Waits;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.common.RetryOptions;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;

/** Open what is due, sleep to the next slot, again; a new run now and then keeps the history short. */
public class CalendarWorkflowImpl implements CalendarWorkflow {
    /** About 400 events. A new run is also where a new release takes over. */
    private static final int DAYS_PER_RUN = 50;

    /** A pinned run hands its build on to the next one, unless it is told not to: without this no release would ever take over. */
    private static final ContinueAsNewOptions ON_THE_CURRENT_BUILD = ContinueAsNewOptions.newBuilder()
            .setInitialVersioningBehavior(InitialVersioningBehavior.AUTO_UPGRADE)
            .build();

    private final CalendarActivities store = Workflow.newActivityStub(
            CalendarActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(10))
                    .setSummary("open what is due")
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMinutes(30))
                            .setMaximumInterval(Duration.ofHours(2))
                            .build())
                    .build());

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.PINNED)
    public void run(CalendarStart start) {
        for (int day = 0; day < DAYS_PER_RUN; day++) {
            DueReport report = store.openDue(start.jurisdiction());
            Workflow.setCurrentDetails("### " + start.jurisdiction() + "\n\n- opened last: " + report.cohorts()
                    + " cohorts, " + report.members() + " members\n- next: " + report.next() + "\n");
            Duration left = Waits.until(report.next());
            if (left.isPositive()) {
                Workflow.newTimer(
                                left,
                                TimerOptions.newBuilder()
                                        .setSummary("next slot " + report.next())
                                        .build())
                        .get();
            }
        }
        Workflow.continueAsNew(ON_THE_CURRENT_BUILD, start);
    }
}
