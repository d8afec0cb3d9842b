package io.reissue.outcome;

import java.util.List;

/**
 * What became of an answer, judged per ref; on disk before the platform sees it. Lists hold refs.
 *
 * @param conflicts say less than what is known already
 * @param gone of numbers that were purged; nothing changed
 * @param unknownRefs not in the batch
 */
public record AnswerReceipt(
        int accepted, int duplicates, List<String> conflicts, List<String> gone, List<String> unknownRefs) {

    /** Something was taken, or known already. */
    public boolean acceptable() {
        return accepted > 0 || duplicates > 0 || conflicts.isEmpty() && gone.isEmpty() && unknownRefs.isEmpty();
    }

    /** No result could be taken, and the answer says nothing of the rest: it is refused as a whole, and nothing of it may be kept. */
    public boolean refuses(Answer answer) {
        return !acceptable() && answer.remainder() == null;
    }
}
