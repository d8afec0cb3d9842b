package io.reissue.store.intake;

import io.reissue.intake.Judgement;
import io.reissue.intake.Judgement.Accepted;
import io.reissue.intake.Judgement.Rejected;
import io.reissue.intake.Rejection;
import io.reissue.store.intake.IntakeFile.State;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.inventory.Tenure;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.NewHolder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes judged rows in: a number, an ended tenure, a cycle with its key and its holder for each, or a rejection; all rows of a chunk
 * in one transaction and a dozen statements. The lock on the file's row and its count of rows, taken last, are the fence between two
 * readers, and between two chunks of one.
 */
public final class IntakeImport {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Inventory inventory;
    private final Tenures tenures;
    private final HolderVault holders;
    private final BegunCycles cycles;

    public IntakeImport(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Inventory inventory,
            Tenures tenures,
            HolderVault holders,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.inventory = inventory;
        this.tenures = tenures;
        this.holders = holders;
        this.cycles = new BegunCycles(jdbc, clock);
    }

    /** A cycle that a row gave. */
    public record NewCycle(UUID id, String jurisdiction) {}

    /**
     * Takes the next rows of a file in.
     *
     * @param linesRead rows of the file that the reader has seen before these
     * @param rows in their order; each gives a cycle or a rejection
     * @return the new cycles, to be started after this
     * @throws OutOfStep when other rows are next, or none
     */
    public List<NewCycle> take(UUID fileId, long linesRead, List<Judgement> rows) {
        return take(fileId, linesRead, rows, Turn.first());
    }

    List<NewCycle> take(UUID fileId, long linesRead, List<Judgement> rows, Turn turn) {
        boolean whole = false;
        try {
            var taken = transaction.execute(_ -> takeIn(fileId, linesRead, rows, turn));
            if (taken == null) throw new IllegalStateException("the transaction had no result");
            whole = true;
            return taken;
        } finally {
            turn.over(whole);
        }
    }

    private List<NewCycle> takeIn(UUID fileId, long linesRead, List<Judgement> rows, Turn turn) {
        findByIndex();
        requireNotBehind(fileId, linesRead);
        var rejected = new ArrayList<Rejected>();
        var candidates = new ArrayList<Accepted>();
        for (var row : rows) {
            switch (row) {
                case Rejected r -> rejected.add(r);
                case Accepted a -> candidates.add(a);
            }
        }
        turn.awaitRegistered();
        var accepted = accept(fileId, candidates, rejected, turn);
        reject(fileId, rejected);
        if (!turn.awaitTaken()) throw new OutOfStep(fileId);
        requireNext(fileId, linesRead);
        count(fileId, accepted.size(), rejected.size());
        return accepted;
    }

    /**
     * The tables may have been empty when they were last analyzed, and grow by thousands of rows a second: a plan made then would scan
     * them whole, for every row and every foreign key.
     */
    private void findByIndex() {
        jdbc.sql("set local enable_seqscan = off").update();
    }

    /** Spares a reader that was left behind the work; whether these rows are next is told at the end. */
    private void requireNotBehind(UUID fileId, long linesRead) {
        if (linesRead < progress(fileId, "")) throw new OutOfStep(fileId);
    }

    private void requireNext(UUID fileId, long linesRead) {
        if (linesRead != progress(fileId, "for no key update")) throw new OutOfStep(fileId);
    }

