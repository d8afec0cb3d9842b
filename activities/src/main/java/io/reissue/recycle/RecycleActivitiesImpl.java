package io.reissue.recycle;

import io.reissue.failures.Failures;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.recycle.Exchanges.Delivered;
import io.reissue.store.cohort.OwnAsks;
import io.reissue.store.cohort.Restorations;
import io.reissue.store.cohort.Restorations.Owed;
import io.reissue.store.cycle.RecycleStore;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The port of a number's workflow: steps are the store's, exchanges are the connector's. */
@Component
public class RecycleActivitiesImpl implements RecycleActivities {
    private final RecycleStore store;
    private final OwnAsks asks;
    private final Restorations restorations;
    private final PlatformRegistry platforms;
    private final Exchanges exchanges;
    private final Runbook runbook;

    public RecycleActivitiesImpl(
            RecycleStore store,
            OwnAsks asks,
            Restorations restorations,
            PlatformRegistry platforms,
            Exchanges exchanges,
            Runbook runbook) {
        this.store = store;
        this.asks = asks;
        this.restorations = restorations;
        this.platforms = platforms;
        this.exchanges = exchanges;
        this.runbook = runbook;
    }

    @Override
    public CycleView resume(CycleRun run) {
        return Failures.inStore(() -> runbook.linked(store.resume(run)));
    }

    @Override
    public CycleView finish(CycleRun run) {
        return Failures.inStore(() -> runbook.linked(store.finish(run)));
    }

    @Override
    public boolean commanded(CycleRun run) {
        return Failures.inStore(() -> store.commanded(run));
    }

    @Override
    public AskReceipt askPlatform(PlatformAsk ask) {
        return Failures.inStore(() -> {
            Platform platform = platform(ask);
            Optional<UUID> batch = asks.plan(UUID.fromString(ask.cycleId()), ask.runId(), platform.id(), ask.attempt());
            if (batch.isEmpty()) return new AskReceipt(Receipt.POINTLESS, "");
            try {
                Optional<Delivered> delivered = exchanges.unbind(platform, batch.get());
                return new AskReceipt(delivered.map(Delivered::receipt).orElse(Receipt.POINTLESS), "");
            } catch (PlatformUnavailable unavailable) {
                throw Failures.platform(unavailable);
            }
        });
    }

    @Override
    public AskReceipt restorePlatform(PlatformAsk ask) {
        return Failures.inStore(() -> {
            UUID cycleId = UUID.fromString(ask.cycleId());
            Platform platform = platform(ask);
            Receipt receipt = Receipt.POINTLESS;
            try {
                for (Owed owed : restorations.begin(cycleId, ask.runId(), platform.id())) {
                    receipt = exchanges.restore(platform, owed);
                }
            } catch (PlatformUnavailable unavailable) {
                throw Failures.platform(unavailable);
            }
            return new AskReceipt(receipt, "");
        });
    }

    private Platform platform(PlatformAsk ask) {
        return platforms.byCode(ask.platform()).orElseThrow();
    }
}
