package io.reissue.sandbox.time;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Small workflows that note at which virtual time things happen to them. */
public final class TimeWorkflows {
    static final String QUEUE = "time";

    private TimeWorkflows() {}

    @WorkflowInterface
    public interface Sleeper {
        /** Sleeps; returns the milliseconds since 1970 at which it woke. */
        @WorkflowMethod
        long sleep(Duration duration);
    }

    public static final class SleeperImpl implements Sleeper {
        @Override
        public long sleep(Duration duration) {
            Workflow.sleep(duration);
            return Workflow.currentTimeMillis();
        }
    }

    /** Fails its worker before it sleeps. */
    public static final class StumblingSleeper implements Sleeper {
        private static final AtomicInteger STUMBLES = new AtomicInteger();

        static void stumble(int times) {
            STUMBLES.set(times);
        }

        @Override
        public long sleep(Duration duration) {
            if (STUMBLES.getAndDecrement() > 0)
                throw new IllegalStateException("fails the workflow task, not the workflow");
            Workflow.sleep(duration);
            return Workflow.currentTimeMillis();
        }
    }

    @ActivityInterface
    public interface Step {
        void first();

        void second();
    }

    @WorkflowInterface
    public interface Asker {
        /** Sleeps, asks by two activities, and waits for the answer: what came first, and when. */
        @WorkflowMethod
        String ask(Duration before, Duration deadline);

        @SignalMethod
        void answer(String text);
    }

    public static final class AskerImpl implements Asker {
        private final Step step = Workflow.newActivityStub(
                Step.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofHours(1))
                                .build())
                        .build());
        private @Nullable String answer;

        @Override
        public String ask(Duration before, Duration deadline) {
            Workflow.sleep(before);
            step.first();
            step.second();
            Workflow.await(deadline, () -> answer != null);
            return (answer == null ? "silence" : answer) + " at " + Workflow.currentTimeMillis();
        }

        @Override
        public void answer(String text) {
            answer = text;
        }
    }

    @WorkflowInterface
    public interface Waverer {
        /** Orders a step of a queue that no worker may serve, cancels it when told to, and sleeps; returns when it woke. */
        @WorkflowMethod
        long waver(String queue, Duration duration);

        @SignalMethod
        void cancel();
    }

    public static final class WavererImpl implements Waverer {
        private boolean cancelled;

        @Override
        public long waver(String queue, Duration duration) {
            Step step = Workflow.newActivityStub(
                    Step.class,
                    ActivityOptions.newBuilder()
                            .setTaskQueue(queue)
                            .setStartToCloseTimeout(Duration.ofMinutes(1))
                            .build());
            CancellationScope ordered = Workflow.newCancellationScope(() -> Async.procedure(step::first));
            ordered.run();
            Workflow.await(() -> cancelled);
            ordered.cancel();
            Workflow.sleep(duration);
            return Workflow.currentTimeMillis();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
