package io.reissue.intake;

import java.util.List;
import java.util.UUID;

/**
 * Starts the workflows of cycles that are in the store. A start that is missed is made up for by the check over cycles that are late,
 * so a failure stops nothing.
 */
@FunctionalInterface
public interface CycleStarter {

    /** @param jurisdiction of all these cycles, ISO 3166-1 alpha-2 */
    void start(List<UUID> cycleIds, String jurisdiction, UUID fileId);
}
