package io.reissue.store.cohort;

import io.reissue.cohort.CohortRules;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code membership}: the only link between a cycle and what platforms said. Answers lock the rows they list
 * {@code FOR KEY SHARE}; whoever withdraws or forgets a member locks it {@code FOR UPDATE}.
 */
@Component
public class Members {
    /**
     * Behind {@code membership m}: in {@code d.platforms} those whose answer about the member is not believed, looked up once for all its
     * platforms.
     */
    public static final String DOUBTED = """
            cross join lateral (
                select array(
                    select part.platform_id from doubted_part part
                    where part.cohort_id = m.cohort_id and get_bit(part.ordinals, m.ordinal) = 1) as platforms
                offset 0) d
            """;

    private final JdbcClient jdbc;

    public Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Member(UUID cohortId, int ordinal, UUID cycleId, boolean withdrawn) {}

    /** The cycle's membership, locked; empty while nobody has asked about it. */
    public Optional<Member> lock(UUID cycleId) {
        return jdbc.sql(
                        "select cohort_id, ordinal, cycle_id, withdrawn from membership where cycle_id = :cycle for update")
                .param("cycle", cycleId)
                .query(Members::member)
                .optional();
    }

    public Optional<Member> find(UUID cycleId) {
        return jdbc.sql("select cohort_id, ordinal, cycle_id, withdrawn from membership where cycle_id = :cycle")
                .param("cycle", cycleId)
                .query(Members::member)
                .optional();
    }

    /** Keeps the outcomes of the platforms this cycle waits for from moving until the transaction ends. */
    public void lockOutcomes(UUID cycleId) {
        jdbc.sql("""
                select cp.platform_id from membership m
                """ + DOUBTED + """
                join cohort_platform cp on cp.cohort_id = m.cohort_id
                where m.cycle_id = :cycle and (get_bit(cp.cleared, m.ordinal) = 0 or cp.platform_id = any (d.platforms))
                order by cp.platform_id for share of cp
                """)
                .param("cycle", cycleId)
                .query(Integer.class)
                .list();
    }

    /**
     * Takes a member out of what its cohort waits for, and registers a restore for every delivery that may have reached a platform and
     * was not itself answered NOT_BOUND. Judged per delivery: an item asked twice may answer NOT_BOUND the second time because the
     * first ask detached it.
     *
     * @return the stages of which nothing is open any more
     */
    public List<Integer> withdraw(Member member, Instant now) {
        jdbc.sql("update membership set withdrawn = true where cycle_id = :cycle")
                .param("cycle", member.cycleId())
                .update();
        jdbc.sql(
                        "select platform_id from cohort_platform where cohort_id = :cohort order by platform_id for no key update")
                .param("cohort", member.cohortId())
                .query(Integer.class)
                .list();
        List<Integer> settledStages = settle(member);
        owe(member, now);
        return settledStages;
    }

    private record Asked(
            UUID id,
            int platformId,
            int stage,
            boolean sent,
            BitSet members,
            BitSet listed,
            BitSet notBound,
            boolean restNotBound,
            boolean doubted) {
        static Asked read(ResultSet row, int n) throws SQLException {
            return new Asked(
                    row.getObject("id", UUID.class),
                    row.getInt("platform_id"),
                    row.getInt("stage"),
                    row.getBoolean("sent"),
                    Bitmap.bits(row.getBytes("members")),
                    Bitmap.bits(row.getBytes("listed")),
                    Bitmap.bits(row.getBytes("not_bound")),
                    row.getBoolean("rest_not_bound"),
                    row.getBoolean("doubted"));
        }

        /** It may have detached something: it was not itself answered NOT_BOUND, by name or by the remainder, or is not believed. */
        boolean mayHaveDetached(int ordinal) {
            if (!sent || !members.get(ordinal)) return false;
            if (doubted) return true;
            if (notBound.get(ordinal)) return false;
            return !restNotBound || listed.get(ordinal);
        }
    }

