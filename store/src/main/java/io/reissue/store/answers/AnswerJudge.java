package io.reissue.store.answers;

import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.AnswerReceipt;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.OutcomeRules;
import io.reissue.outcome.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges the listed items of one answer against what is known. Nothing is written here. */
final class AnswerJudge {
    private final int[] ordinals;
    private final Map<Integer, Known> known;
    private final Map<Integer, Change> changes = new LinkedHashMap<>();
    private final Map<Integer, Boolean> restored = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> unknownRefs = new ArrayList<>();
    private int accepted;
    private int duplicates;

    /**
     * @param ordinals of the batch, by ref
     * @param known the listed members that still exist, by ordinal
     */
    AnswerJudge(int[] ordinals, Map<Integer, Known> known) {
        this.ordinals = ordinals;
        this.known = new HashMap<>(known);
    }

    /** What is known of one listed member; {@code owed}: the restore of this delivery, null where none was registered. */
    record Known(
            Outcome outcome,
            @Nullable RefusalReason reason,
            @Nullable Owed owed) {}

    /** OPEN: not answered; else what was answered. */
    enum Owed {
        OPEN,
        RESTORED,
        NOTHING_TO_RESTORE
    }

    /** One item as the answer leaves it. {@code moved}: false where only the time to ask again is new. */
    record Change(
            int ref,
            int ordinal,
            Outcome outcome,
            @Nullable RefusalReason reason,
            @Nullable Duration askAgainAfter,
            boolean moved,
            List<String> handles) {}

    void judge(Collection<Result> results) {
        results.forEach(this::judge);
    }

    private void judge(Result result) {
        if (result.ref() < 0 || result.ref() >= ordinals.length) {
            unknownRefs.add(String.valueOf(result.ref()));
            return;
        }
        int ordinal = ordinals[result.ref()];
        Known before = known.get(ordinal);
        if (before == null) {
            gone.add(String.valueOf(result.ref()));
        } else if (result.said().ofRestore()) {
            restore(result, ordinal, before);
        } else {
            unbind(result, ordinal, before);
        }
    }

    private void restore(Result result, int ordinal, Known before) {
        if (before.owed() == null) {
            conflicts.add(String.valueOf(result.ref()));
        } else if (before.owed().name().equals(result.said().name())) {
            duplicates++;
        } else {
            accepted++;
            restored.put(ordinal, result.said() == Said.RESTORED);
        }
    }

    private void unbind(Result result, int ordinal, Known before) {
        Outcome outcome = outcome(result);
        boolean sameReason = Objects.equals(before.reason(), result.reason());
        switch (OutcomeRules.judge(before.outcome(), sameReason, outcome)) {
            case ACCEPTED -> {
                accepted++;
                Change change = change(result, ordinal, outcome, true);
                changes.put(ordinal, change);
                // the same ref may be listed once more: judged by what the first listing said
                known.put(ordinal, new Known(outcome, change.reason(), before.owed()));
            }
            case DUPLICATE -> {
                duplicates++;
                if (!outcome.cleared()) changes.putIfAbsent(ordinal, change(result, ordinal, outcome, false));
            }
            case CONFLICT -> conflicts.add(String.valueOf(result.ref()));
        }
    }

    /** What is said about one item; where accounts are listed, they say it. */
    static Outcome outcome(Result result) {
        return result.accounts().isEmpty()
                ? result.said().outcome()
                : OutcomeRules.ofAccounts(result.accounts().stream()
                        .map(account -> account.said().outcome())
                        .toList());
    }

    private static Change change(Result result, int ordinal, Outcome outcome, boolean moved) {
        List<String> handles = result.accounts().stream()
                .filter(account -> account.said() == Said.UNBOUND)
                .map(Account::handle)
                .toList();
        RefusalReason reason =
                outcome != Outcome.REFUSED ? null : Objects.requireNonNullElse(result.reason(), RefusalReason.OTHER);
        return new Change(result.ref(), ordinal, outcome, reason, result.askAgainAfter(), moved, handles);
    }

    AnswerReceipt receipt() {
        return new AnswerReceipt(
                accepted, duplicates, List.copyOf(conflicts), List.copyOf(gone), List.copyOf(unknownRefs));
    }

    Collection<Change> changes() {
        return changes.values();
    }

    /** Restores that were answered, by ordinal: true for RESTORED. */
    Map<Integer, Boolean> restored() {
        return restored;
    }
}
