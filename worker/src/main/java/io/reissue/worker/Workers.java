package io.reissue.worker;

import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Polls from when everything else is ready until before anything else stops. */
class Workers implements SmartLifecycle {
    private static final long GRACE_SECONDS = 10;

    private final WorkerFactory factory;
    private volatile boolean running;

    Workers(WorkerFactory factory) {
        this.factory = factory;
    }

    @Override
    public void start() {
        factory.start();
        running = true;
    }

    @Override
    public void stop() {
        factory.shutdown();
        factory.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
