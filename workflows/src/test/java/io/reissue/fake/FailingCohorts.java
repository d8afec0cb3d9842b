package io.reissue.fake;

import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortPlan;

/** A cohort's port whose steps fail on order, each with the outbox relayed behind it. */
public record FailingCohorts(CohortActivities port, Faults faults, Runnable relay) implements CohortActivities {
    @Override
    public CohortPlan seal(String cohortId) {
        return faults.around("seal", relay, () -> port.seal(cohortId));
    }

    @Override
    public CohortPlan openStage(StageOf stage) {
        return faults.around("openStage " + stage.stage(), relay, () -> port.openStage(stage));
    }

    @Override
    public CohortPlan nextRound(String cohortId) {
        return faults.around("nextRound", relay, () -> port.nextRound(cohortId));
    }

    @Override
    public CohortPlan openRound(String cohortId) {
        return faults.around("openRound", relay, () -> port.openRound(cohortId));
    }

    @Override
    public DeliverReport deliver(DeliverOrder order) {
        return faults.around("deliver " + order.platform(), relay, () -> port.deliver(order));
    }
}
