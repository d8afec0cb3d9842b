package io.reissue.store.outbox;

/** Rung, still inside the writing transaction, when the outbox gets a message: whoever relays should look soon. */
@FunctionalInterface
public interface OutboxBell {
    void ring();
}
