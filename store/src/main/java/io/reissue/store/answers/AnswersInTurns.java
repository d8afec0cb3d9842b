package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * A book in which only so many write side by side; the others wait, first come, first served. However many platforms answer at the same
 * moment, numbers find connections to the database.
 */
public final class AnswersInTurns implements AnswerBook {
    private final AnswerBook book;
    private final Semaphore turns;

    /** @param atOnce each on a connection to the database */
    public AnswersInTurns(AnswerBook book, int atOnce) {
        this.book = book;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public Optional<Integer> platformOf(UUID batch) {
        return book.platformOf(batch);
    }

    @Override
    public Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer) {
        turns.acquireUninterruptibly();
        try {
            return book.take(platformId, batch, webhookId, digest, answer);
        } finally {
            turns.release();
        }
    }
}
