package io.reissue.architecture.violation.edge;

import io.reissue.relay.Starter;
import java.util.UUID;

/** An edge that starts a workflow past the outbox. */
final class EdgeThatStarts {
    private EdgeThatStarts() {}

    static void start(Starter starter, UUID cycleId) {
        starter.startRecycle(cycleId);
    }
}
