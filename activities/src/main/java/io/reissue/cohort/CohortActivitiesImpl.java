package io.reissue.cohort;

import io.reissue.failures.Failures;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.policy.Stage;
import io.reissue.recycle.Exchanges;
import io.reissue.recycle.Exchanges.Delivered;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.recycle.Runbook;
import io.reissue.store.cohort.CohortStore;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The port of a cohort's workflow. */
@Component
public class CohortActivitiesImpl implements CohortActivities {
    private final CohortStore store;
    private final PlatformRegistry platforms;
    private final Exchanges exchanges;
    private final Runbook runbook;

    public CohortActivitiesImpl(CohortStore store, PlatformRegistry platforms, Exchanges exchanges, Runbook runbook) {
        this.store = store;
        this.platforms = platforms;
        this.exchanges = exchanges;
        this.runbook = runbook;
    }

    @Override
    public CohortPlan seal(String cohortId) {
        return Failures.inStore(() -> store.seal(UUID.fromString(cohortId)));
    }

    @Override
    public CohortPlan openStage(StageOf stage) {
        return Failures.inStore(
                () -> runbook.linked(store.openStage(UUID.fromString(stage.cohortId()), Stage.of(stage.stage()))));
    }

    @Override
    public CohortPlan nextRound(String cohortId) {
        return Failures.inStore(() -> runbook.linked(store.nextRound(UUID.fromString(cohortId))));
    }

    @Override
    public CohortPlan openRound(String cohortId) {
        return Failures.inStore(() -> runbook.linked(store.openRound(UUID.fromString(cohortId))));
    }

    /** Chunk by chunk; a chunk that this delivery has already handed over is not sent again when the activity is retried. */
    @Override
    public DeliverReport deliver(DeliverOrder order) {
        return Failures.inStore(() -> {
            Platform platform = platforms.byCode(order.platform()).orElseThrow();
            List<UUID> open = store.toDeliver(UUID.fromString(order.cohortId()), platform.id(), order.stage());
            ActivityExecutionContext context = Activity.getExecutionContext();
            Set<String> done = new HashSet<>(
                    List.of(context.getHeartbeatDetails(String[].class).orElse(new String[0])));
            int items = 0;
            int answered = 0;
            int rejected = 0;
            int sent = 0;
            for (UUID id : open) {
                if (done.contains(id.toString())) continue;
                Optional<Delivered> delivered = send(platform, id);
                if (delivered.isPresent()) {
                    int size = delivered.get().items();
                    sent++;
                    items += size;
                    if (delivered.get().receipt() == Receipt.ANSWERED) answered += size;
                    if (delivered.get().receipt() == Receipt.REJECTED) rejected += size;
                }
                done.add(id.toString());
                context.heartbeat(done.toArray(String[]::new));
            }
            return new DeliverReport(sent, items, answered, rejected);
        });
    }

    private Optional<Delivered> send(Platform platform, UUID batch) {
        try {
            return exchanges.unbind(platform, batch);
        } catch (PlatformUnavailable unavailable) {
            throw Failures.platform(unavailable);
        }
    }
}
