package io.reissue.store.bulk;

import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkState;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Refusal;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.story.CycleList.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One command over many numbers, as it is read.
 *
 * @param until EXTEND_FREEZE, SHORTEN_FREEZE: the new end
 * @param platform WAIVE, ASK_AGAIN: its code
 * @param filter what the members have in common; null: selected otherwise
 * @param of the bulk whose members these are; null: selected otherwise
 * @param members how many cycles
 * @param fingerprint of the members, and of all that their judgement hangs on, as previewed
 * @param outcomes expected, and what became of them; those that are many first
 * @param badRows of a list: how many rows select nothing, by code
 * @param left members that have not been asked
 */
public record Bulk(
        UUID id,
        CommandKind kind,
        String actor,
        String reasonCode,
        @Nullable Instant until,
        @Nullable String platform,
        Selection.Kind selection,
        @Nullable Filter filter,
        @Nullable UUID of,
        int members,
        String fingerprint,
        BulkState state,
        Instant previewedAt,
        Instant expiresAt,
        @Nullable Instant confirmedAt,
        @Nullable String stoppedBy,
        @Nullable Instant endedAt,
        List<Outcome> outcomes,
        Map<BadRow, Integer> badRows,
        int left) {

    /** @param refusal null: not refused */
    public record Outcome(Verdict verdict, @Nullable Refusal refusal, int expected, int became) {}

    /** @param verdict null: not asked yet, or not any more */
    public record Result(
            UUID cycle, @Nullable Verdict verdict, @Nullable Refusal refusal) {}

    /** @param line of the list, from 1 */
    public record Bad(int line, BadRow code) {}

    /** For how many the command would not be refused. */
    public int actionable() {
        return outcomes.stream()
                .filter(outcome -> outcome.refusal() == null)
                .mapToInt(Outcome::expected)
                .sum();
    }
}
