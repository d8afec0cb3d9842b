package io.reissue.relay;

import io.reissue.calendar.CalendarWorkflow;
import io.reissue.calendar.CalendarWorkflow.CalendarStart;
import io.reissue.cohort.CohortWorkflow;
import io.reissue.cohort.CohortWorkflow.CohortStart;
import io.reissue.intake.IntakeWorkflow;
import io.reissue.intake.IntakeWorkflow.IntakeStart;
import io.reissue.names.SearchAttributes;
import io.reissue.names.TaskQueues;
import io.reissue.names.WorkflowIds;
import io.reissue.recycle.RecycleWorkflow;
import io.reissue.recycle.RecycleWorkflow.RecycleStart;
import io.reissue.store.cohort.DueCohorts.Opened;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts workflows by id: one that runs is left alone, one that is over is started again. The store says what it finds to do. */
@Component
public class Starter {
    private final WorkflowClient client;
    private final CycleRows cycles;

    public Starter(WorkflowClient client, CycleRows cycles) {
        this.client = client;
        this.cycles = cycles;
    }

    /** Starts a number's workflow; nothing if there is no such cycle. */
    public void startRecycle(UUID cycleId) {
        cycles.find(cycleId).ifPresent(row -> startRecycle(cycleId, row));
    }

    private void startRecycle(UUID cycleId, CycleRow row) {
        startRecycle(cycleId, row.jurisdiction(), row.intakeFileId());
    }

    /** As above, where the caller knows the row. */
    public void startRecycle(UUID cycleId, String jurisdiction, UUID intakeFileId) {
        startRecycle(
                cycleId, jurisdiction, intakeFileId, WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
    }

    /** As above, in place of a run that another has taken the cycle over from: it would find that out at its next step only. */
    void replaceRecycle(UUID cycleId, String jurisdiction, UUID intakeFileId) {
        startRecycle(
                cycleId,
                jurisdiction,
                intakeFileId,
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING);
    }

    /** Eager: this process's own worker gets the first task with the start. */
    private void startRecycle(UUID cycleId, String jurisdiction, UUID intakeFileId, WorkflowIdConflictPolicy conflict) {
        RecycleWorkflow workflow = client.newWorkflowStub(
                RecycleWorkflow.class,
                options(WorkflowIds.recycle(cycleId), TaskQueues.RECYCLE)
                        .setWorkflowIdConflictPolicy(conflict)
                        .setDisableEagerExecution(false)
                        .setStaticSummary("a recycled number · " + jurisdiction)
                        .setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
                                .set(SearchAttributes.JURISDICTION, jurisdiction)
                                .set(SearchAttributes.INTAKE, intakeFileId.toString())
                                .build())
                        .build());
        WorkflowClient.start(workflow::run, new RecycleStart(cycleId.toString()));
    }

    public void startCohort(Opened cohort) {
        CohortWorkflow workflow = client.newWorkflowStub(
                CohortWorkflow.class,
                options(cohort.workflowId(), TaskQueues.COHORT)
                        .setStaticSummary("numbers asked about together")
                        .build());
        WorkflowClient.start(workflow::run, new CohortStart(cohort.cohortId().toString()));
    }

    public void startCalendar(String jurisdiction) {
        CalendarWorkflow workflow = client.newWorkflowStub(
                CalendarWorkflow.class,
                options(WorkflowIds.calendar(jurisdiction), TaskQueues.COHORT)
                        .setStaticSummary("opens the cohorts of " + jurisdiction)
                        .build());
        WorkflowClient.start(workflow::run, new CalendarStart(jurisdiction));
    }

    public void startIntake(UUID fileId) {
        IntakeWorkflow workflow = client.newWorkflowStub(
                IntakeWorkflow.class,
                options(WorkflowIds.intake(fileId), TaskQueues.COHORT)
                        .setStaticSummary("takes in a file of disconnected numbers")
                        .build());
        WorkflowClient.start(workflow::run, new IntakeStart(fileId.toString()));
    }

    private static WorkflowOptions.Builder options(String id, String queue) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(queue)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
    }
}
