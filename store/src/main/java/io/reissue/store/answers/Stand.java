package io.reissue.store.answers;

import io.reissue.outcome.Outcome;
import io.reissue.outcome.PlausibilityRules.Said;
import io.reissue.store.answers.AnswerJudge.Change;
import java.util.BitSet;
import java.util.Collection;

/**
 * What an answer of a required platform says that it had not said before, as ordinals; read between the board before and after it.
 *
 * @param notBound for the first time
 * @param bound for the first time, refused or not
 * @param counted bound items that the rate has not counted as not bound before
 * @param affirmed doubted ones that it calls not bound once more
 * @param heldBound what was said about its batch, in this answer or before, holds something bound
 */
record Stand(BitSet notBound, BitSet bound, BitSet counted, BitSet affirmed, boolean heldBound) {

    /** How the board stood before the answer. */
    record Before(BitSet cleared, BitSet unbound, BitSet settled, BitSet doubted) {
        static Before of(Board board, BitSet doubted) {
            return new Before(copy(board.cleared()), copy(board.unbound()), copy(board.settled()), doubted);
        }

        private boolean refused(int ordinal) {
            return settled.get(ordinal) && !cleared.get(ordinal);
        }
    }

    static Stand read(Before before, Board after, AnsweredBatch batch, Collection<Change> changes) {
        BitSet notBound = copy(after.cleared());
        notBound.andNot(before.cleared());
        notBound.andNot(after.unbound());
        BitSet bound = new BitSet();
        for (Change change : changes) {
            boolean held = change.outcome() == Outcome.UNBOUND || change.outcome() == Outcome.REFUSED;
            if (change.moved() && held && !before.refused(change.ordinal())) bound.set(change.ordinal());
        }
        BitSet counted = copy(bound);
        BitSet known = copy(before.cleared());
        known.andNot(before.doubted());
        counted.andNot(known);
        BitSet affirmed = batch.saidNotBound();
        affirmed.and(before.doubted());
        affirmed.and(after.cleared());
        affirmed.andNot(after.unbound());
        return new Stand(notBound, bound, counted, affirmed, !bound.isEmpty() || heldBound(after, batch));
    }

    /** Something that this batch listed, and not as not bound, is known to have been bound. */
    private static boolean heldBound(Board after, AnsweredBatch batch) {
        BitSet held = copy(after.settled());
        held.andNot(after.cleared());
        held.or(after.unbound());
        held.and(batch.listed());
        held.andNot(batch.notBound());
        return !held.isEmpty();
    }

    boolean saysAnything() {
        return !(notBound.isEmpty() && bound.isEmpty() && (affirmed.isEmpty() || !heldBound));
    }

    Said said() {
        long affirmedToo = heldBound ? affirmed.cardinality() : 0;
        return new Said(notBound.cardinality() + counted.cardinality() + affirmedToo, bound.cardinality(), heldBound);
    }

    private static BitSet copy(BitSet bits) {
        return (BitSet) bits.clone();
    }
}