    /** Rows taken in so far, of a file that is being read. */
    private long progress(UUID fileId, String lock) {
        return jdbc.sql("select lines_read from intake_file where id = :id and state = :reading " + lock)
                .param("id", fileId)
                .param("reading", State.READING.name())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new OutOfStep(fileId));
    }

    private List<NewCycle> accept(UUID fileId, List<Accepted> candidates, List<Rejected> rejected, Turn turn) {
        if (candidates.isEmpty()) {
            turn.registered();
            return List.of();
        }
        // Locks the numbers that are known, and those that are new are seen by nobody else yet: what is found now,
        // holds.
        var ids =
                inventory.register(candidates.stream().map(IntakeImport::number).toList());
        turn.registered();
        var known = known(ids);
        var rows = new ArrayList<BegunCycle>();
        var inThisChunk = new HashSet<Long>();
        for (int i = 0; i < candidates.size(); i++) {
            long number = ids.get(i);
            var row = candidates.get(i);
            var rejection = rejection(known.get(number), row, fileId);
            if (rejection == null && !inThisChunk.add(number)) rejection = Rejection.DUPLICATE_ROW;
            if (rejection == null) rows.add(new BegunCycle(cycles.newId(), number, row));
            else rejected.add(new Rejected(row.line(), rejection, null));
        }
        if (!rows.isEmpty()) store(fileId, rows, known);
        return rows.stream()
                .map(row -> new NewCycle(row.cycleId(), row.row().limits().jurisdiction()))
                .toList();
    }

    private static NewNumber number(Accepted row) {
        var number = row.number();
        return new NewNumber(
                number.e164(),
                row.limits().jurisdiction(),
                number.province(),
                number.carrier(),
                row.lineType(),
                NumberStatus.RECYCLING);
    }

    /** What our books say about a number: only of those that were known before. */
    private Map<Long, Known> known(List<Long> ids) {
        var known = new HashMap<Long, Known>();
        jdbc.sql("""
                        select n.id, n.status, c.intake_file_id, t.present, t.last_start, t.last_end,
                            (select max(disconnected_at) from cycle where number_id = n.id) as last_cutoff
                        from number n
                        left join lateral (
                            select intake_file_id from cycle
                            where number_id = n.id and state in ('ACCEPTED', 'RESTING', 'REINSTATING', 'WITHDRAWING')
                            limit 1) c on true
                        cross join lateral (
                            select coalesce(bool_or(ended_on is null), false) as present,
                                max(started_on) as last_start, max(ended_on) as last_end
                            from tenure where number_id = n.id) t
                        where n.id = any (:ids)
                            and (c.intake_file_id is not null or t.last_start is not null or n.status <> 'RECYCLING')
                        """).param("ids", ids.toArray(Long[]::new)).query(row -> {
            known.put(row.getLong("id"), Known.of(row));
        });
        return known;
    }

    private static @Nullable Rejection rejection(@Nullable Known known, Accepted row, UUID fileId) {
        if (known == null) return null;
        if (known.openSince() != null)
            return known.openSince().equals(fileId) ? Rejection.DUPLICATE_ROW : Rejection.OPEN_CYCLE;
        return known.isAheadOf(row) ? Rejection.STALE_DISCONNECT : null;
    }

    private void store(UUID fileId, List<BegunCycle> rows, Map<Long, Known> known) {
        var ended = rows.stream().filter(row -> isHeld(row, known)).toList();
        var before = rows.stream().filter(row -> !isHeld(row, known)).toList();
        tenures.endTenures(
                ended.stream().map(BegunCycle::numberId).toList(),
                ended.stream().map(row -> row.row().disconnectedOn()).toList());
        tenures.record(before.stream()
                .map(row -> new Tenure(
                        row.numberId(), row.row().activatedOn(), row.row().disconnectedOn(), null, null))
                .toList());
        inventory.setStatus(
                rows.stream()
                        .map(BegunCycle::numberId)
                        .filter(known::containsKey)
                        .toList(),
                NumberStatus.RECYCLING);
        cycles.insert(fileId, rows);
        holders.putNewHolders(rows.stream()
                .map(row -> new NewHolder(
                        row.cycleId(),
                        row.row().holderReference(),
                        row.row().contact(),
                        row.row().realNameUntil()))
                .toList());
    }

    private static boolean isHeld(BegunCycle row, Map<Long, Known> known) {
        var number = known.get(row.numberId());
        return number != null && number.held();
    }

    private void reject(UUID fileId, List<Rejected> rejected) {
        jdbc.sql("""
                        insert into intake_rejection (file_id, line, column_name, code)
                        select :file, * from unnest(:lines::bigint[], :columns::text[], :codes::text[])
                        """)
                .param("file", fileId)
                .param("lines", rejected.stream().map(Rejected::line).toArray(Long[]::new))
                .param("columns", rejected.stream().map(IntakeImport::column).toArray(String[]::new))
                .param("codes", rejected.stream().map(row -> row.code().name()).toArray(String[]::new))
                .update();
    }

    private static @Nullable String column(Rejected row) {
        var column = row.column();
        return column == null ? null : column.header();
    }

    private void count(UUID fileId, int accepted, int rejected) {
        jdbc.sql("""
                        update intake_file set lines_read = lines_read + :accepted + :rejected,
                            accepted = accepted + :accepted, rejected = rejected + :rejected
                        where id = :id
                        """)
                .param("accepted", accepted)
                .param("rejected", rejected)
                .param("id", fileId)
                .update();
    }
}
