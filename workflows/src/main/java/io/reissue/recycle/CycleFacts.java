package io.reissue.recycle;

import io.reissue.brake.Brake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.Days;
import io.reissue.policy.Lead;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the rules need to know about one cycle; read under the row's lock, or kept in a fake's memory.
 *
 * @param askAt when its platforms are asked, as an instant in the number's zone
 * @param capAt the policy's cap, or the ceiling where that is earlier
 * @param ceilingAt the law's ceiling; null: none
 * @param sealed a cohort (of many, or of this one alone) has taken it in
 * @param progressAt when an open required item last changed its outcome; before any did, when it was asked
 * @param stuck as last told to the operators
 * @param lead of its policy
 * @param items one per platform; UNKNOWN for all while not sealed
 * @param stages the stages of a number that asks ALONE; empty where a cohort keeps them
 * @param undos what has to be restored before an undo may end; empty unless undoing
 * @param brakes those that stand and stop this number, the widest first
 */
public record CycleFacts(
        CycleState state,
        Ending ending,
        Asking asking,
        Instant disconnectedAt,
        Instant floorAt,
        @Nullable Instant ceilingAt,
        Instant capAt,
        Instant freezeEnd,
        Instant askAt,
        Instant reclaimUntil,
        boolean held,
        boolean sealed,
        @Nullable Instant progressAt,
        @Nullable StuckReason stuck,
        Days days,
        int extensionStepDays,
        Period patience,
        Lead lead,
        List<Item> items,
        List<StageFacts> stages,
        List<Undo> undos,
        List<Brake> brakes) {

    /**
     * One platform's account of the number.
     *
     * @param askAgainAt not before; null: never asked by the number itself
     * @param opened its stage has been opened: it has been asked, or is being
     * @param askNow a person wants it asked now, and it was not since
     * @param doubted it said NOT_BOUND and is not believed: the outcome is what was known without that
     */
    public record Item(
            String platform,
            Stage stage,
            boolean required,
            Outcome outcome,
            @Nullable RefusalReason reason,
            boolean waived,
            int attempts,
            @Nullable Instant askAgainAt,
            boolean opened,
            boolean askNow,
            boolean doubted) {

        /** Required, and neither cleared nor waived: it blocks the purge. */
        public boolean blocks() {
            return required && !waived && !outcome.cleared();
        }

        /** Something may still come of asking: it is open, and the answer comes before the number may be released. */
        boolean worthAsking(boolean beforeFreezeEnd) {
            return !waived && !outcome.cleared() && (required || beforeFreezeEnd);
        }
    }

    /** A stage that has been opened; {@code deadline}: when the next one opens, whatever is still silent. */
    public record StageFacts(Stage stage, Instant deadline) {}

    /** One delivery to be undone. {@code askAgainAt}: not before; null: not tried yet. */
    public record Undo(
            String platform,
            Stage stage,
            boolean settled,
            int attempts,
            @Nullable Instant askAgainAt) {}

    /** When its platforms are asked if its freeze ends then. */
    Instant askAt(Instant end) {
        return days.startOf(lead.askOn(days, end));
    }

    public boolean open() {
        return state.open();
    }

    public List<Item> blocking() {
        return items.stream().filter(Item::blocks).toList();
    }
}
