package io.reissue.store.answers;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.outcome.PlausibilityRules;
import io.reissue.outcome.PlausibilityRules.Rate;
import io.reissue.outcome.PlausibilityRules.Tally;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How plausible the answers of a required platform are, kept in the transaction of each: its rate, and the streak of answers that held
 * nothing bound. The row of the rate is locked late, so answers about different cohorts wait for each other only from here to their
 * commits.
 */
@Component
class Streaks {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final AuditLog audit;

    Streaks(JdbcClient jdbc, Outbox outbox, AuditLog audit) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.audit = audit;
    }

    private record Known(@Nullable UUID streak, Tally tally) {
        boolean doubted() {
            return tally.doubted();
        }
    }

    private record RateRow(Rate rate, @Nullable UUID streak) {
        static RateRow read(ResultSet row, int n) throws SQLException {
            return new RateRow(
                    new Rate(row.getLong("items"), row.getLong("bound")), row.getObject("streak_id", UUID.class));
        }
    }

    /** Items of the board that count as unknown though it says NOT_BOUND. */
    BitSet doubted(Board board) {
        BitSet doubted = new BitSet();
        jdbc.sql("select ordinals from doubted_part where cohort_id = :cohort and platform_id = :platform")
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .query((row, n) -> Bitmap.bits(row.getBytes("ordinals")))
                .list()
                .forEach(doubted::or);
        return doubted;
    }

    /**
     * Takes an answer in, behind the locks of its board.
     *
     * @param released doubted items for which the answer says something else, or which it affirms while it holds something bound
     * @return whether what it calls not bound is doubted
     */
    boolean hear(Board board, Stand stand, BitSet released, Instant now) {
        if (!stand.saysAnything() && released.isEmpty()) return false;
        Known known = lock(board);
        Tally after = PlausibilityRules.hear(known.tally(), stand.said());
        UUID streak = stand.heldBound() ? end(known, now) : goOn(board, known, stand, after, now);
        jdbc.sql("""
                update bound_rate set items = :items, bound = :bound, streak_id = :streak
                where platform_id = :platform and jurisdiction = :jurisdiction
                """)
                .param("items", after.rate().items())
                .param("bound", after.rate().bound())
                .param("streak", streak)
                .param("platform", board.platform())
                .param("jurisdiction", board.jurisdiction())
                .update();
        // the foreign key lets go of a streak only now
        if (streak == null && known.streak() != null && !known.doubted()) forget(known.streak());
        release(board, released);
        return after.doubted();
    }

    /** The streak is read behind the lock, by a statement of its own: a join would show it as it was before the wait. */
    private Known lock(Board board) {
        RateRow row = lockRate(board).orElseGet(() -> {
            jdbc.sql("""
                    insert into bound_rate (platform_id, jurisdiction) values (:platform, :jurisdiction)
                    on conflict do nothing
                    """)
                    .param("platform", board.platform())
                    .param("jurisdiction", board.jurisdiction())
                    .update();
            return lockRate(board).orElseThrow();
        });
        if (row.streak() == null) return new Known(null, new Tally(row.rate(), 0, false));
        return jdbc.sql("select items, doubted_at is not null as doubted from streak where id = :id")
                .param("id", row.streak())
                .query((found, n) -> new Known(
                        row.streak(), new Tally(row.rate(), found.getLong("items"), found.getBoolean("doubted"))))
                .single();
    }

    private Optional<RateRow> lockRate(Board board) {
        return jdbc.sql("""
                select items, bound, streak_id from bound_rate
                where platform_id = :platform and jurisdiction = :jurisdiction for update
                """)
                .param("platform", board.platform())
                .param("jurisdiction", board.jurisdiction())
                .query(RateRow::read)
                .optional();
    }

    /** A doubted one stays until somebody accepts it; any other has done its work. */
    private @Nullable UUID end(Known known, Instant now) {
        if (known.streak() != null && known.doubted()) {
            jdbc.sql("update streak set ended_at = :now where id = :id")
                    .param("id", known.streak())
                    .param("now", SqlTime.param(now))
                    .update();
        }
        return null;
    }

    private void forget(UUID streak) {
        jdbc.sql("delete from streak where id = :id").param("id", streak).update();
    }

    private UUID goOn(Board board, Known known, Stand stand, Tally after, Instant now) {
        UUID streak = known.streak() != null ? known.streak() : begin(board, now);
        boolean raised = after.doubted() && !known.doubted();
        long predicted = after.rate().predicts(after.streak());
        jdbc.sql("""
                update streak set items = :items, doubted_at = coalesce(doubted_at, :doubted),
                    predicted = coalesce(predicted, :predicted)
                where id = :id
                """)
                .param("id", streak)
                .param("items", after.streak())
                .param("doubted", SqlTime.param(raised ? now : null))
                .param("predicted", raised ? predicted : null, java.sql.Types.BIGINT)
                .update();
        mark(board, streak, stand.notBound());
        if (raised) raise(board, streak, after, predicted);
        return streak;
    }

    private UUID begin(Board board, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into streak (id, platform_id, jurisdiction, items, began_at)
                values (:id, :platform, :jurisdiction, 0, :now)
                """)
                .param("id", id)
                .param("platform", board.platform())
                .param("jurisdiction", board.jurisdiction())
                .param("now", SqlTime.param(now))
                .update();
        return id;
    }

    private void mark(Board board, UUID streak, BitSet ordinals) {
        BitSet all = (BitSet) ordinals.clone();
        jdbc.sql("select ordinals from streak_part where streak_id = :streak and cohort_id = :cohort")
                .param("streak", streak)
                .param("cohort", board.cohort())
                .query((row, n) -> Bitmap.bits(row.getBytes("ordinals")))
                .list()
                .forEach(all::or);
        jdbc.sql("""
                insert into streak_part (streak_id, cohort_id, platform_id, ordinals)
                values (:streak, :cohort, :platform, :ordinals)
                on conflict (streak_id, cohort_id) do update set ordinals = excluded.ordinals
                """)
                .param("streak", streak)
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .param("ordinals", Bitmap.bytes(all, board.members()))
                .update();
    }

    private void raise(Board board, UUID streak, Tally after, long predicted) {
        audit.write(
                AuditLog.SYSTEM,
                "platform.doubted",
                board.code(),
                Map.of(
                        "streak", streak.toString(),
                        "jurisdiction", board.jurisdiction(),
                        "items", String.valueOf(after.streak()),
                        "predicted", String.valueOf(predicted)));
        outbox.write(Outbox.Kind.DOUBT_RAISED, streak, board.code());
    }

    private record Part(UUID streak, BitSet ordinals) {}

    /** They are no longer what the doubted streaks said; what is left of those is still doubted. */
    private void release(Board board, BitSet released) {
        if (released.isEmpty()) return;
        List<Part> parts = jdbc.sql(
                        "select streak_id, ordinals from doubted_part where cohort_id = :cohort and platform_id = :platform")
                .param("cohort", board.cohort())
                .param("platform", board.platform())
                .query((row, n) ->
                        new Part(row.getObject("streak_id", UUID.class), Bitmap.bits(row.getBytes("ordinals"))))
                .list();
        for (Part part : parts) {
            BitSet left = (BitSet) part.ordinals().clone();
            left.andNot(released);
            jdbc.sql("update streak_part set ordinals = :ordinals where streak_id = :streak and cohort_id = :cohort")
                    .param("ordinals", Bitmap.bytes(left, board.members()))
                    .param("streak", part.streak())
                    .param("cohort", board.cohort())
                    .update();
            jdbc.sql("update streak set items = items - :released where id = :streak")
                    .param("released", part.ordinals().cardinality() - left.cardinality())
                    .param("streak", part.streak())
                    .update();
        }
    }
}
