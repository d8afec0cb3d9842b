package io.reissue.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.recycle.RecycleWorkflowImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Histories of steps that {@link RecordedHistoriesTest}'s releases have none of, from before they were changed behind a marker. They were
 * written on the in-memory server.
 */
class ChangedHistoriesTest {
    private static final Path CHANGES = Path.of("src/test/resources/changes");

    @Test
    void anAskThatAnUpdateCutShortBeforeTheStoreWasAskedStaysCutShort() throws Exception {
        var history =
                WorkflowExecutionHistory.fromJson(Files.readString(CHANGES.resolve("ask-cut-short-by-an-update.json")));

        assertThat(history.getEvents())
                .extracting(HistoryEvent::getEventType)
                .contains(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
                        EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
        WorkflowReplayer.replayWorkflowExecution(history, RecycleWorkflowImpl.class);
    }
}
