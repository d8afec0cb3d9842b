package io.reissue.kit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits as long as somebody has asked for. */
interface Pause {
    void last(Duration duration) throws InterruptedException;

    /** By the real clock. */
    static void ofThisThread(Duration duration) throws InterruptedException {
        // Nobody opens it.
        boolean opened = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
        if (opened) throw new IllegalStateException("opened by nobody");
    }
}
