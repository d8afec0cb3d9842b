package io.reissue.kit;

import java.time.Duration;

/** Waits as long as a partner has asked for. */
interface Pause {
    void last(Duration duration) throws InterruptedException;
}
