package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A book in which only so many write side by side; the others wait, first come, first served. However many platforms answer at the same
 * moment, numbers find connections to the database; and where the store does not get on, nobody waits for ever.
 */
public final class AnswersInTurns implements AnswerBook {
    private final AnswerBook book;
    private final Semaphore turns;
    private final Duration patience;

    /**
     * @param atOnce each on a connection to the database
     * @param patience with those who write before
     */
    public AnswersInTurns(AnswerBook book, int atOnce, Duration patience) {
        this.book = book;
        this.patience = patience;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public Optional<Integer> platformOf(UUID batch) {
        return book.platformOf(batch);
    }

    /** @throws TransientDataAccessResourceException when its turn does not come; nothing was written */
    @Override
    public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
        if (!isMyTurn()) throw new TransientDataAccessResourceException("those who write before are not through");
        try {
            return book.take(platformId, batch, webhookId, digest, answer);
        } finally {
            turns.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
