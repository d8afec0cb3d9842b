package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import io.reissue.outcome.AnswerReceipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the answers of platforms, each once. */
public interface AnswerBook {

    /** The platform that was asked by a batch; empty: there never was such a batch, or nobody has it yet. */
    Optional<Integer> platformOf(UUID batch);

    /**
     * Judges an answer and writes what is acceptable of it; all is on disk when this returns. The same {@code webhookId}
     * with the same digest gets its first receipt again, also when both come at once.
     *
     * @param digest see {@link #digest}
     */
    Taken take(int platformId, UUID batch, String webhookId, byte[] digest, Answer answer);

    /** SHA-256 over batch and content: the same words about another batch are another answer. */
    static byte[] digest(UUID batch, byte[] content) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(batch.toString().getBytes(StandardCharsets.US_ASCII));
            return sha256.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    sealed interface Taken {
        /** A code for what was not taken; null: it was judged, and something of it was acceptable. */
        @Nullable
        String problem();

        record Receipt(AnswerReceipt receipt) implements Taken {
            @Override
            public @Nullable String problem() {
                if (receipt.acceptable()) return null;
                return receipt.conflicts().isEmpty() && receipt.unknownRefs().isEmpty() ? "GONE" : "NOTHING_ACCEPTABLE";
            }
        }

        /** This {@code webhookId} was used for something else before; nothing was taken. */
        record DigestDiffers() implements Taken {
            @Override
            public String problem() {
                return "WEBHOOK_ID_REUSED";
            }
        }

        /** Its parts or remainder contradict an earlier part of the same answer; nothing was taken. */
        record Contradicts() implements Taken {
            @Override
            public String problem() {
                return "PARTS_CONTRADICT";
            }
        }
    }
}
