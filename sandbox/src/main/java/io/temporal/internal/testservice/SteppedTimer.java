package io.temporal.internal.testservice;

import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's timer, moved by hand. Times are milliseconds since 1970.
 *
 * <p>Left alone, its time runs as fast as real time. Between {@link #freeze} and {@link #unfreeze} it stands still and
 * moves only by {@link #jumpTo}; tasks of equal times run in the order in which they were scheduled. The server takes a
 * lock for each workflow task and activity that is scheduled or running, and others may take one by {@link #hold}: while
 * there is any, or a task is due, the timer is busy.
 *
 * <p>A worker drops a task that has failed it twice, and leaves it to the server to time it out. So frozen time lets such a timeout
 * come: when nothing has stirred for {@link #STILLNESS}, it may go on by as much as has really passed.
 */
public final class SteppedTimer implements SelfAdvancingTimer {
    /** The server's own patience with a workflow task that was started, which is its shortest. */
    private static final Duration STILLNESS = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SteppedTimer.class);

    private static final class Task {
        private final long time;
        private final long sequence;
        private final Runnable action;

        private Task(long time, long sequence, Runnable action) {
            this.time = time;
            this.sequence = sequence;
            this.action = action;
        }
    }

    private final NavigableSet<Task> tasks =
            new TreeSet<>(Comparator.<Task>comparingLong(task -> task.time).thenComparingLong(task -> task.sequence));
    private final Holds holds = new Holds();
    private final Thread runner;
    private long sequence;
    private int serverLocks;

    private boolean taskRunning;
    private boolean frozen;
    private boolean stopped;

    /** When something happened last, in this timer's time and in real time. */
    private long stirredAt;

    private long stirredReal;

    /** While frozen the time itself, else its lead over {@link #realMillis}. */
    private long base;

    public SteppedTimer(long initialMillis) {
        base = initialMillis - realMillis();
        runner = Thread.ofPlatform().daemon().name("virtual-time").unstarted(this::runDueTasks);
        stir();
        runner.start();
    }

    private static long realMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    public synchronized long now() {
        return frozen ? base : base + realMillis();
    }

    public synchronized void freeze() {
        base = now();
        frozen = true;
        stir();
    }

    public synchronized void unfreeze() {
        base = now() - realMillis();
        frozen = false;
        notifyAll();
    }

    /** When the next task is due, if any waits. */
    public synchronized OptionalLong nextDue() {
        var next = firstTask();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.time);
    }

    /** When the last of the tasks that are due by then is due, if any is. */
    public synchronized OptionalLong lastDueBy(long millis) {
        var last = tasks.floor(new Task(millis, Long.MAX_VALUE, () -> {}));
        return last == null ? OptionalLong.empty() : OptionalLong.of(last.time);
    }

    /**
     * Moves the frozen time forward, over all that is due on the way. Does nothing if the timer is busy, if a task is due before
     * {@code first}, or if that time has passed.
     */
    public synchronized void jumpTo(long first, long millis) {
        if (!frozen) {
            throw new IllegalStateException("time jumps only while it is frozen");
        }
        var next = firstTask();
        if (!isBusy() && (next == null || next.time >= first)) {
            base = Math.max(base, millis);
            stir();
        }
    }

    /**
     * Waits until nothing is due, running, or held.
     *
     * @throws TimeoutException after that much real time; its message says who is busy
     */
    public synchronized void awaitQuiet(Duration realLimit) throws InterruptedException, TimeoutException {
        var begun = System.nanoTime();
        while (isBusy()) {
            var left = holds.patienceLeft(begun, realLimit);
            if (left <= 0) {
                throw new TimeoutException(busyWith());
            }
            var timeout = letTimeoutCome();
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.MILLISECONDS.toNanos(timeout)));
        }
    }

    /** Moves frozen time to the next timeout, or says how many milliseconds all must still be quiet until it may. */
    private synchronized long letTimeoutCome() {
        var next = firstTask();
        if (!frozen || next == null) {
            return STILLNESS.toMillis();
        }
        var wanted = Math.max(STILLNESS.toMillis(), next.time - stirredAt);
        var still = realMillis() - stirredReal;
        if (still < wanted) {
            return wanted - still;
        }
        if (next.time > base) {
            base = next.time;
            notifyAll();
        }
        return STILLNESS.toMillis();
    }

    private synchronized void stir() {
        noteStir();
        notifyAll();
    }

    private synchronized void noteStir() {
        // the server looks into a workflow also for a timeout that comes too late: that is nothing
        if (Thread.currentThread() != runner) {
            stirredAt = now();
            stirredReal = realMillis();
        }
    }

    /**
     * Takes a lock in somebody's name. What is returned releases it, from any thread; again, it does nothing.
     *
     * @param patience how long {@link #awaitQuiet} waits for this one, if that is longer than its own limit; if it is not zero, that
     *     limit begins anew when this is released
     */
    public synchronized Runnable hold(String owner, Duration patience) {
        var id = holds.add(owner, patience);
        stir();
        return () -> release(id);
    }

    private synchronized void release(long id) {
        holds.remove(id);
        stir();
    }

    private synchronized boolean isBusy() {
        var next = firstTask();
        return serverLocks > 0 || !holds.isEmpty() || taskRunning || (next != null && next.time <= now());
    }

    private synchronized String busyWith() {
        var reasons = new ArrayList<>(holds.owners());
        if (taskRunning) {
            reasons.add("a timer of the server");
        }
        if (serverLocks > 0) {
            reasons.add(serverLocks + " workflow tasks or activities that are scheduled or running");
        }
        return reasons.isEmpty() ? "timers that are due" : String.join(", ", reasons);
    }

    private synchronized @Nullable Task firstTask() {
        return tasks.isEmpty() ? null : tasks.first();
    }

    private void runDueTasks() {
        try {
            for (var task = takeDueTask(); task != null; task = takeDueTask()) {
                run(task);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Task task) {
        try {
            task.action.run();
        } catch (RuntimeException e) {
            log.error("a timer of the Temporal server failed", e);
        }
    }

    private synchronized @Nullable Task takeDueTask() throws InterruptedException {
        taskRunning = false;
        notifyAll();
        while (!stopped) {
            var next = firstTask();
            if (next != null && next.time <= now()) {
                taskRunning = true;
                return tasks.pollFirst();
            }
            if (next == null || frozen) {
                wait();
            } else {
                wait(Math.max(1, next.time - now()));
            }
        }
        return null;
    }

    @Override
    public Functions.Proc schedule(Duration delay, Runnable action) {
        return schedule(delay, action, "");
    }

    @Override
    public synchronized Functions.Proc schedule(Duration delay, Runnable action, String taskInfo) {
        return scheduleAt(Instant.ofEpochMilli(now() + delay.toMillis()), action, taskInfo);
    }

    @Override
    public synchronized Functions.Proc scheduleAt(Instant timestamp, Runnable action, String taskInfo) {
        var task = new Task(timestamp.toEpochMilli(), sequence++, action);
        tasks.add(task);
        noteStir();
        if (firstTask() == task) {
            notifyAll();
        }
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        if (tasks.remove(task)) {
            notifyAll();
        }
    }

    @Override
    public LongSupplier getClock() {
        return this::now;
    }

    /** The server releases some of these by {@link #updateLocks}, so they are counted, not told apart. */
    @Override
    public LockHandle lockTimeSkipping(String caller) {
        change(1, caller);
        return new LockHandle() {
            @Override
            public void unlock() {
                unlock(caller);
            }

            @Override
            public void unlock(@Nullable String unlocker) {
                change(-1, caller);
            }
        };
    }

    @Override
    public void unlockTimeSkipping(String caller) {
        change(-1, caller);
    }

    @Override
    public synchronized void updateLocks(List<RequestContext.TimerLockChange> updates) {
        updates.forEach(update -> change(update.getChange(), update.getCaller()));
    }

    private synchronized void change(int by, String caller) {
        if (serverLocks + by < 0) {
            throw new IllegalStateException("more unlocks than locks, last by " + caller);
        }
        serverLocks += by;
        noteStir();
        // many locks come and go in a step, and only the last is news to whoever waits for quiet
        if (serverLocks == 0) {
            notifyAll();
        }
    }

    @Override
    public synchronized Instant skip(Duration duration) {
        base += duration.toMillis();
        notifyAll();
        return Instant.ofEpochMilli(now());
    }

    @Override
    public synchronized void skipTo(Instant timestamp) {
        skip(Duration.ofMillis(Math.max(0, timestamp.toEpochMilli() - now())));
    }

    @Override
    public void getDiagnostics(StringBuilder result) {
        result.append(busyWith());
    }

    @Override
    public synchronized void shutdown() {
        stopped = true;
        notifyAll();
    }
}
