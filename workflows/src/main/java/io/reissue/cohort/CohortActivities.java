package io.reissue.cohort;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;

/** What a cohort needs from outside. The first four are local activities on the store; {@link #deliver} reaches a platform. All are idempotent. */
@ActivityInterface
public interface CohortActivities {

    /** Takes in up to 5,000 due members in one statement, each with its ordinal; a sealed cohort stays as it is. */
    CohortPlan seal(String cohortId);

    /**
     * Opens a stage if it is not: its deadline, and a batch plan for each of its platforms. Says what is still to be delivered
     * (first time: everything; later: what no platform has confirmed or answered).
     */
    CohortPlan openStage(StageOf stage);

    /** The next time the silent are asked again, or a plan that is not open when there is nobody left to ask about. */
    CohortPlan nextRound(String cohortId);

    /** Plans new batches over what is silent: one round, which ends when the next one begins. */
    CohortPlan openRound(String cohortId);

    /** Delivers to one platform all its planned batches of a stage or round, chunk by chunk; ends when the platform has them. */
    DeliverReport deliver(DeliverOrder order);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record StageOf(String cohortId, int stage) {}

    /** @param stage 1 to 3; 0: the round of the silent */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record DeliverOrder(String cohortId, String platform, int stage) {}

    /**
     * Counts for the reader.
     *
     * @param answeredAtOnce items in batches whose response held an answer
     * @param rejected items in batches that the platform will not take in this form
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record DeliverReport(int batches, int items, int answeredAtOnce, int rejected) {}
}
