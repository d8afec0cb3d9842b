package io.reissue.fake;

import io.reissue.fake.Faults.Moment;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.RecycleActivities;

/** A number's port whose steps fail on order, each with the outbox relayed behind it. {@code purge} is the finish that certified. */
public record FailingNumbers(RecycleActivities port, Faults faults, Runnable relay) implements RecycleActivities {
    @Override
    public CycleView resume(CycleRun run) {
        return faults.around("resume", relay, () -> port.resume(run));
    }

    @Override
    public CycleView finish(CycleRun run) {
        return faults.around("finish", relay, () -> {
            CycleView view = port.finish(run);
            if (view.certificateId() != null) faults.at("purge", Moment.AFTER);
            return view;
        });
    }

    @Override
    public boolean commanded(CycleRun run) {
        return faults.around("commanded", relay, () -> port.commanded(run));
    }

    @Override
    public AskReceipt askPlatform(PlatformAsk ask) {
        return faults.around("askPlatform " + ask.platform(), relay, () -> port.askPlatform(ask));
    }

    @Override
    public AskReceipt restorePlatform(PlatformAsk ask) {
        return faults.around("restorePlatform " + ask.platform(), relay, () -> port.restorePlatform(ask));
    }
}
