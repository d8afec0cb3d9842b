package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Outcome;
import io.reissue.store.jdbc.Bitmap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answering side of a batch, read and written under the lock of its (cohort, platform) row.
 *
 * @param remainder what an answer that is here as a whole said about the items that none listed; it only climbs
 * @param underWay an answer of several parts that is not here as a whole yet
 */
record AnsweredBatch(
        UUID id,
        UUID cohortId,
        BitSet members,
        BitSet listed,
        BitSet notBound,
        @Nullable Remainder remainder,
        @Nullable UnderWay underWay) {

    /** Of {@code batch b}. */
    static final String COLUMNS = """
            b.id as batch_id, b.cohort_id, b.members as asked, b.listed, b.not_bound, b.remainder, b.parts, b.parts_seen,
                b.parts_remainder""";

    /** Some of the {@code parts} of an answer, and what they say about the rest; null: nothing. */
    record UnderWay(int parts, Set<Integer> seen, @Nullable Remainder remainder) {
        UnderWay and(int part) {
            Set<Integer> all = new TreeSet<>(seen);
            all.add(part);
            return new UnderWay(parts, all, remainder);
        }

        boolean whole() {
            return seen.size() == parts;
        }
    }

    static AnsweredBatch read(ResultSet row, int n) throws SQLException {
        int parts = row.getInt("parts");
        return new AnsweredBatch(
                row.getObject("batch_id", UUID.class),
                row.getObject("cohort_id", UUID.class),
                Bitmap.bits(row.getBytes("asked")),
                Bitmap.bits(row.getBytes("listed")),
                Bitmap.bits(row.getBytes("not_bound")),
                remainder(row.getString("remainder")),
                parts == 0
                        ? null
                        : new UnderWay(
                                parts,
                                Set.of((Integer[]) row.getArray("parts_seen").getArray()),
                                remainder(row.getString("parts_remainder"))));
    }

    private static @Nullable Remainder remainder(@Nullable String code) {
        return code == null ? null : Remainder.valueOf(code);
    }

    /**
     * A remainder speaks for all parts, so all parts say the same, whichever comes first. An answer of another number of parts is
     * another answer; of two that both speak for the rest, one has to be here as a whole before the next begins.
     */
    boolean contradicts(Answer answer) {
        if (underWay == null) return false;
        if (answer.of() == underWay.parts()) return answer.remainder() != underWay.remainder();
        return answer.remainder() != null && underWay.remainder() != null;
    }

    /** What the batch has heard with this answer; a remainder counts once all its parts are here. */
    AnsweredBatch hear(Answer answer) {
        list(answer.results());
        Remainder said = answer.remainder();
        if (said != null && !climbs(said)) return this;
        if (underWay != null && answer.of() == underWay.parts()) {
            UnderWay heard = underWay.and(answer.part());
            return heard.whole() ? with(said == null ? remainder : said, null) : with(remainder, heard);
        }
        if (answer.of() == 1) return with(said == null ? remainder : said, underWay);
        if (underWay != null && said == null) return this;
        return with(remainder, new UnderWay(answer.of(), Set.of(answer.part()), said));
    }

    private AnsweredBatch with(@Nullable Remainder said, @Nullable UnderWay partial) {
        return new AnsweredBatch(id, cohortId, members, listed, notBound, said, partial);
    }

    /** Not bound is what an undo may skip: only what this delivery was answered from the start. Afterwards it may have detached. */
    private void list(List<Result> results) {
        int[] ordinals = members.stream().toArray();
        for (Result result : results) {
            if (result.ref() >= ordinals.length || result.said().ofRestore()) continue;
            int ordinal = ordinals[result.ref()];
            boolean neverElse = !listed.get(ordinal) || notBound.get(ordinal);
            notBound.set(ordinal, neverElse && AnswerJudge.outcome(result) == Outcome.NOT_BOUND);
            listed.set(ordinal);
        }
    }

    /** The members that what was said about this batch calls not bound, by name or by the remainder. */
    BitSet saidNotBound() {
        BitSet said = (BitSet) notBound.clone();
        if (remainder == Remainder.NOT_BOUND) {
            BitSet rest = (BitSet) members.clone();
            rest.andNot(listed);
            said.or(rest);
        }
        return said;
    }

    private boolean climbs(Remainder said) {
        return remainder == null || said.outcome().compareTo(remainder.outcome()) > 0;
    }
}
