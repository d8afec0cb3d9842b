package io.reissue.edge.partner;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * How much of what partners sent waits for the store at once. While it is slow requests would pile up; whoever comes when there is no room is
 * told to come again. Room is taken by what has come, and not by what somebody began to send: he may be a stranger, and send no more.
 */
@Component
final class Hands {
    private static final int KIB = 1024;

    /** 2,500 batches of a thousand exceptions, or 32 of the largest. */
    private static final int ROOM = 256 * KIB * KIB;

    private final Semaphore room;

    Hands() {
        this(ROOM);
    }

    /** @param bytes that all together may have; at least what the largest has */
    Hands(int bytes) {
        this.room = new Semaphore(bytes / KIB);
    }

    /**
     * @param bytes that came, unfolded
     * @throws TransientDataAccessResourceException when there is no room
     */
    ResponseEntity<?> with(int bytes, Supplier<ResponseEntity<?>> work) {
        int wanted = Math.ceilDiv(bytes, KIB);
        if (!room.tryAcquire(wanted))
            throw new TransientDataAccessResourceException("as much is in hand as there is room for");
        try {
            return work.get();
        } finally {
            room.release(wanted);
        }
    }
}
