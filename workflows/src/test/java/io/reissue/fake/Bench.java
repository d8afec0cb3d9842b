package io.reissue.fake;

import io.reissue.policy.Asking;
import io.reissue.policy.Policy;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The workflows over the store in memory. The outbox is relayed at once; whoever is gone by then is not woken. */
public final class Bench extends Conductor<FakeStore> {
    private final AtomicReference<Duration> lag;

    public Bench(Fleet fleet, Policy policy) {
        this(fleet, policy, new AtomicReference<>(Duration.ZERO));
    }

    private Bench(Fleet fleet, Policy policy, AtomicReference<Duration> lag) {
        super((client, time) ->
                new FakeStore(fleet, policy, () -> time.instant().minus(lag.get())));
        this.lag = lag;
        store().outbox().relayedBy(this::relay);
        store().outbox()
                .wokenBy(due -> later(
                        Duration.between(now(), due), () -> store().outbox().relay()));
    }

    public static Bench asking(Asking asking, int platforms) {
        Fleet fleet = Fleet.of(platforms);
        return new Bench(fleet, fleet.policy(asking));
    }

    /** From now on the store's clock is behind the server's. */
    public void storeIsBehindBy(Duration behind) {
        lag.set(behind);
    }

    private void relay(Wake wake) {
        try {
            switch (wake.kind()) {
                case COMMAND -> number(wake.target()).apply(wake.detail());
                case PLATFORM_ANSWERED -> number(wake.target()).platformAnswered(wake.detail());
                case STAGE_SETTLED -> cohort(wake.target()).signal("stageSettled", Integer.parseInt(wake.detail()));
                case START_COHORT -> startCohort(wake.target());
                case LOOK_AGAIN -> number(wake.target()).lookAgain(wake.detail());
            }
        } catch (WorkflowNotFoundException gone) {
            // the store knows, whoever starts next reads it; a closed cycle that owes a restore has nobody but this
            if (wake.kind() == Wake.Kind.PLATFORM_ANSWERED
                    && !store().state(wake.target()).state().open()) start(wake.target());
        }
    }
}
