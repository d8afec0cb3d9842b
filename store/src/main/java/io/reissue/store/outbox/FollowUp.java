package io.reissue.store.outbox;

import java.util.UUID;

/** What a message asks of the store itself: work that is too much for the transaction that caused it, done in parts. */
public interface FollowUp {
    Outbox.Kind kind();

    /** Does one part, in a transaction of its own, and leaves a message for the next; taken twice it does nothing more. */
    void take(UUID target, String detail);
}
