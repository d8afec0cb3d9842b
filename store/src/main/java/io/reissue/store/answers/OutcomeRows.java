package io.reissue.store.answers;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.store.answers.AnswerJudge.Known;
import io.reissue.store.answers.AnswerJudge.Owed;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import java.sql.Types;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What answers read and write. Locks in this order: the membership rows of the listed refs, the (cohort, platform) row, the counter
 * row of (cohort, stage).
 */
@Component
class OutcomeRows {
    private final JdbcClient jdbc;

    OutcomeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Listed(int ordinal, UUID cycleId, boolean withdrawn) {}

    /** Members that still exist; {@code FOR KEY SHARE} keeps them from being purged or withdrawn meanwhile. */
    Map<Integer, Listed> lockMembers(UUID cohort, List<Integer> ordinals) {
        Map<Integer, Listed> found = new HashMap<>();
        if (ordinals.isEmpty()) return found;
        jdbc.sql("""
                select ordinal, cycle_id, withdrawn from membership
                where cohort_id = :cohort and ordinal = any (:ordinals) order by ordinal for key share
                """)
                .param("cohort", cohort)
                .param("ordinals", ordinals.toArray(Integer[]::new))
                .query((row, n) -> new Listed(
                        row.getInt("ordinal"), row.getObject("cycle_id", UUID.class), row.getBoolean("withdrawn")))
                .list()
                .forEach(member -> found.put(member.ordinal(), member));
        return found;
    }

    /** Empty when the cohort's outcomes have been forgotten. */
    Optional<Board> lockBoard(UUID cohort, int platform) {
        return jdbc.sql("select " + Board.COLUMNS + Board.FROM + """
                where cp.cohort_id = :cohort and cp.platform_id = :platform
                for no key update of cp
                """)
                .param("cohort", cohort)
                .param("platform", platform)
                .query(Board::read)
                .optional();
    }

    /** What a batch was asked about, and what it has heard. */
    record Heard(Board board, AnsweredBatch batch) {}

    /** As {@link #lockBoard}, of the platform that the batch went to; behind it the batch, locked too. */
    Optional<Heard> lockHeard(UUID batch) {
        return jdbc.sql("select " + AnsweredBatch.COLUMNS + ", " + Board.COLUMNS + Board.FROM + """
                join batch b on b.cohort_id = cp.cohort_id and b.platform_id = cp.platform_id
                where b.id = :batch
                for no key update of cp, b
                """)
                .param("batch", batch)
                .query((row, n) -> new Heard(Board.read(row, n), AnsweredBatch.read(row, n)))
                .optional();
    }

    /** What is known of the listed members, behind the locks. {@code doubted}: by ordinal; their NOT_BOUND counts as unknown. */
    Map<Integer, Known> known(Board board, BitSet doubted, UUID batch, Map<Integer, Listed> members) {
        Map<Integer, Known> known = new HashMap<>();
        if (members.isEmpty()) return known;
        jdbc.sql("""
                select m.ordinal, e.outcome, e.reason, r.registered_at is not null as owed, r.outcome as restored
                from membership m
                left join outcome_exception e on e.cohort_id = m.cohort_id and e.ordinal = m.ordinal
                    and e.platform_id = :platform
                left join restoration r on r.batch_id = :batch and r.cycle_id = m.cycle_id
                where m.cohort_id = :cohort and m.ordinal = any (:ordinals)
                """)
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .param("batch", batch)
                .param("ordinals", members.keySet().toArray(Integer[]::new))
                .query(row -> {
                    int ordinal = row.getInt("ordinal");
                    String exception = row.getString("outcome");
                    Outcome outcome = board.outcome(
                            ordinal, doubted.get(ordinal), exception == null ? null : Outcome.of(exception));
                    String reason = outcome == Outcome.REFUSED ? row.getString("reason") : null;
                    String restored = row.getString("restored");
                    Owed owed = !row.getBoolean("owed") ? null : restored == null ? Owed.OPEN : Owed.valueOf(restored);
                    known.put(ordinal, new Known(outcome, reason == null ? null : RefusalReason.of(reason), owed));
                });
        return known;
    }

    void write(Board board) {
        jdbc.sql("""
                update cohort_platform set cleared = :cleared, unbound = :unbound, settled = :settled, open_items = :open
                where cohort_id = :cohort and platform_id = :platform
                """)
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .param("cleared", Bitmap.bytes(board.cleared(), board.members()))
                .param("unbound", Bitmap.bytes(board.unbound(), board.members()))
                .param("settled", Bitmap.bytes(board.settled(), board.members()))
                .param("open", board.members() - board.settled().cardinality())
                .update();
    }

    /**
     * Counts a platform that had something open when the board was locked, and has nothing any more, off its stage; says whether the
     * cohort's workflow waits for that: whether it was the opened stage's last.
     */
    boolean settlesStage(Board board) {
        boolean closed = board.openItems() > 0 && board.settled().cardinality() == board.members();
        return closed && closePlatform(board) && !board.alone();
    }

    private boolean closePlatform(Board board) {
        return jdbc.sql("""
                update cohort_stage set open_platforms = open_platforms - 1
                where cohort_id = :cohort and stage = :stage returning open_platforms
                """)
                .param("cohort", board.cohort())
                .param("stage", board.stage())
                .query(Integer.class)
                .optional()
                .filter(left -> left == 0)
                .isPresent();
    }

