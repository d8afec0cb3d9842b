package io.reissue.store.cohort;

import io.reissue.store.cohort.Batches.Plan;
import io.reissue.store.cohort.Members.Member;
import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a database does not know that was restored from a backup: between backup and loss, any platform may have been asked about any
 * number whose holder had left, by a batch whose id went with the loss. So an undo asks every platform for whatever it has detached.
 */
@Component
public class ForgottenAsks {
    private final JdbcClient jdbc;
    private final Batches batches;

    public ForgottenAsks(JdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Whether there may be some about this cycle: the database was restored since its holder left, and it is one that platforms are asked
     * about. One that was taken in and lost, and is handed in again, has the same number and cutoff.
     */
    public boolean possible(UUID cycleId) {
        return jdbc.sql("""
                select exists (
                    select 1 from cycle c join repurge r on r.done_at >= c.disconnected_at
                    where c.id = :cycle and c.asking <> 'NOBODY')
                """).param("cycle", cycleId).query(Boolean.class).single();
    }

    /**
     * Registers a restore of whatever was detached at each platform of the cohort. One that was never reached was never asked. The batch
     * that a restore names is past its end from the start: nobody can send or fetch it.
     */
    public void owe(Member member, Instant now) {
        BitSet itself = new BitSet();
        itself.set(member.ordinal());
        List<Plan> plans = jdbc.sql("""
                select cp.platform_id from cohort_platform cp join platform p on p.id = cp.platform_id and p.reachable
                where cp.cohort_id = :cohort order by cp.platform_id
                """)
                .param("cohort", member.cohortId())
                .query((row, n) -> new Plan(row.getInt("platform_id"), itself))
                .list();
        List<UUID> ids = batches.plan(member.cohortId(), 0, plans, now, now);
        jdbc.sql("""
                with named as (
                    update batch b set first_sent_at = :now, expires_at = :now, identifier_form = p.identifier_form
                    from platform p where p.id = b.platform_id and b.id = any (:ids::uuid[])
                    returning b.id, b.cohort_id, b.platform_id)
                insert into restoration (cycle_id, batch_id, ref, platform_id, stage, registered_at, any_batch)
                select :cycle, named.id, 0, named.platform_id, cp.stage, :now, true
                from named join cohort_platform cp on cp.cohort_id = named.cohort_id and cp.platform_id = named.platform_id
                """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("cycle", member.cycleId())
                .param("now", SqlTime.param(now))
                .update();
    }
}
