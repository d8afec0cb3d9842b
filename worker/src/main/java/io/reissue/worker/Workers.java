package io.reissue.worker;

import io.reissue.relay.OutboxRelay;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Polls from when everything else is ready until before anything else stops. */
class Workers implements SmartLifecycle {
    private static final long GRACE_SECONDS = 10;

    private final WorkerFactory factory;
    private final OutboxRelay relay;
    private final boolean wanted;
    private volatile boolean running;

    /** @param wanted whether this process has the role of a worker */
    Workers(WorkerFactory factory, OutboxRelay relay, boolean wanted) {
        this.factory = factory;
        this.relay = relay;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        factory.start();
        relay.start();
        running = true;
    }

    @Override
    public void stop() {
        relay.stop();
        factory.shutdown();
        factory.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        running = false;
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
