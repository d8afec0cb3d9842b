package io.temporal.internal.testservice;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import java.io.Closeable;
import java.util.List;

/** The Temporal services of an in-JVM server whose time is a {@link SteppedTimer}'s. */
public final class SteppedServices implements Closeable {
    private final TestVisibilityStore visibility = new TestVisibilityStoreImpl();
    private final TestOperatorService operator;
    private final TestWorkflowService workflows;
    private final SteppedTimer timer;

    public SteppedServices(SteppedTimer timer) {
        this.timer = timer;
        var endpoints = new TestNexusEndpointStoreImpl();
        operator = new TestOperatorService(visibility, endpoints);
        workflows = new TestWorkflowService(new TestWorkflowStoreImpl(timer), visibility, endpoints, timer);
    }

    public List<BindableService> all() {
        return List.of(operator, () -> ServerInterceptors.intercept(workflows, new OutdatedTasks(timer)));
    }

    @Override
    public void close() {
        workflows.close();
        operator.close();
        visibility.close();
        timer.shutdown();
    }
}
