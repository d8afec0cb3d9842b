package io.reissue.edge.access;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What somebody goes on sending after he was refused. The server closes the connection on whoever still sends more than a little, and he
 * then sees a broken connection instead of why he was refused; so what known people send is read to its end, within bounds, and thrown
 * away.
 */
final class RestOfBody {
    /** Several times what somebody uploads by mistake; who sends more than that is cut off. */
    static final long MOST_BYTES = 256L << 20;

    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int AT_ONCE = 64 << 10;

    private RestOfBody() {}

    static void discard(InputStream body) throws IOException {
        discard(body, System::nanoTime);
    }

    /**
     * To the end of the body, or to a bound.
     *
     * @param nanos of the machine, not of any day: how long a sender takes is no matter of the field's time
     * @throws IOException where the sender has gone, or says nothing any more
     */
    static void discard(InputStream body, LongSupplier nanos) throws IOException {
        long begun = nanos.getAsLong();
        byte[] thrownAway = new byte[AT_ONCE];
        long read = 0;
        while (read <= MOST_BYTES && nanos.getAsLong() - begun <= LONGEST.toNanos()) {
            int came = body.read(thrownAway);
            if (came < 0) return;
            read += came;
        }
    }
}
