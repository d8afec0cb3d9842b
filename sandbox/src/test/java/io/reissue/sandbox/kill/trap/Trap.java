package io.reissue.sandbox.kill.trap;

import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Waits for the point. The thread that gets there says so on the standard output, with the virtual time, and never goes on; whoever
 * reads that kills the process. What the thread holds, an open transaction and its locks, it holds to the end.
 */
final class Trap {
    /** How the line begins that says that the point is reached; then come point and virtual time. */
    static final String SPRUNG = "TRAP";

    private final KillPoint point;
    private final Supplier<Clock> clock;
    private final AtomicInteger seen = new AtomicInteger();

    Trap(KillPoint point, Supplier<Clock> clock) {
        this.point = point;
        this.clock = clock;
    }

    boolean is(String sql) {
        return point.place().is(sql);
    }

    /** A transaction of this kind is about to commit: says whether it is the one. */
    boolean counted() {
        return seen.incrementAndGet() == point.nth();
    }

    void at(Moment moment) {
        if (moment != point.moment()) return;
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(SPRUNG + " " + clock.get().instant() + " " + point);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a trapped thread is killed, not interrupted", e);
        }
    }
}
