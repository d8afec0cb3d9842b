package io.reissue.edge.intake;

import java.util.UUID;

/** Starts the workflow of an uploaded file, {@code intake.<fileId>}; one that runs already stays as it is. A failure loses nothing. */
@FunctionalInterface
public interface IntakeStarter {

    void start(UUID fileId);
}
