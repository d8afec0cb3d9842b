package io.reissue.store.answers;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Outcome;
import io.reissue.store.jdbc.Bitmap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answering side of a batch, read and written under the lock of its (cohort, platform) row. */
record AnsweredBatch(
        UUID id,
        UUID cohortId,
        BitSet members,
        BitSet listed,
        BitSet notBound,
        @Nullable String remainder,
        boolean remainderSaid,
        @Nullable Integer parts,
        Set<Integer> partsSeen) {

    static final String COLUMNS =
            "id, cohort_id, members, listed, not_bound, remainder, remainder_said, parts, parts_seen";

    static AnsweredBatch read(ResultSet row, int n) throws SQLException {
        java.sql.Array seen = row.getArray("parts_seen");
        return new AnsweredBatch(
                row.getObject("id", UUID.class),
                row.getObject("cohort_id", UUID.class),
                Bitmap.bits(row.getBytes("members")),
                Bitmap.bits(row.getBytes("listed")),
                Bitmap.bits(row.getBytes("not_bound")),
                row.getString("remainder"),
                row.getBoolean("remainder_said"),
                row.getObject("parts", Integer.class),
                seen == null ? new HashSet<>() : new HashSet<>(Arrays.asList((Integer[]) seen.getArray())));
    }

    /** A remainder speaks for all parts, so all parts must say the same; once all are here, the next answer may say more. */
    boolean contradicts(Answer answer) {
        return answer.remainder() != null
                && remainder != null
                && !remainderSaid
                && !(remainder.equals(answer.remainder().name()) && Objects.equals(parts, answer.of()));
    }

    /** What the batch has heard with this answer; a remainder counts once all its parts are here, and only climbs. */
    AnsweredBatch hear(Answer answer) {
        list(answer.results());
        if (answer.remainder() == null || remainderSaid && !climbs(answer.remainder())) return this;
        Set<Integer> seen = remainderSaid ? new HashSet<>() : partsSeen;
        seen.add(answer.part());
        return new AnsweredBatch(
                id,
                cohortId,
                members,
                listed,
                notBound,
                answer.remainder().name(),
                seen.size() == answer.of(),
                answer.of(),
                seen);
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

    private boolean climbs(Remainder said) {
        return remainder == null
                || said.outcome().compareTo(Remainder.valueOf(remainder).outcome()) > 0;
    }
}
