package io.reissue.time;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** How long a workflow sleeps until an instant that the store named. */
public final class Waits {
    private Waits() {}

    /**
     * Whole seconds, rounded up, at least one; zero when the instant has come. Timers count seconds: a shorter one fires at once, and a
     * workflow that woke a moment early would turn without ever letting time pass.
     */
    public static Duration until(Instant instant) {
        return between(now(), instant);
    }

    /** Temporal's time: the same whenever the workflow is replayed. */
    public static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    static Duration between(Instant now, Instant instant) {
        if (!instant.isAfter(now)) return Duration.ZERO;
        return Duration.between(now, instant).plusSeconds(1).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }
}
