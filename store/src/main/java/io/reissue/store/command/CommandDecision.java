package io.reissue.store.command;

import io.reissue.recycle.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a command. Accepted means: its effect is written. */
public record CommandDecision(
        UUID commandId, Verdict verdict, @Nullable Refusal refusal) {

    /** How a command was judged. */
    public enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Takes effect when another principal asks for the same. */
        WAITS_FOR_SECOND
    }
}
