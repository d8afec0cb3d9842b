package io.reissue.sandbox.time;

import io.temporal.internal.testservice.SteppedTimer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves virtual time. One step goes to the next timer of the server or the next due answer, whichever is earlier; there
 * time stands still until all that the step set off has settled: no workflow task or activity is scheduled or running,
 * and nobody holds time. Only then are due answers posted, and only when these have settled too comes the next step. So
 * however slow the machine is, everything happens at its virtual time and in its order. A step may take along what is due within a
 * moment of its first timer, or of its first answer: side by side, and later by that moment at most.
 */
public final class VirtualTime {
    private final SteppedTimer timer;
    private final Clock clock;
    private final DueAnswers answers;
    private final Consumer<Instant> ahead;
    private final Duration grain;
    private final Duration patience;
    private final PendingTasks pendingTasks;
    private final ReentrantLock moving = new ReentrantLock();
    private final AtomicReference<@Nullable Instant> goal = new AtomicReference<>();

    VirtualTime(
            SteppedTimer timer,
            Clock clock,
            PendingTasks pendingTasks,
            DueAnswers answers,
            Consumer<Instant> ahead,
            Duration grain,
            Duration patience) {
        this.timer = timer;
        this.clock = clock;
        this.pendingTasks = pendingTasks;
        this.answers = answers;
        this.ahead = ahead;
        this.grain = grain;
        this.patience = patience;
    }

    /** As {@link #advanceTo}, by that much from now. */
    public void advance(Duration duration, Consumer<Instant> progress) throws InterruptedException {
        advanceTo(clock.instant().plus(duration), progress);
    }

    /**
     * Moves to the target and waits until what happens there has settled; then time runs on at real speed. Takes as long
     * as the work on the way takes: call it in the background, and interrupt it to stop where time then is.
     *
     * @param progress told the virtual time after each step
     * @throws TimeStuckException if a single step does not settle in the real time allowed
     * @throws IllegalStateException if time is being moved already
     */
    public void advanceTo(Instant target, Consumer<Instant> progress) throws InterruptedException {
        if (!moving.tryLock()) {
            throw new IllegalStateException("virtual time is being moved already");
        }
        try {
            goal.set(target);
            timer.freeze();
            settle();
            while (timer.now() < target.toEpochMilli()) {
                step(target);
                progress.accept(clock.instant());
            }
        } finally {
            goal.set(null);
            timer.unfreeze();
            moving.unlock();
        }
    }

    /** Where it is being moved to; empty: it is not being moved. */
    public Optional<Instant> target() {
        return Optional.ofNullable(goal.get());
    }

    private void step(Instant target) throws InterruptedException {
        var goal = target.toEpochMilli();
        var task = timer.nextDue().orElse(Long.MAX_VALUE);
        var answer = answers.nextDue().map(VirtualTime::millisNotBefore).orElse(Long.MAX_VALUE);
        var first = Math.min(goal, Math.min(task, answer));
        var last = task <= answer
                ? withTasks(first, Math.min(goal, answer))
                : withAnswers(first, Math.min(goal, task - 1));
        ahead.accept(Instant.ofEpochMilli(last));
        // Somebody outside may have begun something since all was settled: then time stays, and is settled once more.
        timer.jumpTo(first, last);
        settle();
    }

    /** Where a step ends that begins with a timer: no answer is overtaken, and one that is due at the end comes behind the timers. */
    private long withTasks(long first, long end) {
        var limit = first + grain.toMillis();
        return end <= limit ? end : timer.lastDueBy(limit).orElse(first);
    }

    /** Where a step ends that begins with an answer: no timer is overtaken. */
    private long withAnswers(long first, long end) {
        var limit = Math.min(end, first + grain.toMillis());
        return answers.lastDueBy(Instant.ofEpochMilli(limit))
                .map(due -> Math.max(first, millisNotBefore(due)))
                .orElse(first);
    }

    /** The clock counts milliseconds: an answer due within one is posted at its end. */
    private static long millisNotBefore(Instant instant) {
        var millis = instant.toEpochMilli();
        return instant.equals(Instant.ofEpochMilli(millis)) ? millis : millis + 1;
    }

    private void settle() throws InterruptedException {
        awaitQuiet();
        while (answers.nextDue().filter(due -> !due.isAfter(clock.instant())).isPresent()) {
            answers.postDue(clock.instant());
            awaitQuiet();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        try {
            timer.awaitQuiet(patience);
        } catch (TimeoutException e) {
            throw new TimeStuckException("virtual time has stood at " + clock.instant() + " for " + patience.toSeconds()
                    + " s, held by " + e.getMessage() + pendingTasks.describe());
        }
    }
}
