package io.reissue.cohort;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One execution asks all platforms, stage by stage, about up to 5,000 numbers that are due in one slot:
 * {@code cohort.recycling.<jurisdiction>-<policy version>-<first day>.<shard>}.
 *
 * <p>It ends when every platform has taken a stand about every member, or no member rests any longer. It never ends a number, and
 * never knows one: members are ordinals. It can be started again at any time; the store knows what was asked and answered.
 */
@WorkflowInterface
public interface CohortWorkflow {

    @WorkflowMethod
    CohortResult run(CohortStart start);

    /** The last open item of a stage was answered. */
    @SignalMethod
    void stageSettled(int stage);

    /** What the workflow was last told by the store. */
    @QueryMethod
    @Nullable
    CohortPlan plan();

    /** @param cohortId a UUID */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CohortStart(String cohortId) {}

    /** How many were asked about, and how many items stayed silent to the end. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CohortResult(int members, long silentItems) {}
}
