package io.reissue.store.cohort;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.policy.FreezeRules;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.platform.IdentifierForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code batch}: planned, checked before it is sent, delivered. Never its body: it is rendered when it is sent. */
@Component
public class Batches {
    /** A request has reached its platform by then, or was given up. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

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

    /** A batch that may be sent now, with its items in order of ref. {@code form}: as it named them when it was first sent. */
    public record Sendable(Batch batch, Instant expiresAt, IdentifierForm form, List<Item> items) {}

    /** A batch to be: what of it is asked together. */
    record Plan(int platformId, BitSet members) {}

    /** Plans one batch; the caller's transaction holds the (cohort, platform) row. */
    UUID plan(UUID cohortId, int platformId, int step, BitSet members, Instant respondBy, Instant now) {
        return plan(cohortId, step, List.of(new Plan(platformId, members)), respondBy, now)
                .getFirst();
    }

    /** Plans all batches of a step in one statement; the caller's transaction holds the (cohort, platform) rows. */
    List<UUID> plan(UUID cohortId, int step, List<Plan> plans, Instant respondBy, Instant now) {
        if (plans.isEmpty()) return List.of();
        List<UUID> ids =
                plans.stream().map(plan -> UuidCreator.getTimeOrderedEpoch()).toList();
        jdbc.sql("""
                insert into batch (id, cohort_id, platform_id, step, seq, members, size, respond_by, planned_at,
                    listed, not_bound)
                select new.id, :cohort, new.platform, :step,
                    coalesce((
                        select max(seq) from batch
                        where cohort_id = :cohort and platform_id = new.platform and step = :step), 0)
                        + row_number() over (partition by new.platform order by new.n),
                    new.members, bit_count(new.members), :respondBy, :now, '', ''
                from unnest(:ids::uuid[], :platforms::int[], :members::bytea[]) with ordinality
                    as new (id, platform, members, n)
                """)
                .param("cohort", cohortId)
                .param("step", step)
                .param("respondBy", SqlTime.param(respondBy))
                .param("now", SqlTime.param(now))
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("platforms", plans.stream().map(Plan::platformId).toArray(Integer[]::new))
                .param(
                        "members",
                        plans.stream()
                                .map(plan -> Bitmap.bytes(
                                        plan.members(), plan.members().length()))
                                .toArray(byte[][]::new))
                .update();
        return ids;
    }

    public Optional<Batch> find(UUID id) {
        return jdbc.sql("select " + Batch.COLUMNS + " from batch where id = :id")
                .param("id", id)
                .query(Batch::read)
                .optional();
    }

    /** Batches of one step that still have something open, in order; void ones are not among them. */
    public List<UUID> open(UUID cohortId, int platformId, int step) {
        return open(cohortId, step, List.of(platformId)).getOrDefault(platformId, List.of());
    }

    /** The same for several platforms; one that has nothing open is not among them. */
    Map<Integer, List<UUID>> open(UUID cohortId, int step, List<Integer> platforms) {
        Map<Integer, List<UUID>> open = new HashMap<>();
        jdbc.sql("""
                select b.id, b.platform_id, b.members, cp.settled
                from batch b
                left join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                where b.cohort_id = :cohort and b.step = :step and b.platform_id = any (:platforms)
                    and b.void_by is null and b.rejected_code is null
                order by b.platform_id, b.seq
                """)
                .param("cohort", cohortId)
                .param("step", step)
                .param("platforms", platforms.toArray(Integer[]::new))
                .query(row -> {
                    BitSet silent = Bitmap.bits(row.getBytes("members"));
                    silent.andNot(Bitmap.bits(row.getBytes("settled")));
                    if (silent.isEmpty()) return;
                    open.computeIfAbsent(row.getInt("platform_id"), platform -> new ArrayList<>())
                            .add(row.getObject("id", UUID.class));
                });
        return open;
    }

