package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One execution is one trip of one number through this system: {@code recycle.<cycleId>}.
 *
 * <p>The store decides, this workflow conducts: it knows when to do the next thing, waits, retries, undoes, and shows. It can be
 * terminated, cancelled or lost at any time and is started again from the store; it never ends by an exception. It ends when the
 * cycle does: RELEASED, REINSTATED, WITHDRAWN, RETURNED_TO_DONOR or RETIRED, or quietly when a newer run has taken over.
 *
 * <p>No number, and nothing about a holder, ever enters it.
 */
@WorkflowInterface
public interface RecycleWorkflow {

    @WorkflowMethod
    RecycleResult run(RecycleStart start);

    /** A command was accepted in the store: read it. Without such a row this changes nothing. */
    @UpdateMethod
    void apply(String commandId);

    @UpdateValidatorMethod(updateName = "apply")
    void validateApply(String commandId);

    /** A platform answered something this number waits for: read the store. */
    @SignalMethod
    void platformAnswered(String platform);

    /** What this number waits for may be over: read the store. {@code why}: the id of a brake, or a platform's code. */
    @SignalMethod
    void lookAgain(String why);

    /** What the workflow was last told by the store. */
    @QueryMethod
    @Nullable
    CycleView view();

    /** @param cycleId a UUIDv7 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RecycleStart(String cycleId) {}

    /** How it ended. {@code outcomes}: stage by stage, in counts; null where no platform was asked. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RecycleResult(
            CycleState state,
            @Nullable String certificateId,
            @Nullable StageCounts outcomes) {}

    /** Cleared, unresolved and waived platforms of each stage, as {@code "cleared/unresolved/waived"}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StageCounts(String identity, String required, String rest) {
        /** How many platforms that are, in all stages. */
        public int platforms() {
            return Stream.of(identity, required, rest)
                    .flatMap(stage -> Stream.of(stage.split("/", -1)))
                    .mapToInt(Integer::parseInt)
                    .sum();
        }
    }
}