    /** A platform that had nothing open has again; so its stage counts it once more, if it was opened. */
    void reopenPlatform(Board board) {
        jdbc.sql("""
                update cohort_stage set open_platforms = open_platforms + 1 where cohort_id = :cohort and stage = :stage
                """)
                .param("cohort", board.cohort())
                .param("stage", board.stage())
                .update();
    }

    record ExceptionRow(
            int ordinal, Outcome outcome, @Nullable RefusalReason reason, Instant askAgainAt, boolean moved) {}

    void writeExceptions(Board board, List<ExceptionRow> rows, Instant now) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                insert into outcome_exception (cohort_id, ordinal, platform_id, outcome, reason, ask_again_at, changed_at)
                select :cohort, x.ordinal, :platform, x.outcome, x.reason, x.again, :now
                from unnest(:ordinals::int[], :outcomes::text[], :reasons::text[], :agains::timestamptz[])
                    as x (ordinal, outcome, reason, again)
                on conflict (cohort_id, ordinal, platform_id) do update
                set outcome = excluded.outcome, reason = excluded.reason, ask_again_at = excluded.ask_again_at,
                    attempts = outcome_exception.attempts + 1,
                    changed_at = case when outcome_exception.outcome = excluded.outcome
                            and outcome_exception.reason is not distinct from excluded.reason
                        then outcome_exception.changed_at else excluded.changed_at end
                """)
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .param("now", SqlTime.param(now))
                .param("ordinals", rows.stream().map(ExceptionRow::ordinal).toArray(Integer[]::new))
                .param(
                        "outcomes",
                        rows.stream().map(row -> row.outcome().name()).toArray(String[]::new))
                .param(
                        "reasons",
                        rows.stream()
                                .map(row -> row.reason() == null
                                        ? null
                                        : row.reason().name())
                                .toArray(String[]::new))
                .param(
                        "agains",
                        rows.stream().map(row -> row.askAgainAt().toString()).toArray(String[]::new))
                .update();
    }

    void deleteExceptions(Board board, BitSet ordinals) {
        if (ordinals.isEmpty()) return;
        jdbc.sql("""
                delete from outcome_exception
                where cohort_id = :cohort and platform_id = :platform and ordinal = any (:ordinals)
                """)
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .param("ordinals", ordinals.stream().boxed().toArray(Integer[]::new))
                .update();
    }

    void writeBatch(AnsweredBatch batch, Instant now) {
        AnsweredBatch.UnderWay partial = batch.underWay();
        jdbc.sql("""
                update batch set listed = :listed, not_bound = :notBound, remainder = :remainder,
                    parts = :parts, parts_seen = :seen, parts_remainder = :partsRemainder,
                    delivered_at = coalesce(delivered_at, :now), offered_at = null
                where id = :id
                """)
                .param("id", batch.id())
                .param("now", SqlTime.param(now))
                .param("listed", batch.listed().toByteArray())
                .param("notBound", batch.notBound().toByteArray())
                .param("remainder", code(batch.remainder()))
                .param("parts", partial == null ? null : partial.parts(), Types.INTEGER)
                .param("seen", partial == null ? null : partial.seen().toArray(Integer[]::new), Types.ARRAY)
                .param("partsRemainder", partial == null ? null : code(partial.remainder()))
                .update();
    }

    private static @Nullable String code(@Nullable Remainder remainder) {
        return remainder == null ? null : remainder.name();
    }

    /** Cycles that wait for answers, among the given members. */
    List<UUID> waiting(UUID cohort, BitSet ordinals) {
        if (ordinals.isEmpty()) return List.of();
        return jdbc.sql("""
                select c.id from membership m join cycle c on c.id = m.cycle_id and c.waiting
                where m.cohort_id = :cohort and m.ordinal = any (:ordinals)
                """)
                .param("cohort", cohort)
                .param("ordinals", ordinals.stream().boxed().toArray(Integer[]::new))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    void restored(UUID batch, UUID cycle, boolean restored, Instant now) {
        jdbc.sql("""
                update restoration set outcome = :outcome, settled_at = :now
                where batch_id = :batch and cycle_id = :cycle
                """)
                .param("batch", batch)
                .param("cycle", cycle)
                .param("outcome", restored ? Owed.RESTORED.name() : Owed.NOTHING_TO_RESTORE.name())
                .param("now", SqlTime.param(now))
                .update();
    }

    /** A late UNBOUND about a number that is back with its holder: it is owed a restore, once more if need be. */
    void owe(Board board, UUID batch, int ref, UUID cycle, Instant now) {
        jdbc.sql("""
                insert into restoration (cycle_id, batch_id, ref, platform_id, stage, registered_at)
                values (:cycle, :batch, :ref, :platform, :stage, :now)
                on conflict (batch_id, ref) do update set outcome = null, settled_at = null, ask_again_at = null
                """)
                .param("cycle", cycle)
                .param("batch", batch)
                .param("ref", ref)
                .param("platform", board.platform())
                .param("stage", board.stage())
                .param("now", SqlTime.param(now))
                .update();
    }
}