    /**
     * One restore for each delivery about this member that may have detached something: not for one that was rejected when it was first
     * sent. All batches are locked, those that were not sent too: one that is being sent at this moment is waited for, and read as it then
     * is.
     */
    private void owe(Member member, Instant now) {
        List<Asked> asked = jdbc.sql("""
                select b.id, b.platform_id, cp.stage,
                    b.first_sent_at is not null and (b.rejected_code is null or b.sendings > 1) as sent,
                    b.members, b.listed, b.not_bound, b.remainder is not distinct from 'NOT_BOUND' as rest_not_bound,
                    (select coalesce(bit_or(get_bit(d.ordinals, :ordinal)), 0) = 1 from doubted_part d
                        where d.cohort_id = :cohort and d.platform_id = b.platform_id) as doubted
                from batch b
                join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                where b.cohort_id = :cohort
                order by b.id for no key update of b
                """)
                .param("cohort", member.cohortId())
                .param("ordinal", member.ordinal())
                .query(Asked::read)
                .list();
        List<Asked> owed = asked.stream()
                .filter(batch -> batch.mayHaveDetached(member.ordinal()))
                .toList();
        jdbc.sql("""
                insert into restoration (cycle_id, batch_id, ref, platform_id, stage, registered_at)
                select :cycle, o.batch, o.ref, o.platform, o.stage, :now
                from unnest(:batches::uuid[], :refs::int[], :platforms::int[], :stages::int[]) as o (batch, ref, platform, stage)
                on conflict (batch_id, ref) do nothing
                """)
                .param("cycle", member.cycleId())
                .param("now", SqlTime.param(now))
                .param(
                        "batches",
                        owed.stream().map(batch -> batch.id().toString()).toArray(String[]::new))
                .param(
                        "refs",
                        owed.stream()
                                .map(batch -> CohortRules.refOf(batch.members(), member.ordinal()))
                                .toArray(Integer[]::new))
                .param("platforms", owed.stream().map(Asked::platformId).toArray(Integer[]::new))
                .param("stages", owed.stream().map(Asked::stage).toArray(Integer[]::new))
                .update();
    }

    private List<Integer> settle(Member member) {
        return jdbc
                .sql("""
                with moved as (
                    update cohort_platform set settled = set_bit(settled, :ordinal, 1), open_items = open_items - 1
                    where cohort_id = :cohort and get_bit(settled, :ordinal) = 0
                    returning stage, open_items),
                closed as (select stage, count(*)::int as platforms from moved where open_items = 0 group by stage)
                update cohort_stage s set open_platforms = open_platforms - closed.platforms
                from closed where s.cohort_id = :cohort and s.stage = closed.stage
                returning case when s.open_platforms = 0 then s.stage end
                """)
                .param("cohort", member.cohortId())
                .param("ordinal", member.ordinal())
                .query(Integer.class)
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /**
     * Forgets a purged member: from now on its bits name nobody, and whoever answers about it hears {@code gone}; what was said of it alone is in no log. With the last member the
     * cohort's outcomes go at once: of a cohort of one they would still be those of its cycle. Two that are the last at the same moment
     * leave them to {@link DueCohorts}.
     */
    public void forget(UUID cycleId) {
        Optional<Member> member = find(cycleId);
        if (member.isEmpty()) return;
        UUID cohort = member.get().cohortId();
        jdbc.sql("delete from membership where cycle_id = :cycle")
                .param("cycle", cycleId)
                .update();
        jdbc.sql("delete from outcome_exception where cohort_id = :cohort and ordinal = :ordinal")
                .param("cohort", cohort)
                .param("ordinal", member.get().ordinal())
                .update();
        BitSet alone = new BitSet();
        alone.set(member.get().ordinal());
        jdbc.sql("""
                delete from delivery d using batch b
                where b.cohort_id = :cohort and b.size = 1 and b.members = :alone
                    and d.cohort_id = b.cohort_id and d.platform_id = b.platform_id and d.batch_id = b.id
                """)
                .param("cohort", cohort)
                .param("alone", Bitmap.bytes(alone, alone.length()))
                .update();
        boolean empty = jdbc.sql("select not exists (select 1 from membership where cohort_id = :cohort)")
                .param("cohort", cohort)
                .query(Boolean.class)
                .single();
        if (empty) forgetOutcomes(cohort);
    }

    /** Wipes what is left of a cohort without members; its batches stay as tombstones that answer {@code gone}. */
    void forgetOutcomes(UUID cohort) {
        jdbc.sql("delete from inbox where batch_id in (select id from batch where cohort_id = :cohort)")
                .param("cohort", cohort)
                .update();
        jdbc.sql("delete from cohort_platform where cohort_id = :cohort")
                .param("cohort", cohort)
                .update();
        jdbc.sql("""
                update batch set listed = '', not_bound = '', remainder = null,
                    parts = null, parts_seen = null, parts_remainder = null, rejected_code = null
                where cohort_id = :cohort
                """).param("cohort", cohort).update();
    }

    private static Member member(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Member(
                row.getObject("cohort_id", UUID.class),
                row.getInt("ordinal"),
                row.getObject("cycle_id", UUID.class),
                row.getBoolean("withdrawn"));
    }
}
