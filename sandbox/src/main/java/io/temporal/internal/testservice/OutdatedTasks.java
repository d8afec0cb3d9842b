package io.temporal.internal.testservice;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/**
 * Gives back the timer's lock of an activity that was over before a worker took it: cancelled in the queue, say, by a workflow that
 * woke in the same moment in which the activity was to be tried again. The server skips such a task with an empty response, and
 * forgets its lock.
 *
 * <p>It also responds emptily at the end of a long poll, and to a worker that does not wait any more. Then no task was taken.
 */
final class OutdatedTasks implements ServerInterceptor {
    private static final Duration POLL = WorkflowServiceStubsOptions.DEFAULT_SERVER_LONG_POLL_RPC_TIMEOUT;

    private final SteppedTimer timer;

    OutdatedTasks(SteppedTimer timer) {
        this.timer = timer;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var begun = System.nanoTime();
        return next.startCall(
                new SimpleForwardingServerCall<Q, R>(call) {
                    @Override
                    public void sendMessage(R message) {
                        if (message instanceof PollActivityTaskQueueResponse response
                                && response.getTaskToken().isEmpty()
                                && !isCancelled()
                                && System.nanoTime() - begun < POLL.toNanos()) {
                            timer.unlockTimeSkipping("an activity that was over before it began");
                        }
                        super.sendMessage(message);
                    }
                },
                headers);
    }
}
