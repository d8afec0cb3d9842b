package io.reissue.store.cycle;

import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.StuckReason;
import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code cycle}: read, locked, written. Every race about a number ends in {@link #lock}. */
@Component
public class CycleRows {
    private final JdbcClient jdbc;

    public CycleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the row to the end of the transaction. {@code NO KEY}: who refers to the cycle from behind other locks (an answer that owes
     * a restore) is not made to wait for it.
     */
    public Optional<CycleRow> lock(UUID id) {
        return jdbc.sql("select " + CycleRow.COLUMNS + " from cycle where id = :id for no key update")
                .param("id", id)
                .query(CycleRow::read)
                .optional();
    }

    public Optional<CycleRow> find(UUID id) {
        return jdbc.sql("select " + CycleRow.COLUMNS + " from cycle where id = :id")
                .param("id", id)
                .query(CycleRow::read)
                .optional();
    }

    /** The members of a bulk in order of id, so many in memory at once; within a transaction, and to be closed. */
    public Stream<CycleRow> inBulk(UUID bulk, int inMemory) {
        return jdbc
                .sql("select " + CycleRow.COLUMNS + """
                from cycle join bulk_member on cycle_id = id where bulk_id = :bulk order by id
                """)
                .withFetchSize(inMemory)
                .param("bulk", bulk)
                .query(CycleRow::read)
                .stream();
    }

    /** All cycles of a number, the latest first. */
    public List<CycleRow> ofNumber(long numberId) {
        return jdbc.sql("select " + CycleRow.COLUMNS + " from cycle where number_id = :number order by id desc")
                .param("number", numberId)
                .query(CycleRow::read)
                .list();
    }

    /** The fencing token: steps of any other run are refused from now on. */
    void takeOver(UUID id, String runId, long startedAt) {
        jdbc.sql("update cycle set run_id = :run, run_started_at = :started where id = :id")
                .param("id", id)
                .param("run", runId)
                .param("started", startedAt)
                .update();
    }

    void disclose(UUID id, Disclosure.Terms terms, Instant now) {
        jdbc.sql("""
                update cycle set state = 'RESTING', policy_version = :policy, asking = :asking, freeze_end = :freezeEnd,
                    cap_at = :cap, ask_on = :askOn, reclaim_until = :reclaim, disclosed_at = :now, next_due = :freezeEnd
                where id = :id
                """)
                .param("id", id)
                .param("policy", terms.policy().version())
                .param("asking", terms.asking().name())
                .param("freezeEnd", SqlTime.param(terms.freezeEnd()))
                .param("cap", SqlTime.param(terms.cap()))
                .param("askOn", terms.askOn())
                .param("reclaim", SqlTime.param(terms.reclaimUntil()))
                .param("now", SqlTime.param(now))
                .update();
    }

    /** The freeze only ever grows here. {@code askOn} moves with it while no cohort has asked. */
    public void extend(CycleRow row, Instant freezeEnd, java.time.LocalDate askOn) {
        jdbc.sql("""
                update cycle set freeze_end = greatest(freeze_end, :end),
                    ask_on = case when sealed_at is null then :askOn else ask_on end
                where id = :id
                """)
                .param("id", row.id())
                .param("end", SqlTime.param(freezeEnd))
                .param("askOn", askOn)
                .update();
    }

    /** The only way back, and a pin: no policy lengthens this freeze again. Nobody comes back behind its end. */
    public void shorten(UUID id, Instant freezeEnd, java.time.LocalDate askOn) {
        jdbc.sql("""
                update cycle set freeze_end = :end, freeze_pinned = true, ask_on = :askOn,
                    reclaim_until = least(reclaim_until, :end)
                where id = :id
                """)
                .param("id", id)
                .param("end", SqlTime.param(freezeEnd))
                .param("askOn", askOn)
                .update();
    }

    /** What the cycle waits for next, and whether answers wake it. {@code brakedBy}: the brake that is all it waits for. */
    void rest(
            UUID id,
            Instant nextDue,
            boolean waiting,
            @Nullable StuckReason stuck,
            @Nullable Instant stuckSince,
            @Nullable UUID brakedBy) {
        jdbc.sql("""
                update cycle set next_due = :due, waiting = :waiting, stuck_reason = :stuck, stuck_since = :since,
                    braked_by = :brake
                where id = :id
                """)
                .param("brake", brakedBy)
                .param("id", id)
                .param("due", SqlTime.param(nextDue))
                .param("waiting", waiting)
                .param("stuck", stuck == null ? null : stuck.name())
                .param("since", SqlTime.param(stuckSince))
                .update();
    }

    public void hold(UUID id, boolean held) {
        jdbc.sql("update cycle set held = :held where id = :id")
                .param("id", id)
                .param("held", held)
                .update();
    }

    /** A number that was to go back to its donor at once rests to the law's floor first, as any other that is not given back. */
    public void retire(UUID id) {
        jdbc.sql("""
                update cycle set ending = 'RETIRE',
                    freeze_end = case when freeze_end is not null then greatest(freeze_end, floor_at) end
                where id = :id
                """).param("id", id).update();
    }

    /** How a cycle's freeze ended, as its certificate says it. */
    void frozenUntil(UUID id, Ending ending, Instant freezeEnd) {
        jdbc.sql("""
                update cycle set ending = :ending, held = false, freeze_end = greatest(freeze_end, :end) where id = :id
                """)
                .param("id", id)
                .param("ending", ending.name())
                .param("end", SqlTime.param(freezeEnd))
                .update();
    }

    /** The start of an undo; it ends when everything delivered has been restored. */
    public void undo(UUID id, CycleState state, Instant now) {
        jdbc.sql("""
                update cycle set state = :state, held = false, waiting = true, stuck_reason = null, stuck_since = null,
                    next_due = :now, braked_by = null
                where id = :id
                """)
                .param("id", id)
                .param("state", state.name())
                .param("now", SqlTime.param(now))
                .update();
    }

    /** The instant of the seal goes too: it would name the cohort. So does why service ended: that tells of the holder. */
    void close(UUID id, CycleState state, Instant now) {
        jdbc.sql("""
                update cycle set state = :state, closed_at = :now, waiting = false, stuck_reason = null, stuck_since = null,
                    next_due = :now, sealed_at = null, braked_by = null, disconnect_reason = null
                where id = :id
                """)
                .param("id", id)
                .param("state", state.name())
                .param("now", SqlTime.param(now))
                .update();
    }

    /** A cycle whose next step is late, and since when: a place in the order of {@link #late}. */
    public record Late(Instant nextDue, UUID id) {
        /** Before all of them. */
        public static final Late FIRST = new Late(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * Cycles whose next step is late since before {@code since}, the latest first, behind {@code after}: their workflow is lost, or its
     * start was.
     */
    public List<Late> late(Instant since, Late after, int limit) {
        return jdbc.sql("""
                select next_due, id from (
                    select id, next_due from cycle
                    where closed_at is null and next_due < :since and (next_due, id) > (:due, :id)
                    union all
                    select id, next_due from cycle
                    where closed_at is not null and next_due < :since and (next_due, id) > (:due, :id)
                        and id in (select cycle_id from restoration where outcome is null)) as late
                order by next_due, id limit :limit
                """)
                .param("since", SqlTime.param(since))
                .param("due", SqlTime.param(after.nextDue()))
                .param("id", after.id())
                .param("limit", limit)
                .query((row, n) -> new Late(row.getTimestamp("next_due").toInstant(), row.getObject("id", UUID.class)))
                .list();
    }

    /**
     * Cycles that should have a workflow, behind {@code after} in order of id: those that are open, and those that are closed and owe a
     * restore. A walk through all of them passes each row of the table once, and needs no index of its own.
     */
    public List<CycleRow> wanted(UUID after, int limit) {
        return jdbc.sql("select " + CycleRow.COLUMNS + """
                from cycle
                where id > :after
                    and (closed_at is null or id in (select cycle_id from restoration where outcome is null))
                order by id limit :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(CycleRow::read)
                .list();
    }
}
