package io.reissue.store.cycle;

import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.recycle.CycleFacts.Undo;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.CycleView;
import io.reissue.recycle.CycleView.Ask;
import io.reissue.recycle.CycleView.Next;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.recycle.StuckReason;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the workflow is told, and so what an operator reads: codes and counts. */
final class CycleViews {
    /** More would only make the history longer; the console shows all. */
    private static final int LINES = 10;

    private CycleViews() {}

    static CycleView ended(CycleState state, @Nullable String certificateId, @Nullable StageCounts counts) {
        return new CycleView(
                state, Next.ENDED, null, null, null, null, null, counts, null, null, null, certificateId, null);
    }

    static CycleView superseded(CycleState state) {
        return new CycleView(state, Next.SUPERSEDED, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The common case: nothing open that is worth a line. */
    static CycleView rest(
            CycleRow row,
            CycleFacts facts,
            Instant until,
            Waiting why,
            @Nullable StuckReason stuck,
            @Nullable Instant stuckSince,
            @Nullable String cohort) {
        return new CycleView(
                row.state(),
                Next.REST,
                until,
                why,
                facts.freezeEnd(),
                null,
                waits(row, facts, why),
                row.sealedAt() == null ? null : Purge.counts(facts),
                cohort,
                stuck,
                stuckSince,
                null,
                null);
    }

    static CycleView ask(
            CycleRow row,
            CycleFacts facts,
            List<String> platforms,
            @Nullable StuckReason stuck,
            @Nullable Instant stuckSince,
            @Nullable String cohort) {
        List<Ask> asks = facts.items().stream()
                .filter(item -> platforms.contains(item.platform()))
                .map(item -> new Ask(item.platform(), item.stage(), item.attempts() + 1, last(item)))
                .toList();
        return new CycleView(
                row.state(),
                Next.ASK,
                null,
                null,
                facts.freezeEnd(),
                asks,
                waits(facts),
                Purge.counts(facts),
                cohort,
                stuck,
                stuckSince,
                null,
                null);
    }

    static CycleView undo(CycleRow row, CycleFacts facts, List<String> platforms, @Nullable String cohort) {
        List<Ask> asks = new ArrayList<>();
        for (String platform : platforms) {
            List<Undo> open = facts.undos().stream()
                    .filter(undo -> undo.platform().equals(platform) && !undo.settled())
                    .toList();
            int attempt = open.stream().mapToInt(Undo::attempts).max().orElse(0) + 1;
            asks.add(new Ask(platform, open.getFirst().stage(), attempt, null));
        }
        return new CycleView(
                row.state(),
                Next.UNDO,
                null,
                Waiting.RESTORES,
                facts.freezeEnd(),
                asks,
                restores(facts),
                null,
                cohort,
                null,
                null,
                null,
                null);
    }

    private static @Nullable List<String> waits(CycleRow row, CycleFacts facts, Waiting why) {
        return switch (why) {
            case RESTORES -> restores(facts);
            case BRAKE ->
                facts.brakes().stream()
                        .limit(LINES)
                        .map(brake -> "brake: " + brake)
                        .toList();
            default -> row.sealedAt() == null ? null : waits(facts);
        };
    }

    private static List<String> waits(CycleFacts facts) {
        List<Item> blocking = facts.blocking();
        List<String> lines = new ArrayList<>(
                blocking.stream().limit(LINES).map(CycleViews::line).toList());
        if (blocking.size() > LINES) lines.add("and " + (blocking.size() - LINES) + " more required platforms");
        return lines;
    }

    private static List<String> restores(CycleFacts facts) {
        return facts.undos().stream()
                .filter(undo -> !undo.settled())
                .limit(LINES)
                .map(undo -> undo.platform() + " (stage " + undo.stage().number() + "): has not restored, attempts "
                        + undo.attempts())
                .toList();
    }

    private static String line(Item item) {
        String again = item.askAgainAt() == null
                ? ""
                : ", asked again " + item.askAgainAt().truncatedTo(ChronoUnit.MINUTES);
        return item.platform() + " (required, stage " + item.stage().number() + "): "
                + Objects.requireNonNullElse(last(item), "no answer") + again;
    }

    private static @Nullable String last(Item item) {
        if (item.doubted()) return "NOT_BOUND, not believed";
        return switch (item.outcome()) {
            case UNKNOWN -> null;
            case REFUSED -> "REFUSED " + item.reason();
            default -> item.outcome().name();
        };
    }
}
