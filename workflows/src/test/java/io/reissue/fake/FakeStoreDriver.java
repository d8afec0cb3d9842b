package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeWish;
import io.reissue.cohort.CohortActivities;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.recycle.RecycleActivities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drives the store in memory. */
public final class FakeStoreDriver implements StoreDriver {
    private final Fleet fleet = Fleet.of(6);
    private final FakeStore store;
    private Instant now = Fleet.START;

    public FakeStoreDriver(Asking asking) {
        store = new FakeStore(fleet, fleet.policy(asking), () -> now);
    }

    @Override
    public RecycleActivities numbers() {
        return new FakeRecycleStore(store);
    }

    @Override
    public CohortActivities cohorts() {
        return new FakeCohortStore(store);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void clockTo(Instant instant) {
        now = instant;
    }

    @Override
    public String takeIn(boolean portedIn) {
        String cycleId = store.takeIn(now, portedIn);
        fleet.platforms().forEach(platform -> platform.hasAccount(cycleId, Fleet.account(platform)));
        return cycleId;
    }

    @Override
    public Instant askAt(String cycleId) {
        return store.askAt(cycleId);
    }

    @Override
    public List<String> openDue() {
        return store.openDue();
    }

    @Override
    public CommandReceipt command(String cycleId, Command command) {
        return store.command(cycleId, command);
    }

    @Override
    public String file() {
        return FakeStore.FILE;
    }

    @Override
    public String setBrake(String actor, Brake.Scope scope, String code) {
        return store.setBrake(scope, code);
    }

    @Override
    public Optional<BrakeRefusal> setBrake(BrakeWish wish) {
        return store.setBrake(wish);
    }

    @Override
    public boolean liftBrake(String actor, String brake) {
        return store.liftBrake(brake, actor);
    }

    @Override
    public void hasHeld(String platform, long items, long bound) {
        store.hasHeld(platform, items, bound);
    }

    @Override
    public void acceptDoubts(String actor, String platform) {
        store.acceptDoubts(platform);
    }

    @Override
    public void behaves(String platform, SimulatedPlatform.Manner manner, @Nullable RefusalReason refusing) {
        fleet.platform(platform).answers(manner).refuses(refusing);
    }

    @Override
    public void answer(String cycleId, String platform, Outcome outcome, @Nullable RefusalReason reason) {
        store.answer(cycleId, platform, outcome, reason);
    }

    @Override
    public CycleSnapshot state(String cycleId) {
        return store.state(cycleId);
    }

    @Override
    public long sent(SimulatedPlatform.Verb verb, String platform, String cycleId) {
        return store.exchanges().stream()
                .filter(exchange -> exchange.verb() == verb
                        && exchange.platform().equals(platform)
                        && exchange.cycleId().equals(cycleId))
                .count();
    }

    @Override
    public List<Wake> wakes() {
        return store.outbox().written();
    }

    @Override
    public void close() {
        // nothing outlives it
    }
}
