package io.reissue.recycle;

import io.reissue.cohort.CohortActivities;
import io.reissue.cohort.CohortPlan;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;

/** The cohort's port; deliveries, which heartbeat, run as an activity. */
final class DeliveringCohorts implements CohortActivities, AutoCloseable {
    private final CohortActivities port;
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final CohortActivities activity;

    DeliveringCohorts(CohortActivities port) {
        this.port = port;
        environment.registerActivitiesImplementations(port);
        activity = environment.newActivityStub(CohortActivities.class);
    }

    @Override
    public CohortPlan seal(String cohortId) {
        return port.seal(cohortId);
    }

    @Override
    public CohortPlan openStage(StageOf stage) {
        return port.openStage(stage);
    }

    @Override
    public CohortPlan nextRound(String cohortId) {
        return port.nextRound(cohortId);
    }

    @Override
    public CohortPlan openRound(String cohortId) {
        return port.openRound(cohortId);
    }

    @Override
    public DeliverReport deliver(DeliverOrder order) {
        try {
            return activity.deliver(order);
        } catch (ActivityFailure failed) {
            if (failed.getCause() instanceof ApplicationFailure thrown) throw thrown;
            throw failed;
        }
    }

    @Override
    public void close() {
        environment.close();
    }
}
