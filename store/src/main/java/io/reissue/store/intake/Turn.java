package io.reissue.store.intake;

import java.util.concurrent.CompletableFuture;

/**
 * The place of a chunk behind the one before it, where two of a file are written at once. Its numbers are registered behind the
 * other's: who waits for a number's row then waits for a chunk that waits for nobody behind it. It is counted behind the other, and so
 * is taken in only if the other was.
 */
final class Turn {
    private final CompletableFuture<Boolean> beforeRegistered;
    private final CompletableFuture<Boolean> beforeTaken;
    private final CompletableFuture<Boolean> registered = new CompletableFuture<>();
    private final CompletableFuture<Boolean> taken = new CompletableFuture<>();

    private Turn(CompletableFuture<Boolean> beforeRegistered, CompletableFuture<Boolean> beforeTaken) {
        this.beforeRegistered = beforeRegistered;
        this.beforeTaken = beforeTaken;
    }

    /** Behind nobody. */
    static Turn first() {
        return new Turn(CompletableFuture.completedFuture(true), CompletableFuture.completedFuture(true));
    }

    Turn next() {
        return new Turn(registered, taken);
    }

    void awaitRegistered() {
        beforeRegistered.join();
    }

    void registered() {
        registered.complete(true);
    }

    /** Whether the chunk before was taken in. */
    boolean awaitTaken() {
        return beforeTaken.join();
    }

    /** The chunk is committed, or nothing of it is left. */
    void over(boolean whole) {
        registered.complete(whole);
        taken.complete(whole);
    }
}
