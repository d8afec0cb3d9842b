package io.reissue.store.cohort;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code batch}: planned, checked before it is sent, delivered. Never its body: it is rendered when it is sent. */
@Component
public class Batches {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;

    public Batches(TransactionTemplate transaction, JdbcClient jdbc, Clock clock) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is to be sent about one member. {@code cutoff}: only accounts bound before it are meant. */
    public record Item(int ref, int ordinal, UUID cycleId, long numberId, Instant cutoff) {}

    /** A batch that may be sent now, with its items in order of ref. */
    public record Sendable(Batch batch, Instant expiresAt, List<Item> items) {}

    /** Plans one batch; the caller's transaction holds the (cohort, platform) row. */
    UUID plan(UUID cohortId, int platformId, int step, BitSet members, Instant respondBy, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] bitmap = Bitmap.bytes(members, members.length());
        jdbc.sql("""
                insert into batch (id, cohort_id, platform_id, step, seq, members, size, respond_by, planned_at,
                    listed, not_bound)
                select :id, :cohort, :platform, :step, coalesce(max(seq), 0) + 1, :members, :size, :respondBy, :now,
                    :nothing, :nothing
                from batch where cohort_id = :cohort and platform_id = :platform and step = :step
                """)
                .param("id", id)
                .param("cohort", cohortId)
                .param("platform", platformId)
                .param("step", step)
                .param("members", bitmap)
                .param("nothing", new byte[bitmap.length])
                .param("size", members.cardinality())
                .param("respondBy", SqlTime.param(respondBy))
                .param("now", SqlTime.param(now))
                .update();
        return id;
    }

    public Optional<Batch> find(UUID id) {
        return jdbc.sql("select " + Batch.COLUMNS + " from batch where id = :id")
                .param("id", id)
                .query(Batch::read)
                .optional();
    }

    /** Batches of one step that still have something open, in order; void ones are not among them. */
    public List<UUID> open(UUID cohortId, int platformId, int step) {
        BitSet settled = jdbc.sql(
                        "select settled from cohort_platform where cohort_id = :cohort and platform_id = :platform")
                .param("cohort", cohortId)
                .param("platform", platformId)
                .query(byte[].class)
                .optional()
                .map(Bitmap::bits)
                .orElseGet(BitSet::new);
        return jdbc
                .sql("select " + Batch.COLUMNS + """
                         from batch
                where cohort_id = :cohort and platform_id = :platform and step = :step and void_by is null
                    and rejected_code is null
                order by seq
                """)
                .param("cohort", cohortId)
                .param("platform", platformId)
                .param("step", step)
                .query(Batch::read)
                .list()
                .stream()
                .filter(batch -> {
                    BitSet silent = (BitSet) batch.members().clone();
                    silent.andNot(settled);
                    return !silent.isEmpty();
                })
                .map(Batch::id)
                .toList();
    }

    /**
     * Looks once more before sending. A batch with a member that was withdrawn or purged, and that was never sent, is voided and
     * re-issued without it under a new id; one that may have arrived is sent again as it was, or not at all once it has expired.
     */
    public Optional<Sendable> prepare(UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> prepareLocked(id)));
    }

    private Optional<Sendable> prepareLocked(UUID id) {
        Instant now = clock.instant();
        lockOutcomesOfUnsent(id);
        Batch batch = lock(id);
        if (batch.isVoid() || batch.rejectedCode() != null) return Optional.empty();
        BitSet present = present(batch);
        if (batch.firstSentAt() == null && !present.equals(batch.members())) {
            Optional<UUID> next = reissue(batch, present, now);
            return next.flatMap(this::prepareLocked);
        }
        List<Item> items = items(batch);
        if (items.size() < batch.members().cardinality()) return Optional.empty();
        Instant expires = batch.expiresAt() != null ? batch.expiresAt() : earliestPurge(batch, now);
        if (!expires.isAfter(now)) return Optional.empty();
        jdbc.sql("""
                update batch set first_sent_at = coalesce(first_sent_at, :now), expires_at = :expires where id = :id
                """)
                .param("id", id)
                .param("now", SqlTime.param(now))
                .param("expires", SqlTime.param(expires))
                .update();
        return Optional.of(new Sendable(batch, expires, items));
    }

    /** One that was never sent may have to be re-issued: planning is done behind its (cohort, platform) row, and that row comes first. */
    private void lockOutcomesOfUnsent(UUID id) {
        jdbc.sql("""
                select cp.platform_id
                from batch b join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                where b.id = :id and b.first_sent_at is null
                for update of cp
                """).param("id", id).query(Integer.class).list();
    }

    private Batch lock(UUID id) {
        return jdbc.sql("select " + Batch.COLUMNS + " from batch where id = :id for update")
                .param("id", id)
                .query(Batch::read)
                .single();
    }

    private BitSet present(Batch batch) {
        BitSet present = new BitSet();
        jdbc.sql("select ordinal from membership where cohort_id = :cohort and not withdrawn")
                .param("cohort", batch.cohortId())
                .query(Integer.class)
                .list()
                .forEach(present::set);
        present.and(batch.members());
        return present;
    }

    private Optional<UUID> reissue(Batch batch, BitSet present, Instant now) {
        if (present.isEmpty()) {
            voidBy(batch.id(), batch.id());
            return Optional.empty();
        }
        UUID next = plan(batch.cohortId(), batch.platformId(), batch.step(), present, batch.respondBy(), now);
        voidBy(batch.id(), next);
        return Optional.of(next);
    }

    private void voidBy(UUID id, UUID next) {
        jdbc.sql("update batch set void_by = :next where id = :id")
                .param("id", id)
                .param("next", next)
                .update();
    }

    private List<Item> items(Batch batch) {
        int[] ordinals = batch.members().stream().toArray();
        return jdbc.sql("""
                select m.ordinal, m.cycle_id, c.number_id, c.disconnected_at
                from membership m join cycle c on c.id = m.cycle_id
                where m.cohort_id = :cohort and m.ordinal = any (:ordinals)
                order by m.ordinal
                """)
                .param("cohort", batch.cohortId())
                .param("ordinals", java.util.Arrays.stream(ordinals).boxed().toArray(Integer[]::new))
                .query((row, n) -> new Item(
                        n,
                        row.getInt("ordinal"),
                        row.getObject("cycle_id", UUID.class),
                        row.getLong("number_id"),
                        SqlTime.instant(row, "disconnected_at")))
                .list();
    }

    /**
     * Nothing is sent or processed after the first of its members may have been released. One that is kept past the end of its freeze (by
     * a hold, at the cap) is released no sooner than it is answered.
     */
    private Instant earliestPurge(Batch batch, Instant now) {
        return jdbc.sql("""
                select min(case when c.freeze_end > :now then c.freeze_end else :respondBy end) as first from membership m join cycle c on c.id = m.cycle_id
                where m.cohort_id = :cohort and m.ordinal = any (:ordinals)
                """)
                .param("cohort", batch.cohortId())
                .param("ordinals", batch.members().stream().boxed().toArray(Integer[]::new))
                .param("now", SqlTime.param(now))
                .param("respondBy", SqlTime.param(batch.respondBy()))
                .query((row, n) -> SqlTime.instant(row, "first"))
                .single();
    }

    public void delivered(UUID id) {
        jdbc.sql("update batch set delivered_at = coalesce(delivered_at, :now) where id = :id")
                .param("id", id)
                .param("now", SqlTime.param(clock.instant()))
                .update();
    }

    /** The platform will not take it in this form: an operator sees it, nobody sends it again. */
    public void rejected(UUID id, String code) {
        jdbc.sql("update batch set rejected_code = :code where id = :id")
                .param("id", id)
                .param("code", code)
                .update();
    }
}
