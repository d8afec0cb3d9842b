package io.reissue.recycle;

import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.recycle.CycleFacts.StageFacts;
import io.reissue.recycle.CycleFacts.Undo;
import io.reissue.recycle.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cycle does next: facts and an instant in, a verdict out. Workflow, store and tests share it. */
public final class RecycleRules {
    /** A stuck, held or braked number looks at the store again after this long, should every signal be lost. */
    public static final Duration FALLBACK = Duration.ofDays(30);

    private RecycleRules() {}

    public static Verdict next(CycleFacts facts, Instant now) {
        if (facts.state().undoing() || !facts.undos().isEmpty()) return undo(facts, now);
        if (!facts.open()) return new Verdict.Ended();
        if (facts.held()) return held(facts, now);
        if (facts.asking() == Asking.ALONE) {
            Optional<Verdict> step = askingAlone(facts, now);
            if (step.isPresent()) return step.get();
        }
        List<String> due = toAskNow(facts, now);
        if (!due.isEmpty()) return new Verdict.Ask(due, stuck(facts, now));
        if (now.isBefore(facts.freezeEnd())) return rest(facts, now);
        if (mayPurge(facts, now)) return new Verdict.Purge();
        return wouldPurge(facts, now) ? braked(facts, now) : extendOrWait(facts, now);
    }

    /** Invariants 1 and 2 in one place; the purge asks it again on the locked row. */
    public static boolean mayPurge(CycleFacts facts, Instant now) {
        return facts.brakes().isEmpty() && wouldPurge(facts, now);
    }

    private static boolean wouldPurge(CycleFacts facts, Instant now) {
        if (facts.state() != CycleState.RESTING || facts.held() || now.isBefore(facts.freezeEnd())) return false;
        return switch (facts.ending()) {
            case RELEASE ->
                !now.isBefore(facts.floorAt())
                        && facts.sealed()
                        && facts.blocking().isEmpty();
            case RETIRE, RETURN_TO_DONOR -> true;
        };
    }

