package io.reissue.sandbox.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Answers that are posted by running them. */
final class QueuedAnswers implements DueAnswers {
    private record Answer(Instant due, long sequence, Runnable post) {}

    private final PriorityQueue<Answer> queue =
            new PriorityQueue<>(Comparator.comparing(Answer::due).thenComparingLong(Answer::sequence));
    private long sequence;

    synchronized void add(Instant due, Runnable post) {
        queue.add(new Answer(due, sequence++, post));
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.peek()).map(Answer::due);
    }

    @Override
    public synchronized Optional<Instant> lastDueBy(Instant limit) {
        return queue.stream()
                .map(Answer::due)
                .filter(due -> !due.isAfter(limit))
                .max(Comparator.naturalOrder());
    }

    @Override
    public synchronized void postDue(Instant upTo) {
        while (nextDue().filter(due -> !due.isAfter(upTo)).isPresent()) {
            queue.remove().post().run();
        }
    }
}
