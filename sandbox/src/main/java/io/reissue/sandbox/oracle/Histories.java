package io.reissue.sandbox.oracle;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** The histories that a Temporal server still has, by gRPC: of the workflows that are named, and of all that it lists. */
final class Histories {
    /** As many requests at a time as a small server takes without queueing. */
    private static final int AT_ONCE = 8;

    private final WorkflowServiceBlockingStub temporal;
    private final String namespace;
    /** By their ids: one may be listed, and continued from. */
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    Histories(WorkflowServiceBlockingStub temporal, String namespace) {
        this.temporal = temporal;
        this.namespace = namespace;
    }

    /** Takes one run's whole history; several threads at once. */
    interface Reader {
        void history(String workflowId, History history);
    }

    /** Reads the histories of these workflows, and of all other runs that the server knows of: those before a new start among them. */
    void read(Collection<String> named, Reader reader) {
        Set<WorkflowExecution> runs = listed();
        Set<String> known = runs.stream().map(WorkflowExecution::getWorkflowId).collect(Collectors.toSet());
        named.stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> runs.add(
                        WorkflowExecution.newBuilder().setWorkflowId(id).build()));
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (WorkflowExecution run : runs) {
                all.add(threads.submit(() -> {
                    free.acquire();
                    try {
                        read(run, reader);
                    } finally {
                        free.release();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) one.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a history can't be read", failed.getCause());
        }
    }

    /** The run, or the latest of that name, and those that it was continued from; each once. */
    private void read(WorkflowExecution execution, Reader reader) {
        WorkflowExecution run = execution;
        do {
            if (!run.getRunId().isEmpty() && !read.add(run.getRunId())) return;
            History history = history(run);
            if (history.getEventsCount() == 0) return;
            reader.history(run.getWorkflowId(), history);
            HistoryEvent first = history.getEvents(0);
            run = run.toBuilder()
                    .setRunId(first.getWorkflowExecutionStartedEventAttributes().getContinuedExecutionRunId())
                    .build();
        } while (!run.getRunId().isEmpty());
    }

    private History history(WorkflowExecution execution) {
        History.Builder whole = History.newBuilder();
        GetWorkflowExecutionHistoryRequest.Builder request = GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(execution);
        try {
            GetWorkflowExecutionHistoryResponse page;
            do {
                page = temporal.getWorkflowExecutionHistory(request.build());
                whole.mergeFrom(page.getHistory());
                request.setNextPageToken(page.getNextPageToken());
            } while (!page.getNextPageToken().isEmpty());
        } catch (StatusRuntimeException gone) {
            // past its retention, or a server that began anew
            if (gone.getStatus().getCode() == Status.Code.NOT_FOUND) return History.getDefaultInstance();
            throw gone;
        }
        return whole.build();
    }

    private Set<WorkflowExecution> listed() {
        Set<WorkflowExecution> runs = new LinkedHashSet<>();
        ListWorkflowExecutionsRequest.Builder request =
                ListWorkflowExecutionsRequest.newBuilder().setNamespace(namespace);
        try {
            ListWorkflowExecutionsResponse page;
            do {
                page = temporal.listWorkflowExecutions(request.build());
                page.getExecutionsList().forEach(found -> runs.add(found.getExecution()));
                request.setNextPageToken(page.getNextPageToken());
            } while (!page.getNextPageToken().isEmpty());
        } catch (StatusRuntimeException unable) {
            // the server that comes with the SDK for tests lists nothing
            if (unable.getStatus().getCode() != Status.Code.UNIMPLEMENTED) throw unable;
        }
        return runs;
    }
}
