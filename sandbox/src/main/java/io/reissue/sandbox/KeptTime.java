package io.reissue.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The virtual time in the data folder, which is always ahead: a sandbox that is killed goes on a little later, never earlier. Were
 * its clock to go back, what the store holds would come from the future: the runs of before would be newer than those of after, and
 * each of these would end as superseded.
 */
final class KeptTime {
    /** A write each virtual hour; the most that a kill makes virtual time jump. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** While nobody moves it, virtual time runs at real speed. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final SandboxFolder folder;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kept-time").factory());
    private Instant kept = Instant.EPOCH;

    KeptTime(SandboxFolder folder, Instant begin) {
        this.folder = folder;
        reach(begin);
    }

    /** To be called before virtual time gets there. */
    synchronized void reach(Instant time) {
        if (!time.isAfter(kept)) return;
        kept = time.plus(AHEAD);
        folder.keepTime(kept);
    }

    /** Keeps up with the clock on its own. */
    void watch(Clock clock) {
        // the next look may be late
        looking.scheduleWithFixedDelay(
                () -> reach(clock.instant().plus(LOOK.multipliedBy(2))), 0, LOOK.toMinutes(), TimeUnit.MINUTES);
    }

    /** Nothing will be written any more: this is the time to go on at. */
    synchronized void leave(Instant time) {
        looking.shutdownNow();
        folder.keepTime(time);
    }
}
