package io.reissue.sandbox.oracle;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What histories say besides what must not stand in them. */
final class HistoryFacts {
    private static final String NUMBER = "recycle.";
    private static final String STUCK_REASON = "ReissueStuckReason";

    private final EventCounts events = new EventCounts();
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final Set<String> saidCeiling = ConcurrentHashMap.newKeySet();

    void add(String workflowId, History history) {
        present.add(workflowId);
        events.add(workflowId, history);
        for (HistoryEvent event : history.getEventsList()) {
            Payload reason = event.getUpsertWorkflowSearchAttributesEventAttributes()
                    .getSearchAttributes()
                    .getIndexedFieldsMap()
                    .get(STUCK_REASON);
            if (reason != null && reason.getData().toStringUtf8().contains("CEILING_REACHED")) {
                saidCeiling.add(workflowId);
            }
        }
    }

    EventCounts events() {
        return events;
    }

    /** Whether the server still has a history of the number's workflow. */
    boolean has(UUID cycleId) {
        return present.contains(NUMBER + cycleId);
    }

    /** Whether the number's workflow made known that the ceiling was reached. */
    boolean saidCeiling(UUID cycleId) {
        return saidCeiling.contains(NUMBER + cycleId);
    }
}
