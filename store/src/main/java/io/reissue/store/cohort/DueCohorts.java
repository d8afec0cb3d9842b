package io.reissue.store.cohort;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.cohort.CohortRules;
import io.reissue.names.WorkflowIds;
import io.reissue.policy.Days;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.policy.PolicyStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a jurisdiction's day brings: cohorts to open, cohorts to forget. Idempotent: a slot is opened once. */
@Component
public class DueCohorts {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PolicyStore policies;
    private final Members members;

    public DueCohorts(
            TransactionTemplate transaction, JdbcClient jdbc, Clock clock, PolicyStore policies, Members members) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.policies = policies;
        this.members = members;
    }

    private record Due(int policyVersion, int members) {}

    /** A cohort whose workflow should run. */
    public record Opened(UUID cohortId, String workflowId) {}

    /** What was found on one day. {@code next}: the start of the next slot. */
    public record Day(List<Opened> toStart, int members, Instant next) {}

    /** Opens the cohorts of today's slot for everything due today or missed; whoever comes later falls into the next slot. */
    public Day open(String jurisdiction) {
        return Objects.requireNonNull(transaction.execute(status -> openToday(jurisdiction)));
    }

    private Day openToday(String jurisdiction) {
        Days days = LegalLimits.of(jurisdiction, LineType.RESIDENTIAL)
                .orElseThrow(() -> new IllegalArgumentException("no jurisdiction " + jurisdiction))
                .days();
        Instant now = clock.instant();
        LocalDate today = days.of(now);
        // one opener at a time; the lock goes with the transaction
        jdbc.sql("select pg_advisory_xact_lock(hashtext('calendar.' || :jurisdiction))")
                .param("jurisdiction", jurisdiction)
                .query((row, n) -> n)
                .list();
        int total = 0;
        for (Due due : due(jurisdiction, today)) {
            LocalDate slot = FreezeRules.slotOf(
                    today, policies.byVersion(due.policyVersion()).slotDays());
            int opened = openSlot(jurisdiction, days.zone(), due, slot, now);
            if (opened > 0) total += due.members();
        }
        forgetEmpty(jurisdiction);
        return new Day(toStart(jurisdiction), total, days.startOf(nextSlot(jurisdiction, today)));
    }

    /** The first day of the next slot of any policy that numbers will be asked under: of those in force, and of those they rest under. */
    private LocalDate nextSlot(String jurisdiction, LocalDate today) {
        Stream<Policy> followed = jdbc
                .sql("""
                select distinct policy_version from cycle
                where state = 'RESTING' and sealed_at is null and asking = 'COHORT' and jurisdiction = :jurisdiction
                """)
                .param("jurisdiction", jurisdiction)
                .query((row, n) -> row.getInt("policy_version"))
                .list()
                .stream()
                .map(version -> policies.byVersion(version));
        return Stream.concat(policies.inForce(jurisdiction, today).stream(), followed)
                .map(policy -> FreezeRules.slotOf(today, policy.slotDays()).plusDays(policy.slotDays()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<Due> due(String jurisdiction, LocalDate today) {
        return jdbc.sql("""
                select policy_version, count(*)::int as members from cycle
                where state = 'RESTING' and not held and asking = 'COHORT' and sealed_at is null
                    and jurisdiction = :jurisdiction and ask_on <= :today
                group by policy_version order by policy_version
                """)
                .param("jurisdiction", jurisdiction)
                .param("today", today)
                .query((row, n) -> new Due(row.getInt("policy_version"), row.getInt("members")))
                .list();
    }

    private int openSlot(String jurisdiction, ZoneId zone, Due due, LocalDate slot, Instant now) {
        int opened = 0;
        for (int shard = 0; shard < CohortRules.shards(due.members()); shard++) {
            opened += jdbc.sql("""
                    insert into cohort (id, workflow_id, kind, jurisdiction, zone, policy_version, slot_day, shard, opened_at)
                    select :id, :workflow, 'RECYCLING', :jurisdiction, :zone, :policy, :slot, :shard, :now
                    where not exists (
                        select 1 from cohort where kind = 'RECYCLING' and jurisdiction = :jurisdiction
                            and policy_version = :policy and slot_day = :slot and opened_at < :now)
                    """)
                    .param("id", UuidCreator.getTimeOrderedEpoch())
                    .param("workflow", WorkflowIds.recyclingCohort(jurisdiction, due.policyVersion(), slot, shard))
                    .param("jurisdiction", jurisdiction)
                    .param("zone", zone.getId())
                    .param("policy", due.policyVersion())
                    .param("slot", slot)
                    .param("shard", shard)
                    .param("now", SqlTime.param(now))
                    .update();
        }
        return opened;
    }

    /** Opened and not sealed yet: starting its workflow is all that is missing. */
    private List<Opened> toStart(String jurisdiction) {
        return jdbc.sql("""
                select id, workflow_id from cohort
                where jurisdiction = :jurisdiction and kind = 'RECYCLING' and sealed_at is null and closed_at is null
                order by id
                """)
                .param("jurisdiction", jurisdiction)
                .query(DueCohorts::opened)
                .list();
    }

    /** Every cohort that should have a workflow; for a whole cluster that was lost. */
    public List<Opened> open() {
        return jdbc.sql("select id, workflow_id from cohort where kind = 'RECYCLING' and closed_at is null order by id")
                .query(DueCohorts::opened)
                .list();
    }

    public java.util.Optional<Opened> find(UUID cohortId) {
        return jdbc.sql(
                        "select id, workflow_id from cohort where id = :id and kind = 'RECYCLING' and closed_at is null")
                .param("id", cohortId)
                .query(DueCohorts::opened)
                .optional();
    }

    /** A cohort whose last member was purged keeps nothing but its batches' ids. */
    private void forgetEmpty(String jurisdiction) {
        jdbc.sql("""
                select distinct c.id from cohort c join cohort_platform cp on cp.cohort_id = c.id
                where c.jurisdiction = :jurisdiction and c.sealed_at is not null
                    and not exists (select 1 from membership m where m.cohort_id = c.id)
                """)
                .param("jurisdiction", jurisdiction)
                .query(UUID.class)
                .list()
                .forEach(members::forgetOutcomes);
    }

    private static Opened opened(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Opened(row.getObject("id", UUID.class), row.getString("workflow_id"));
    }
}
