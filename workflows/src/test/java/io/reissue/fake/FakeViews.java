package io.reissue.fake;

import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Ask;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cycle is shown to its workflow. */
final class FakeViews {
    private static final int LINES = 10;

    private final Fleet fleet;

    FakeViews(Fleet fleet) {
        this.fleet = fleet;
    }

    CycleView rest(FakeCycle cycle, Instant until, Waiting why) {
        return view(cycle, Next.REST, until, why, null);
    }

    CycleView ended(FakeCycle cycle) {
        return view(cycle, Next.ENDED, null, null, null);
    }

    static CycleView superseded(FakeCycle cycle) {
        return new CycleView(
                cycle.state, Next.SUPERSEDED, null, null, null, null, null, null, null, null, null, null, null);
    }

    CycleView asking(FakeCycle cycle, Next next, List<String> platforms) {
        List<Ask> asks = platforms.stream()
                .map(code -> next == Next.ASK ? ask(cycle, code) : restore(cycle, code))
                .toList();
        return view(cycle, next, null, null, asks);
    }

    private Ask ask(FakeCycle cycle, String code) {
        FakeCohort.Item item = cycle.item(code).orElseThrow();
        String last = item.reason == null ? null : item.outcome + " " + item.reason;
        return new Ask(code, fleet.platform(code).stage(), item.attempts + 1, last);
    }

    private Ask restore(FakeCycle cycle, String code) {
        int attempts = cycle.restorations.stream()
                .filter(entry -> entry.platform.code().equals(code) && !entry.settled)
                .mapToInt(entry -> entry.attempts)
                .max()
                .orElse(0);
        return new Ask(code, fleet.platform(code).stage(), attempts + 1, null);
    }

    private CycleView view(
            FakeCycle cycle, Next next, @Nullable Instant until, @Nullable Waiting why, @Nullable List<Ask> asks) {
        StageCounts counts = cycle.cohort == null ? cycle.counts : cycle.count(fleet);
        return new CycleView(
                cycle.state,
                next,
                until,
                why,
                cycle.freezeEnd,
                asks,
                waits(cycle),
                counts,
                cycle.cohort == null ? null : cycle.cohort.workflowId,
                cycle.stuck,
                cycle.stuckSince,
                cycle.certificateId,
                null);
    }

    private List<String> waits(FakeCycle cycle) {
        if (cycle.brakedBy != null)
            return cycle.facts(fleet).brakes().stream()
                    .map(brake -> "brake: " + brake)
                    .toList();
        if (cycle.cohort == null) return List.of();
        return cycle.facts(fleet).items().stream()
                .filter(CycleFacts.Item::blocks)
                .limit(LINES)
                .map(item -> item.platform() + ": " + item.outcome())
                .toList();
    }
}
