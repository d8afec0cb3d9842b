package io.reissue.edge.partner;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.ResponseEntity;

/**
 * How much of what partners send is in memory at once. While the store is slow requests would pile up; whoever comes when there is no room is
 * told to come again, before anything of it is read.
 */
final class Hands {
    private static final int KIB = 1024;

    private final int largest;
    private final Semaphore room;

    /**
     * @param largest request, in bytes
     * @param bytes that all together may have; at least {@code largest}
     */
    Hands(int largest, int bytes) {
        this.largest = Math.ceilDiv(largest, KIB);
        this.room = new Semaphore(bytes / KIB);
    }

    interface Work {
        ResponseEntity<?> done() throws IOException;
    }

    /**
     * @param length of the body as it is sent, below zero where it is not said
     * @param encoding of the body; whatever it is, it may unfold to the largest
     * @throws TransientDataAccessResourceException when there is no room
     */
    ResponseEntity<?> with(long length, @Nullable String encoding, Work work) throws IOException {
        int wanted = length < 0 || encoding != null ? largest : (int) Math.min(largest, Math.ceilDiv(length, KIB) + 1);
        if (!room.tryAcquire(wanted))
            throw new TransientDataAccessResourceException("as much is in hand as there is room for");
        try {
            return work.done();
        } finally {
            room.release(wanted);
        }
    }
}
