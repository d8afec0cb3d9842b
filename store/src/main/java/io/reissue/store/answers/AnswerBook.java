package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import java.util.Optional;
import java.util.UUID;

/** Takes the answers of platforms, each once. */
public interface AnswerBook {

    /** The platform that was asked by a batch; empty: there never was such a batch. */
    Optional<Integer> platformOf(UUID batch);

    /**
     * Judges an answer and writes what is acceptable of it; all is on disk when this returns. The same {@code webhookId}
     * with the same digest gets its first receipt again, also when both come at once.
     *
     * @param digest see {@link #digest}
     */
    Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer);

    sealed interface Taken {
        record Receipt(AnswerReceipt receipt) implements Taken {}

        /** This {@code webhookId} was used for something else before; nothing was taken. */
        record DigestDiffers() implements Taken {}

        /** Its parts or remainder contradict an earlier part of the same answer; nothing was taken. */
        record Contradicts() implements Taken {}
    }
}
