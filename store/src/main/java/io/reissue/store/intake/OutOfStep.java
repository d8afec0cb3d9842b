package io.reissue.store.intake;

import java.util.UUID;

/** Somebody else has taken rows of this file in, or ended it: read how far it is and go on from there. Nothing was written. */
public final class OutOfStep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfStep(UUID fileId) {
        super("intake file " + fileId + " is further than this reader");
    }
}
