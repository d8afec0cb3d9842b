package io.reissue.fake;

import io.reissue.fake.SimulatedPlatform.Reply;
import io.reissue.fake.SimulatedPlatform.Verb;
import io.reissue.outcome.Outcome;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleActivities;
import io.reissue.recycle.RecycleRules;
import io.reissue.recycle.StuckReason;
import io.reissue.recycle.Verdict;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The number's port on the {@link FakeStore}. */
public final class FakeRecycleStore implements RecycleActivities {
    private final FakeStore store;
    private final FakeViews views;

    public FakeRecycleStore(FakeStore store) {
        this.store = store;
        views = new FakeViews(store.fleet);
    }

    @Override
    public CycleView resume(CycleRun run) {
        synchronized (store) {
            FakeCycle cycle = store.cycle(run.cycleId());
            if (!takesOver(cycle, run, true)) return FakeViews.superseded(cycle);
            if (cycle.state == CycleState.ACCEPTED) {
                cycle.state = CycleState.RESTING;
                cycle.notices++;
                cycle.feed.add("number.disconnected");
            }
            return step(cycle);
        }
    }

    @Override
    public CycleView finish(CycleRun run) {
        synchronized (store) {
            FakeCycle cycle = store.cycle(run.cycleId());
            if (!takesOver(cycle, run, false)) return FakeViews.superseded(cycle);
            return step(cycle);
        }
    }

    @Override
    public boolean commanded(CycleRun run) {
        synchronized (store) {
            return store.cycle(run.cycleId()).unreadCommand;
        }
    }

    private static boolean takesOver(FakeCycle cycle, CycleRun run, boolean first) {
        if (run.runId().equals(cycle.runId)) return true;
        boolean newer = first ? run.startedAt() >= cycle.runStartedAt : run.startedAt() > cycle.runStartedAt;
        if (newer) {
            cycle.runId = run.runId();
            cycle.runStartedAt = run.startedAt();
        }
        return newer;
    }

    /** Takes every step that is the store's alone, and says what is left to the workflow. */
    private CycleView step(FakeCycle cycle) {
        cycle.unreadCommand = false;
        while (true) {
            Instant now = store.now();
            CycleFacts facts = cycle.facts(store.fleet);
            Verdict verdict = RecycleRules.next(facts, now);
            cycle.waiting = false;
            cycle.brakedBy = null;
            switch (verdict) {
                case Verdict.Extend extend -> {
                    remember(cycle, extend.stuck());
                    cycle.freezeEnd = extend.freezeEnd();
                }
                case Verdict.SealAlone seal -> sealAlone(cycle);
                case Verdict.OpenStage open -> openStage(cycle, open.stage());
                case Verdict.EndUndo end -> cycle.state = cycle.state.undone();
                case Verdict.Purge purge -> purge(cycle);
                case Verdict.Rest rest -> {
                    remember(cycle, rest.stuck());
                    cycle.waiting = rest.why() == Verdict.Waiting.ANSWERS || rest.why() == Verdict.Waiting.RESTORES;
                    if (rest.why() == Verdict.Waiting.BRAKE)
                        cycle.brakedBy = facts.brakes().getFirst().id();
                    return views.rest(cycle, wakeAt(cycle, rest), rest.why());
                }
                case Verdict.Ask ask -> {
                    remember(cycle, ask.stuck());
                    return views.asking(cycle, Next.ASK, ask.platforms());
                }
                case Verdict.Restore restore -> {
                    remember(cycle, Optional.empty());
                    return views.asking(cycle, Next.UNDO, restore.platforms());
                }
                case Verdict.Ended ended -> {
                    remember(cycle, Optional.empty());
                    return views.ended(cycle);
                }
            }
        }
    }

    private static Instant wakeAt(FakeCycle cycle, Verdict.Rest rest) {
        boolean crowded = rest.until().equals(cycle.freezeEnd) || rest.why() == Verdict.Waiting.ASK_DAY;
        return crowded ? FreezeRules.wakeAt(rest.until(), cycle.id, cycle.policy.spread()) : rest.until();
    }

    private void remember(FakeCycle cycle, Optional<StuckReason> stuck) {
        StuckReason now = stuck.orElse(null);
        if (now == cycle.stuck) return;
        cycle.stuck = now;
        cycle.stuckSince = now == null ? null : store.now();
    }

    private void sealAlone(FakeCycle cycle) {
        FakeCohort own = new FakeCohort(
                "recycle." + cycle.id,
                true,
                cycle.policy,
                store.now().atZone(cycle.limits.zone()).toLocalDate());
        own.sealed = true;
        own.members.add(cycle);
        cycle.cohort = own;
        cycle.progressAt = store.now();
    }

