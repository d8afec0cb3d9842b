package io.reissue.edge.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Time that is moved by hand, as a sandbox's is. Where there is none, the real one passes and nobody is offered another. */
public interface MovableTime {
    /** Where it is being moved to now; empty: it is not being moved. */
    Optional<Instant> target();

    /** Begins to move it, and returns at once. False: it is being moved already, and goes where it went. */
    boolean advance(Duration by);
}
