package io.reissue.relay;

import io.reissue.store.cycle.CycleRow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How Temporal stands to a workflow that the store wants to run. */
enum Standing {
    RUNS,
    /** Never started there, or over. */
    MISSING,
    /** It runs, and the store has heard from a later run since: of a cluster that was restored from its own backup. */
    OUTDATED;

    /** @param found the latest run; null: there is none */
    static Standing of(@Nullable Run found) {
        return found != null && found.running() ? RUNS : MISSING;
    }

    /**
     * Of a number's workflow. A run that began after the one that the store heard from last takes the cycle over at its first step.
     *
     * @param found the latest run; null: there is none
     */
    static Standing of(@Nullable Run found, CycleRow row) {
        Standing standing = of(found);
        if (standing != RUNS || found == null || row.runStartedAt() == null) return standing;
        boolean earlier = found.startedAt().toEpochMilli() < row.runStartedAt();
        return earlier && !found.runId().equals(row.runId()) ? OUTDATED : RUNS;
    }

    /** What a server says of a run. */
    record Run(String runId, Instant startedAt, WorkflowExecutionStatus status) {
        boolean running() {
            return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED;
        }
    }
}
