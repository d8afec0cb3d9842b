package io.reissue.recycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reissue.policy.Stage;
import io.temporal.activity.ActivityInterface;

/**
 * What a number needs from outside its workflow. {@link #resume}, {@link #finish} and {@link #commanded} are local activities on the store, the other
 * two reach a platform. All are idempotent; they throw only {@code ApplicationFailure}s whose type is a {@link FailureCode}.
 */
@ActivityInterface
public interface RecycleActivities {

    /** Takes the cycle over for this run, discloses if that has not happened, and says what to do next. */
    CycleView resume(CycleRun run);

    /**
     * Takes the next step that the rules allow and that is the store's alone: applies commands, seals a number that asks alone,
     * opens its stage, extends the freeze, ends an undo, or verifies, purges and releases in one transaction. Called too early it
     * says how long to rest; called again after the end it says the same as before.
     */
    CycleView finish(CycleRun run);

    /** Whether a command was accepted that no step has read yet. A local activity on the store too. */
    boolean commanded(CycleRun run);

    /** Asks one platform about this number, or delivers again what it has not confirmed. */
    AskReceipt askPlatform(PlatformAsk ask);

    /** Asks one platform to restore all that was ever delivered to it about this number. */
    AskReceipt restorePlatform(PlatformAsk ask);

    /**
     * Fencing token: which run of the workflow takes the step.
     *
     * @param startedAt of the run, epoch milliseconds of the server's clock: a newer run takes over, never an older one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CycleRun(String cycleId, String runId, long startedAt) {}

    /** @param attempt counted from 1 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PlatformAsk(String cycleId, String runId, String platform, Stage stage, int attempt) {}

    /** What became of an ask; {@code outcome} is a code where the response held the answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AskReceipt(Receipt receipt, String outcome) {}

    /** How an ask ended. */
    enum Receipt {
        /** The answer was in the response and is in the store. */
        ANSWERED,
        /** The platform has it, or can fetch it, and will answer. */
        DELIVERED,
        /** The platform will not take it in this form; an operator sees it. */
        REJECTED,
        /** There was nothing to send any more. */
        POINTLESS,
        UNKNOWN;

        @JsonCreator
        public static Receipt of(String code) {
            for (Receipt receipt : values()) if (receipt.name().equals(code)) return receipt;
            return UNKNOWN;
        }
    }

    /** Types of the failures that activities throw. */
    enum FailureCode {
        /** The store did not answer, or refused by a constraint. Retried. */
        STORE_UNAVAILABLE,
        /** The platform did not answer, or said "later". Retried. */
        PLATFORM_UNAVAILABLE,
        /** No such cycle, cohort, platform or file. Not retried. */
        NOT_FOUND,
        /** A bug: the log names class and place. Retried, because a fixed release may take over. */
        DEFECT
    }
}
