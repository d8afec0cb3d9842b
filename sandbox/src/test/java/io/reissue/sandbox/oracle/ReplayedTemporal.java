package io.reissue.sandbox.oracle;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Histories of another server, handed on and kept while that one is there, then given out again; and a list of workflows, if wanted. */
final class ReplayedTemporal extends WorkflowServiceGrpc.WorkflowServiceImplBase implements AutoCloseable {
    private static final String EARLIER = "/earlier";

    private final Map<String, History> histories = new ConcurrentHashMap<>();
    private final Server server;
    private volatile @Nullable WorkflowServiceStubs original;
    private volatile BiFunction<String, History, History> change = (id, history) -> history;
    private volatile @Nullable List<WorkflowExecution> listed;

    ReplayedTemporal(String original) throws IOException {
        this.original = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(original).build());
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    String target() {
        return "127.0.0.1:" + server.getPort();
    }

    void originalIsGone() {
        if (original != null) original.shutdownNow();
        original = null;
    }

    /** What is made of each history from now on, and which workflows are listed; null: this server can't list. */
    void change(BiFunction<String, History, History> next, @Nullable List<String> nextListed) {
        change = next;
        listed = nextListed == null
                ? null
                : nextListed.stream()
                        .map(id ->
                                WorkflowExecution.newBuilder().setWorkflowId(id).build())
                        .toList();
        histories.keySet().removeIf(run -> run.endsWith(EARLIER));
    }

    /** From now on there is one more run, which is listed beside the latest one of that name. */
    void earlier(WorkflowExecution run, History history) {
        histories.put(name(run), history);
        listed = List.of(run, run.toBuilder().clearRunId().build());
    }

    private static String name(WorkflowExecution run) {
        return run.getWorkflowId() + "/" + run.getRunId();
    }

    @Override
    public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
        answer.onNext(GetSystemInfoResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest request, StreamObserver<GetWorkflowExecutionHistoryResponse> answer) {
        WorkflowExecution execution = request.getExecution();
        History history = histories.computeIfAbsent(name(execution), first -> read(request));
        History changed = change.apply(execution.getWorkflowId(), history);
        if (changed.getEventsCount() == 0) {
            answer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        answer.onNext(GetWorkflowExecutionHistoryResponse.newBuilder()
                .setHistory(changed)
                .build());
        answer.onCompleted();
    }

    private History read(GetWorkflowExecutionHistoryRequest request) {
        WorkflowServiceStubs from = original;
        if (from == null) return History.getDefaultInstance();
        try {
            return from.blockingStub().getWorkflowExecutionHistory(request).getHistory();
        } catch (StatusRuntimeException none) {
            return History.getDefaultInstance();
        }
    }

    @Override
    public void listWorkflowExecutions(
            ListWorkflowExecutionsRequest request, StreamObserver<ListWorkflowExecutionsResponse> answer) {
        List<WorkflowExecution> runs = listed;
        if (runs == null) {
            answer.onError(Status.UNIMPLEMENTED.asRuntimeException());
            return;
        }
        ListWorkflowExecutionsResponse.Builder page = ListWorkflowExecutionsResponse.newBuilder();
        runs.forEach(
                run -> page.addExecutions(WorkflowExecutionInfo.newBuilder().setExecution(run)));
        answer.onNext(page.build());
        answer.onCompleted();
    }

    @Override
    public void close() {
        originalIsGone();
        server.shutdownNow();
    }
}
