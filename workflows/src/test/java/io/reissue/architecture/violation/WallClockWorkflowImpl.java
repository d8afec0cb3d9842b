package io.reissue.architecture.violation;

import io.reissue.calendar.CalendarWorkflow;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Does everything a workflow may not do; the architecture test has to see all of it. This package is not null-marked on purpose. */
class WallClockWorkflowImpl implements CalendarWorkflow {
    private final Clock clock = Clock.systemUTC();

    @Override
    public void run(CalendarStart start) {
        String id = "recycle." + UUID.randomUUID();
        long seed = new Random().nextLong() + System.currentTimeMillis() + Math.round(Math.random());
        Thread waiting = Thread.ofVirtual().unstarted(() -> {});
        throw new IllegalStateException(id + seed + waiting.getName() + Instant.now() + clock.instant());
    }
}