    private static Optional<Verdict> askingAlone(CycleFacts facts, Instant now) {
        if (!facts.sealed()) {
            return now.isBefore(facts.askAt()) ? Optional.empty() : Optional.of(new Verdict.SealAlone());
        }
        for (Stage stage : Stage.IN_ORDER) {
            Optional<StageFacts> opened = opened(facts, stage);
            if (opened.isEmpty()) return Optional.of(new Verdict.OpenStage(stage));
            if (!passed(facts, opened.get(), now)) return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<StageFacts> opened(CycleFacts facts, Stage stage) {
        return facts.stages().stream().filter(entry -> entry.stage() == stage).findFirst();
    }

    /** A stage is passed when every platform has taken a stand, or its time is over. */
    private static boolean passed(CycleFacts facts, StageFacts stage, Instant now) {
        return !now.isBefore(stage.deadline())
                || facts.items().stream()
                        .filter(item -> item.stage() == stage.stage())
                        .allMatch(item -> item.waived() || item.outcome().settled());
    }

    /**
     * The platforms this number has to ask itself now: refusals of required platforms in any mode (they are the number's
     * own); what a person wants asked now, once; alone, everything of the opened stages that is not cleared.
     */
    private static List<String> toAskNow(CycleFacts facts, Instant now) {
        return ownItems(facts, now)
                .filter(item -> item.askNow()
                        || item.askAgainAt() == null
                        || !item.askAgainAt().isAfter(now))
                .map(Item::platform)
                .toList();
    }

    private static Stream<Item> ownItems(CycleFacts facts, Instant now) {
        if (!facts.sealed()) return Stream.empty();
        return facts.items().stream()
                .filter(item -> item.worthAsking(now.isBefore(facts.freezeEnd())))
                .filter(item -> facts.asking() == Asking.COHORT
                        ? item.askNow() || item.blocks() && item.outcome() == Outcome.REFUSED
                        : opened(facts, item.stage()).isPresent());
    }

    private static Verdict rest(CycleFacts facts, Instant now) {
        Stream<Instant> wakes = Stream.concat(
                ownItems(facts, now).map(Item::askAgainAt).filter(Objects::nonNull),
                facts.stages().stream()
                        .filter(stage -> !passed(facts, stage, now))
                        .map(StageFacts::deadline));
        Instant next = wakes.min(Comparator.naturalOrder()).orElse(facts.freezeEnd());
        if (facts.asking() == Asking.ALONE && !facts.sealed() && facts.askAt().isBefore(facts.freezeEnd())) {
            return new Verdict.Rest(facts.askAt(), Waiting.ASK_DAY, Optional.empty());
        }
        if (next.isBefore(facts.freezeEnd())) return new Verdict.Rest(next, Waiting.ANSWERS, stuck(facts, now));
        boolean open = facts.sealed() && !facts.blocking().isEmpty();
        return new Verdict.Rest(facts.freezeEnd(), open ? Waiting.ANSWERS : Waiting.FREEZE, stuck(facts, now));
    }

    private static Verdict held(CycleFacts facts, Instant now) {
        return new Verdict.Rest(fallback(facts, now), Waiting.HOLD, stuck(facts, now));
    }

    /** Whatever keeps a number past its ceiling, it says so from that moment on, not at the next fallback. */
    private static Instant fallback(CycleFacts facts, Instant now) {
        Instant again = now.plus(FALLBACK);
        Instant ceiling = facts.ceilingAt();
        return ceiling != null && now.isBefore(ceiling) ? FreezeRules.earliest(ceiling, again) : again;
    }

    private static Verdict extendOrWait(CycleFacts facts, Instant now) {
        Instant longer = FreezeRules.earliest(
                facts.days().plus(FreezeRules.latest(facts.freezeEnd(), now), Period.ofDays(facts.extensionStepDays())),
                facts.capAt());
        if (longer.isAfter(now)) return new Verdict.Extend(longer, stuck(facts, now));
        Instant fallback = fallback(facts, now);
        Instant again = ownItems(facts, now)
                .map(Item::askAgainAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(own -> FreezeRules.earliest(own, fallback))
                .orElse(fallback);
        return new Verdict.Rest(again, Waiting.ANSWERS, stuck(facts, now));
    }

    /** A brake is no fault of the number's, so it is not stuck; past the law's ceiling it says so all the same. */
    private static Verdict braked(CycleFacts facts, Instant now) {
        return new Verdict.Rest(
                fallback(facts, now),
                Waiting.BRAKE,
                pastCeiling(facts, now) ? Optional.of(StuckReason.CEILING_REACHED) : Optional.empty());
    }

    private static boolean pastCeiling(CycleFacts facts, Instant now) {
        return facts.ceilingAt() != null && !now.isBefore(facts.ceilingAt());
    }

    /**
     * Stuck: kept past the ceiling, whatever keeps it; or, unless it is held, at the cap, or past the freeze with no open required item
     * having moved within the policy's patience.
     */
    public static Optional<StuckReason> stuck(CycleFacts facts, Instant now) {
        List<Item> blocking = facts.blocking();
        boolean kept = facts.held() || !facts.sealed() || !blocking.isEmpty();
        if (kept && pastCeiling(facts, now)) return Optional.of(StuckReason.CEILING_REACHED);
        if (facts.held() || blocking.isEmpty()) return Optional.empty();
        if (!now.isBefore(facts.capAt())) return Optional.of(StuckReason.CAP_REACHED);
        if (facts.stuck() == null && now.isBefore(facts.freezeEnd())) return Optional.empty();
        if (facts.progressAt() != null && now.isBefore(facts.days().plus(facts.progressAt(), facts.patience())))
            return Optional.empty();
        if (blocking.stream().anyMatch(item -> item.reason() == RefusalReason.BOUND_AFTER_CUTOFF)) {
            return Optional.of(StuckReason.BOUND_AFTER_CUTOFF);
        }
        if (blocking.stream().anyMatch(item -> item.outcome() == Outcome.REFUSED)) {
            return Optional.of(StuckReason.REQUIRED_REFUSES);
        }
        boolean doubted = blocking.stream().anyMatch(Item::doubted);
        return Optional.of(doubted ? StuckReason.REQUIRED_DOUBTED : StuckReason.REQUIRED_SILENT);
    }

    private static Verdict undo(CycleFacts facts, Instant now) {
        List<Undo> open = facts.undos().stream().filter(undo -> !undo.settled()).toList();
        if (open.isEmpty()) return facts.state().undoing() ? new Verdict.EndUndo() : new Verdict.Ended();
        List<String> due = open.stream()
                .filter(undo -> undo.askAgainAt() == null || !undo.askAgainAt().isAfter(now))
                .map(Undo::platform)
                .distinct()
                .toList();
        if (!due.isEmpty()) return new Verdict.Restore(due);
        Instant again = open.stream()
                .map(Undo::askAgainAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(now.plus(FALLBACK));
        return new Verdict.Rest(again, Waiting.RESTORES, Optional.empty());
    }
}
