package io.reissue.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reissue.intake.IntakeActivities.IntakeReport;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One execution takes in one file: {@code intake.<fileId>}. It ends when every line has given a cycle or a rejection; started again it
 * goes on behind the last committed chunk.
 */
@WorkflowInterface
public interface IntakeWorkflow {

    @WorkflowMethod
    IntakeReport run(IntakeStart start);

    /** @param fileId a UUID */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record IntakeStart(String fileId) {}
}
