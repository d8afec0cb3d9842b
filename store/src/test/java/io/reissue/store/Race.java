package io.reissue.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two transactions at once: let loose together, or each order forced by the locks themselves. A deadlock fails the test. */
public final class Race {
    private static final long PATIENCE_SECONDS = 30;

    private Race() {}

    /** What came of both. */
    public record Both<A, B>(A first, B second) {}

    /** Both start at the same instant. */
    public static <A, B> Both<A, B> together(Callable<A> a, Callable<B> b) throws Exception {
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<A> first = threads.submit(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return a.call();
            });
            Future<B> second = threads.submit(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return b.call();
            });
            return new Both<>(result(first), result(second));
        }
    }

    /** {@code a} has written and not committed when {@code b} comes; it commits once {@code b} waits for it, or is through. */
    public static <A, B> Both<A, B> overtaking(StoreForTests store, Callable<A> a, Callable<B> b) throws Exception {
        return interleaved(store, a, b, () -> null);
    }

    /** As {@link #overtaking}; {@code rest} is the last part of {@code a}'s transaction, taken while {@code b} waits. */
    public static <A, B> Both<A, B> interleaved(StoreForTests store, Callable<A> a, Callable<B> b, Callable<?> rest)
            throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<A> first = threads.submit(() -> {
                try {
                    return store.transaction().execute(status -> {
                        try {
                            A value = a.call();
                            written.countDown();
                            if (!mayCommit.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new TimeoutException();
                            rest.call();
                            return value;
                        } catch (RuntimeException e) {
                            throw e;
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                } finally {
                    written.countDown();
                }
            });
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new TimeoutException();
            Future<B> second = threads.submit(b);
            untilBlocked(store, second);
            mayCommit.countDown();
            return new Both<>(result(first), result(second));
        }
    }

    /** A row lock that somebody waits for shows as a lock not granted. */
    private static void untilBlocked(StoreForTests store, Future<?> waiting) throws TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!waiting.isDone() && nobodyWaits(store)) {
            if (System.nanoTime() > deadline) throw new TimeoutException();
            Thread.onSpinWait();
        }
    }

    private static boolean nobodyWaits(StoreForTests store) {
        return store.jdbc()
                        .sql("select count(*) from pg_locks where not granted")
                        .query(Long.class)
                        .single()
                == 0;
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        }
    }
}
