package io.reissue.intake;

import io.reissue.intake.IntakeActivities.IntakeReport;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;

/** One activity reads the whole file; it is resumable, so a failure only costs the chunk it was in. */
public class IntakeWorkflowImpl implements IntakeWorkflow {
    private final IntakeActivities intake = Workflow.newActivityStub(
            IntakeActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofHours(6))
                    .setHeartbeatTimeout(Duration.ofMinutes(2))
                    .setSummary("read the file")
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMinutes(30))
                            .setBackoffCoefficient(1)
                            .build())
                    .build());

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.PINNED)
    public IntakeReport run(IntakeStart start) {
        return intake.importFile(start.fileId());
    }
}
