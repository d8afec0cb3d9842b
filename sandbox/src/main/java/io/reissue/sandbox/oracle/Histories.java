package io.reissue.sandbox.oracle;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.reissue.sandbox.Sandbox;
import io.reissue.sandbox.time.VirtualTemporal;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The histories that Temporal still has, as events and as text. */
public final class Histories {
    private final Map<String, List<HistoryEvent>> byWorkflow;

    private Histories(Map<String, List<HistoryEvent>> byWorkflow) {
        this.byWorkflow = byWorkflow;
    }

    /** The latest run of every number, cohort, calendar and file that the store knows. */
    public static Histories read(Sandbox sandbox) {
        JdbcClient jdbc = sandbox.bean(JdbcClient.class);
        List<String> ids = new ArrayList<>();
        ids.addAll(ids(jdbc, "select 'recycle.' || id from cycle"));
        ids.addAll(ids(jdbc, "select workflow_id from cohort where kind = 'RECYCLING'"));
        ids.addAll(ids(jdbc, "select distinct 'calendar.' || jurisdiction from policy"));
        ids.addAll(ids(jdbc, "select 'intake.' || id from intake_file"));
        Map<String, List<HistoryEvent>> found = new TreeMap<>();
        for (String id : ids) {
            List<HistoryEvent> events = history(sandbox.temporal(), id);
            if (!events.isEmpty()) found.put(id, events);
        }
        return new Histories(found);
    }

    private static List<String> ids(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, n) -> row.getString(1)).list();
    }

    private static List<HistoryEvent> history(VirtualTemporal temporal, String id) {
        try {
            GetWorkflowExecutionHistoryResponse response = temporal.workflowServiceStubs()
                    .blockingStub()
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(VirtualTemporal.NAMESPACE)
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                            .build());
            return response.getHistory().getEventsList();
        } catch (StatusRuntimeException gone) {
            // a server that was started anew has no history of what was over before
            if (gone.getStatus().getCode() == Status.Code.NOT_FOUND) return List.of();
            throw gone;
        }
    }

    public int size() {
        return byWorkflow.size();
    }

    /** All that stands in a workflow's history, by workflow id. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        byWorkflow.forEach((id, events) -> {
            StringBuilder text = new StringBuilder(id);
            for (HistoryEvent event : events) {
                text.append(event.toString());
                // payloads are bytes: in a message's own text form they would be escaped beyond recognition
                Payloads.in(event).forEach(payload -> text.append(payload).append('\n'));
            }
            texts.put(id, text.toString());
        });
        return texts;
    }

    /** Events of an untroubled number; half of all have as many or fewer. */
    public int perNumberMedian() {
        List<Integer> sizes = numbers();
        return sizes.isEmpty() ? 0 : sizes.get(sizes.size() / 2);
    }

    public int perNumberMax() {
        List<Integer> sizes = numbers();
        return sizes.isEmpty() ? 0 : sizes.getLast();
    }

    private List<Integer> numbers() {
        return byWorkflow.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("recycle."))
                .map(entry -> entry.getValue().size())
                .sorted()
                .toList();
    }

    /** Events of all cohorts by the deliveries they made. */
    public double perPlatformInCohort() {
        long events = 0;
        long deliveries = 0;
        for (Map.Entry<String, List<HistoryEvent>> entry : byWorkflow.entrySet()) {
            if (!entry.getKey().startsWith("cohort.")) continue;
            events += entry.getValue().size();
            deliveries += entry.getValue().stream()
                    .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                    .count();
        }
        return deliveries == 0 ? 0 : (double) events / deliveries;
    }
}
