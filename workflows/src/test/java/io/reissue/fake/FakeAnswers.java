package io.reissue.fake;

import io.reissue.fake.SimulatedPlatform.Reply;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.OutcomeRules;
import io.reissue.outcome.OutcomeRules.Judgement;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an answer changes, and whom it wakes; after its last item it is told. Called under the store's lock. */
final class FakeAnswers {
    private final FakeStore store;
    private final Map<FakeCycle, String> woken = new LinkedHashMap<>();
    private final Set<FakeCohort> moved = new LinkedHashSet<>();

    FakeAnswers(FakeStore store) {
        this.store = store;
    }

    void take(FakeCohort cohort, FakeCohort.Batch batch, int ordinal, Reply reply) {
        FakeCycle cycle = cohort.members.get(ordinal);
        if (cycle == null) return;
        SimulatedPlatform platform = store.fleet.platform(batch.platform);
        FakeCohort.Item item = cohort.item(batch.platform, ordinal);
        Outcome said = reply.said().outcome();
        if (said == Outcome.NOT_BOUND) batch.notBound.set(ordinal);
        boolean sameReason = Objects.equals(item.reason, reply.reason());
        if (OutcomeRules.judge(item.believed(), sameReason, said) != Judgement.ACCEPTED) return;
        boolean blockedBefore = platform.required() && !item.believed().cleared();
        Outcome before = item.outcome;
        boolean wasDoubted = item.doubted();
        item.outcome = said;
        item.reason = reply.reason();
        item.attempts = Math.max(item.attempts, 1);
        item.askAgainAt = said.cleared() ? null : plus(store.now(), cycle.policy.askAgainAfter(item.attempts));
        if (platform.required()) store.doubts().hear(batch, item, before, wasDoubted);
        if (blockedBefore) cycle.progressAt = store.now();
        if (cycle.state.undoing() || cohort.withdrawn.get(ordinal)) undoLate(cycle, batch, platform, said);
        else if (cycle.waiting && (platform.required() || cohort.alone)) wake(cycle, batch.platform);
        if (!cohort.alone) moved.add(cohort);
    }

    /** An answer that came after the holder did is accepted, and undone like the others. */
    private void undoLate(FakeCycle cycle, FakeCohort.Batch batch, SimulatedPlatform platform, Outcome said) {
        if (said != Outcome.UNBOUND) return;
        FakeCycle.Restoration entry = cycle.restorations.stream()
                .filter(known -> known.batchId.equals(batch.id))
                .findFirst()
                .orElseGet(() -> {
                    FakeCycle.Restoration late = new FakeCycle.Restoration(batch.id, platform);
                    cycle.restorations.add(late);
                    return late;
                });
        entry.settled = false;
        entry.askAgainAt = null;
        if (cycle.waiting || !cycle.open()) wake(cycle, batch.platform);
    }

    void restored(FakeCycle cycle, String batchId, Reply reply) {
        if (!reply.said().ofRestore()) throw new IllegalArgumentException("not said of a restore: " + reply.said());
        for (FakeCycle.Restoration entry : cycle.restorations) {
            if (!entry.batchId.equals(batchId)) continue;
            entry.settled = true;
            if (reply.said() == Said.RESTORED) {
                cycle.item(entry.platform.code()).ifPresent(item -> item.outcome = Outcome.UNKNOWN);
            }
            if (cycle.waiting) wake(cycle, entry.platform.code());
        }
    }

    void tellSettled(FakeCohort cohort) {
        for (var entry : cohort.stages.entrySet()) {
            if (entry.getValue().settledTold || !settled(cohort, entry.getKey())) continue;
            entry.getValue().settledTold = true;
            store.outbox.write(new Wake(
                    Wake.Kind.STAGE_SETTLED,
                    cohort.id.toString(),
                    String.valueOf(entry.getKey().number())));
        }
    }

    boolean settled(FakeCohort cohort, Stage stage) {
        return store.fleet.platforms().stream()
                .filter(platform -> platform.stage() == stage)
                .allMatch(platform -> cohort.silent(platform.code()).isEmpty());
    }

    private void wake(FakeCycle cycle, String platform) {
        woken.put(cycle, platform);
    }

    /** The answer is here as a whole: wakes those whom it concerns, not all in the same moment where they are many. */
    void tell() {
        int many = woken.size();
        woken.forEach((cycle, platform) -> store.outbox.writeAt(
                new Wake(Wake.Kind.PLATFORM_ANSWERED, cycle.id.toString(), platform),
                FreezeRules.wakeAmong(many, store.now(), cycle.id, cycle.policy.spread())));
        woken.clear();
        moved.forEach(this::tellSettled);
        moved.clear();
    }

    static Instant plus(Instant start, Period period) {
        return start.atZone(ZoneOffset.UTC).plus(period).toInstant();
    }
}
