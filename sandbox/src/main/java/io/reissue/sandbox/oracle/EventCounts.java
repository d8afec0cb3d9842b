package io.reissue.sandbox.oracle;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What histories cost: events of a number, and of a cohort by the platforms that it asked, however often. */
public final class EventCounts {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Integer> numbers = new ArrayList<>();
    private long cohortEvents;
    private long platforms;

    synchronized void add(String workflowId, History history) {
        if (workflowId.startsWith("recycle.")) numbers.add(history.getEventsCount());
        if (!workflowId.startsWith("cohort.")) return;
        cohortEvents += history.getEventsCount();
        platforms += history.getEventsList().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(EventCounts::platform)
                .distinct()
                .count();
    }

    private static String platform(HistoryEvent scheduled) {
        String order = scheduled
                .getActivityTaskScheduledEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
        return JSON.readTree(order).path("platform").asString();
    }

    /** Half of all numbers have as many or fewer. */
    public synchronized int perNumberMedian() {
        return numbers.isEmpty() ? 0 : numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    public synchronized int perNumberMax() {
        return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    public synchronized double perPlatformInCohort() {
        return platforms == 0 ? 0 : (double) cohortEvents / platforms;
    }
}
