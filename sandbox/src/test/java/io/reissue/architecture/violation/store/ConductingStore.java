package io.reissue.architecture.violation.store;

import io.reissue.recycle.RecycleWorkflow;
import io.reissue.worker.ReissueSettings;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;

/** A store that conducts, knows who configures it, and asks the machine and the database for the time. Its package is not null-marked on purpose. */
final class ConductingStore {
    private final WorkflowClient client;
    private final ReissueSettings settings;

    ConductingStore(WorkflowClient client, ReissueSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    void wake(String cycleId) {
        client.newWorkflowStub(RecycleWorkflow.class, "recycle." + cycleId).apply(settings.toString());
    }

    static String cohort(String slot) {
        return "cohort.recycling." + slot;
    }

    static String times(ZoneId zone) {
        return "" + Instant.now() + LocalDate.now(zone) + System.currentTimeMillis() + Clock.systemUTC() + new Date();
    }

    static String close() {
        return "update cycle set closed_at = now()";
    }

    static String today() {
        return "select current_date";
    }
}
