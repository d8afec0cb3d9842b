package io.reissue.calendar;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One execution per jurisdiction, for ever: {@code calendar.<jurisdiction>}. At the start of each slot it opens the cohorts that are
 * due, today's and missed ones. It has no signals, and it is never needed for anything but waking: {@link CalendarActivities#openDue}
 * may run at any time, twice or late.
 */
@WorkflowInterface
public interface CalendarWorkflow {

    @WorkflowMethod
    void run(CalendarStart start);

    /** @param jurisdiction ISO 3166-1 alpha-2 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CalendarStart(String jurisdiction) {}
}