    private void openStage(FakeCycle cycle, Stage stage) {
        FakeCohort own = Objects.requireNonNull(cycle.cohort);
        Instant deadline = FreezeRules.deadline(
                store.now(),
                Objects.requireNonNull(cycle.policy.stageDeadlines().get(stage)),
                Fleet.weekdays(),
                cycle.limits.days());
        own.stages.put(stage, new FakeCohort.StageState(store.now(), deadline));
    }

    /** The point of no return. */
    private void purge(FakeCycle cycle) {
        if (!RecycleRules.mayPurge(cycle.facts(store.fleet), store.now())) throw new IllegalStateException("not yet");
        if (cycle.cohort != null) {
            cycle.counts = cycle.count(store.fleet);
            cycle.cohort.members.set(cycle.ordinal, null);
            cycle.cohort = null;
        }
        cycle.holderKnown = false;
        cycle.certificateId = FakeStore.mint();
        cycle.feed.add("number.purged");
        cycle.state = cycle.ending.state();
    }

    @Override
    public AskReceipt askPlatform(PlatformAsk ask) {
        synchronized (store) {
            FakeCycle cycle = store.cycle(ask.cycleId());
            FakeCohort cohort = cycle.cohort;
            boolean pointless = !ask.runId().equals(cycle.runId) || cycle.state != CycleState.RESTING || cycle.held;
            return pointless || cohort == null ? receipt(Receipt.POINTLESS, null) : exchange(cycle, cohort, ask);
        }
    }

    private AskReceipt exchange(FakeCycle cycle, FakeCohort cohort, PlatformAsk ask) {
        SimulatedPlatform platform = store.fleet.platform(ask.platform());
        FakeCohort.Item item = cohort.item(ask.platform(), cycle.ordinal);
        if (item.outcome.cleared()) return receipt(Receipt.POINTLESS, item.outcome);
        item.attempts = Math.max(item.attempts, ask.attempt());
        item.askNow = false;
        item.askAgainAt = FakeAnswers.plus(store.now(), cycle.policy.askAgainAfter(item.attempts));
        FakeCohort.Batch batch = batch(cycle, cohort, ask);
        batch.sent = true;
        store.record(Verb.UNBIND, platform, cycle);
        Optional<Reply> reply = platform.take(Verb.UNBIND, batch.id, ask.cycleId());
        batch.delivered = true;
        if (reply.isEmpty()) return receipt(Receipt.DELIVERED, null);
        store.answers().take(cohort, batch, cycle.ordinal, reply.get());
        store.answers().tell();
        return receipt(Receipt.ANSWERED, item.outcome);
    }

    /** The envelope of this attempt, or an earlier one that was never confirmed; else a new one. */
    private static FakeCohort.Batch batch(FakeCycle cycle, FakeCohort cohort, PlatformAsk ask) {
        return cohort.batches.reversed().stream()
                .filter(known -> known.platform.equals(ask.platform()) && known.members.get(cycle.ordinal))
                .filter(known -> known.attempt > 0 && (!known.delivered || known.attempt == ask.attempt()))
                .findFirst()
                .orElseGet(() -> {
                    BitSet only = new BitSet();
                    only.set(cycle.ordinal);
                    FakeCohort.Batch fresh = new FakeCohort.Batch(
                            ask.platform(), cohort.alone ? ask.stage().number() : 0, -1, only);
                    fresh.attempt = ask.attempt();
                    cohort.batches.add(fresh);
                    return fresh;
                });
    }

    @Override
    public AskReceipt restorePlatform(PlatformAsk ask) {
        synchronized (store) {
            FakeCycle cycle = store.cycle(ask.cycleId());
            return ask.runId().equals(cycle.runId) ? restore(cycle, ask) : receipt(Receipt.POINTLESS, null);
        }
    }

    private AskReceipt restore(FakeCycle cycle, PlatformAsk ask) {
        boolean answered = true;
        List<FakeCycle.Restoration> open = cycle.restorations.stream()
                .filter(entry -> entry.platform.code().equals(ask.platform()) && !entry.settled)
                .toList();
        for (FakeCycle.Restoration entry : open) {
            entry.attempts = Math.max(entry.attempts, ask.attempt());
            entry.askAgainAt = FakeAnswers.plus(store.now(), cycle.policy.askAgainAfter(entry.attempts));
            store.record(Verb.RESTORE, entry.platform, cycle);
            Optional<Reply> reply = entry.platform.take(Verb.RESTORE, entry.batchId, ask.cycleId());
            if (reply.isPresent()) store.answers().restored(cycle, entry.batchId, reply.get());
            else answered = false;
        }
        store.answers().tell();
        if (open.isEmpty()) return receipt(Receipt.POINTLESS, null);
        return receipt(answered ? Receipt.ANSWERED : Receipt.DELIVERED, null);
    }

    private static AskReceipt receipt(Receipt receipt, @Nullable Outcome outcome) {
        return new AskReceipt(receipt, outcome == null ? "" : outcome.name());
    }
}