    /**
     * Looks once more before sending. A batch that was never sent, with a member that was withdrawn or purged, or, at a platform that is
     * not required, may be purged while the request is under way, is voided and re-issued without it under a new id; one that may have
     * arrived is sent again as it was, or not at all once it has expired.
     */
    public Optional<Sendable> prepare(UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Looked looked = look(id);
            while (looked instanceof Looked.Reissued reissued) looked = look(reissued.next());
            return looked instanceof Looked.Ready ready ? Optional.of(ready.sendable()) : Optional.empty();
        }));
    }

    /** As {@link #prepare}, but one that has to be re-issued is voided only: what takes its place is for whoever asks for that. */
    Optional<Sendable> prepareUnaltered(UUID id) {
        return Objects.requireNonNull(transaction.execute(
                status -> look(id) instanceof Looked.Ready ready ? Optional.of(ready.sendable()) : Optional.empty()));
    }

    /**
     * For whoever wants a batch sent once more that may have arrived. Empty: it never was sent, has expired, was rejected; or one of its
     * members came back, whose accounts may be restored by now, or was purged.
     */
    public Optional<Sendable> prepareAgain(UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Batch batch = lock(id);
            if (batch.firstSentAt() == null || members(batch).stream().anyMatch(Member::withdrawn))
                return Optional.empty();
            return look(id) instanceof Looked.Ready ready ? Optional.of(ready.sendable()) : Optional.empty();
        }));
    }

    private sealed interface Looked {
        record Ready(Sendable sendable) implements Looked {}

        record Reissued(UUID next) implements Looked {}

        record Pointless() implements Looked {}
    }

    private Looked look(UUID id) {
        Instant now = clock.instant();
        boolean required = lockOutcomesOfUnsent(id);
        Batch batch = lock(id);
        if (batch.isVoid() || batch.rejectedCode() != null) return new Looked.Pointless();
        List<Member> members = members(batch);
        BitSet present = present(members, required, now);
        if (batch.firstSentAt() == null && !present.equals(batch.members())) {
            return reissue(batch, present, now)
                    .<Looked>map(Looked.Reissued::new)
                    .orElseGet(Looked.Pointless::new);
        }
        if (members.size() < batch.members().cardinality()) return new Looked.Pointless();
        Instant expires =
                batch.expiresAt() != null ? batch.expiresAt() : earliestPurge(members, required, batch.respondBy());
        if (!expires.isAfter(now)) return new Looked.Pointless();
        IdentifierForm form = jdbc.sql("""
                update batch set first_sent_at = coalesce(first_sent_at, :now), expires_at = :expires, sendings = sendings + 1,
                    identifier_form = coalesce(identifier_form, (select p.identifier_form from platform p where p.id = platform_id))
                where id = :id returning identifier_form
                """)
                .param("id", id)
                .param("now", SqlTime.param(now))
                .param("expires", SqlTime.param(expires))
                .query((row, n) -> IdentifierForm.valueOf(row.getString(1)))
                .single();
        return new Looked.Ready(new Sendable(batch, expires, form, items(members)));
    }

    /**
     * One that was never sent may have to be re-issued: planning is done behind its (cohort, platform) row, and that row comes first.
     *
     * @return whether it is a required platform's, or was sent before
     */
    private boolean lockOutcomesOfUnsent(UUID id) {
        return jdbc.sql("""
                select cp.required
                from batch b join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                where b.id = :id and b.first_sent_at is null
                for no key update of cp
                """)
                .param("id", id)
                .query((row, n) -> row.getBoolean("required"))
                .optional()
                .orElse(true);
    }

    private Batch lock(UUID id) {
        return jdbc.sql("select " + Batch.COLUMNS + " from batch where id = :id for no key update")
                .param("id", id)
                .query(Batch::read)
                .single();
    }

    /** A member that was not purged. */
    private record Member(
            int ordinal, UUID cycleId, long numberId, Instant cutoff, Instant freezeEnd, boolean withdrawn) {}

    private List<Member> members(Batch batch) {
        return jdbc.sql("""
                select m.ordinal, m.cycle_id, m.withdrawn, c.number_id, c.disconnected_at, c.freeze_end
                from membership m join cycle c on c.id = m.cycle_id
                where m.cohort_id = :cohort and m.ordinal = any (:ordinals)
                order by m.ordinal
                """)
                .param("cohort", batch.cohortId())
                .param("ordinals", batch.members().stream().boxed().toArray(Integer[]::new))
                .query((row, n) -> new Member(
                        row.getInt("ordinal"),
                        row.getObject("cycle_id", UUID.class),
                        row.getLong("number_id"),
                        SqlTime.instant(row, "disconnected_at"),
                        SqlTime.instant(row, "freeze_end"),
                        row.getBoolean("withdrawn")))
                .list();
    }

    /**
     * Who may be asked about now: whoever still rests, and, where nobody waits for the answer, will go on resting until the request is
     * there.
     */
    private static BitSet present(List<Member> members, boolean required, Instant now) {
        BitSet present = new BitSet();
        members.stream()
                .filter(member -> !member.withdrawn())
                .filter(member -> required || member.freezeEnd().isAfter(now.plus(UNDER_WAY)))
                .forEach(member -> present.set(member.ordinal()));
        return present;
    }

    private Optional<UUID> reissue(Batch batch, BitSet present, Instant now) {
        if (present.isEmpty()) {
            voidBy(batch.id(), batch.id());
            return Optional.empty();
        }
        UUID next = plan(batch.cohortId(), batch.platformId(), batch.step(), present, batch.respondBy(), now);
        jdbc.sql("update batch set offered_at = (select offered_at from batch where id = :id) where id = :next")
                .param("id", batch.id())
                .param("next", next)
                .update();
        voidBy(batch.id(), next);
        return Optional.of(next);
    }

    private void voidBy(UUID id, UUID next) {
        jdbc.sql("update batch set void_by = :next where id = :id")
                .param("id", id)
                .param("next", next)
                .update();
    }

    private static List<Item> items(List<Member> members) {
        List<Item> items = new ArrayList<>();
        for (Member member : members) {
            items.add(new Item(items.size(), member.ordinal(), member.cycleId(), member.numberId(), member.cutoff()));
        }
        return items;
    }

    /**
     * Nothing is sent or processed after the first of its members may have been released. Whoever waits for this very answer, because the
     * platform is required, is released no sooner than it is there, and has until the day on which it is wanted.
     */
    private static Instant earliestPurge(List<Member> members, boolean required, Instant respondBy) {
        return members.stream()
                .map(member -> required ? FreezeRules.latest(member.freezeEnd(), respondBy) : member.freezeEnd())
                .min(Comparator.naturalOrder())
                .orElseThrow();
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
