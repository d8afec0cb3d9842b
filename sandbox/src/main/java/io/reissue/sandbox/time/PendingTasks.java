package io.reissue.sandbox.time;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server waits for from workers, in words: ids and names of types only. */
final class PendingTasks {
    private static final int WORKFLOWS_LOOKED_AT = 500;
    private static final int TASKS_NAMED = 5;

    private final WorkflowServiceStubs stubs;

    PendingTasks(WorkflowServiceStubs stubs) {
        this.stubs = stubs;
    }

    /** The first few, as the end of a sentence; empty if none is found among the first open workflows. */
    String describe() {
        var open = stubs.blockingStub()
                .listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(VirtualTemporal.NAMESPACE)
                        .build());
        var named = open.getExecutionsList().stream()
                .limit(WORKFLOWS_LOOKED_AT)
                .map(this::described)
                .flatMap(workflow -> Stream.concat(activities(workflow), workflowTask(workflow)))
                .limit(TASKS_NAMED)
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "" : ": " + named;
    }

    private DescribeWorkflowExecutionResponse described(WorkflowExecutionInfo listed) {
        return stubs.blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(VirtualTemporal.NAMESPACE)
                        .setExecution(listed.getExecution())
                        .build());
    }

    private static Stream<String> activities(DescribeWorkflowExecutionResponse workflow) {
        var id = workflow.getWorkflowExecutionInfo().getExecution().getWorkflowId();
        return workflow.getPendingActivitiesList().stream()
                .map(activity -> "activity " + activity.getActivityType().getName() + " of " + id + ", attempt "
                        + activity.getAttempt()
                        + (runs(activity) ? ", runs" : ", waits for a worker or its next attempt"));
    }

    /** The server calls an activity started once its first attempt was. */
    private static boolean runs(PendingActivityInfo activity) {
        return activity.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                && instant(activity.getLastStartedTime()).isAfter(instant(activity.getLastAttemptCompleteTime()));
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private Stream<String> workflowTask(DescribeWorkflowExecutionResponse workflow) {
        var info = workflow.getWorkflowExecutionInfo();
        return stubs
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(VirtualTemporal.NAMESPACE)
                        .setExecution(info.getExecution())
                        .build())
                .getHistory()
                .getEventsList()
                .reversed()
                .stream()
                .map(HistoryEvent::getEventType)
                .filter(type -> type.name().startsWith("EVENT_TYPE_WORKFLOW_TASK_"))
                .limit(1)
                .filter(type -> type != EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .map(type -> "workflow task of " + info.getExecution().getWorkflowId() + " on queue "
                        + info.getTaskQueue()
                        + (isScheduled(type) ? ", waits for a worker" : ", runs or keeps failing"));
    }

    private static boolean isScheduled(EventType type) {
        return type == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
    }
}
