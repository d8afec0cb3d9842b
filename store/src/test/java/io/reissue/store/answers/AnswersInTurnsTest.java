package io.reissue.store.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

class AnswersInTurnsTest {
    private static final UUID BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000001");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Answer NOTHING = new Answer(1, 1, null, List.of());

    /** Each writer waits for a second one before it ends: with less than two turns nobody would ever be through. */
    private static final class MeetingBook implements AnswerBook {
        private final CyclicBarrier two = new CyclicBarrier(2);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Optional<Integer> platformOf(UUID batch) {
            return Optional.of(1);
        }

        @Override
        public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                two.await(30, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            } finally {
                inside.decrementAndGet();
            }
            return new Taken.Receipt(new AnswerReceipt(0, 0, List.of(), List.of(), List.of()));
        }
    }

    /** Says that the database is away. */
    private static final class BookWithoutDatabase implements AnswerBook {
        @Override
        public Optional<Integer> platformOf(UUID batch) {
            return Optional.empty();
        }

        @Override
        public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
            throw new IllegalStateException("no database");
        }
    }

    /** Writes nothing to its end before it is told to. */
    private static final class StalledBook implements AnswerBook {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<String> came = new CopyOnWriteArrayList<>();

        @Override
        public Optional<Integer> platformOf(UUID batch) {
            return Optional.of(1);
        }

        @Override
        public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
            came.add(webhookId);
            begun.countDown();
            try {
                if (!over.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("nobody ended the stall");
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return new Taken.Receipt(new AnswerReceipt(0, 0, List.of(), List.of(), List.of()));
        }
    }

    @Test
    void asManyAsThereAreTurnsWriteSideBySideAndNoMore() throws Exception {
        MeetingBook book = new MeetingBook();
        AnswersInTurns inTurns = new AnswersInTurns(book, 2, PATIENCE);

        try (ExecutorService platforms = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AnswerBook.Taken>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> platforms.submit(() -> take(inTurns, "msg-" + i)))
                    .toList();
            for (Future<AnswerBook.Taken> answer : answers) answer.get(60, TimeUnit.SECONDS);
        }

        assertThat(book.most).hasValue(2);
    }

    @Test
    void anAnswerThatCouldNotBeWrittenGivesItsTurnBack() {
        AnswersInTurns inTurns = new AnswersInTurns(new BookWithoutDatabase(), 1, PATIENCE);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> take(inTurns, "msg-1")).hasMessage("no database");
        }
    }

    @Test
    void whoseTurnDoesNotComeIsToldSoAndNothingOfItIsWritten() throws Exception {
        StalledBook book = new StalledBook();
        AnswersInTurns inTurns = new AnswersInTurns(book, 1, Duration.ofMillis(1));

        try (ExecutorService platforms = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<AnswerBook.Taken> stalled = platforms.submit(() -> take(inTurns, "msg-1"));
            assertThat(book.begun.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> take(inTurns, "msg-2")).isInstanceOf(TransientDataAccessResourceException.class);

            book.over.countDown();
            assertThat(stalled.get(30, TimeUnit.SECONDS)).isInstanceOf(AnswerBook.Taken.Receipt.class);
        }
        assertThat(book.came).containsExactly("msg-1");
        assertThat(take(inTurns, "msg-3")).isInstanceOf(AnswerBook.Taken.Receipt.class);
    }

    private static AnswerBook.Taken take(AnswerBook book, String webhookId) {
        return book.take(1, BATCH, webhookId, new byte[0], NOTHING);
    }
}
