package io.reissue.sandbox.oracle;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import java.util.ArrayList;
import java.util.List;

/** What histories cost: events of a number, and of a cohort by the deliveries that it made. */
public final class EventCounts {
    private final List<Integer> numbers = new ArrayList<>();
    private long cohortEvents;
    private long deliveries;

    synchronized void add(String workflowId, History history) {
        if (workflowId.startsWith("recycle.")) numbers.add(history.getEventsCount());
        if (!workflowId.startsWith("cohort.")) return;
        cohortEvents += history.getEventsCount();
        deliveries += history.getEventsList().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .count();
    }

    /** Half of all numbers have as many or fewer. */
    public synchronized int perNumberMedian() {
        return numbers.isEmpty() ? 0 : numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    public synchronized int perNumberMax() {
        return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    public synchronized double perPlatformInCohort() {
        return deliveries == 0 ? 0 : (double) cohortEvents / deliveries;
    }
}
