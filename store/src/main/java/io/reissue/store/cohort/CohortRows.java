package io.reissue.store.cohort;

import io.reissue.names.WorkflowIds;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code cohort}, {@code cohort_stage} and {@code cohort_platform}, as far as a cohort itself writes them. */
@Component
class CohortRows {
    private final JdbcClient jdbc;

    CohortRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    CohortRow lock(UUID id) {
        return jdbc.sql("select " + CohortRow.COLUMNS + " from cohort where id = :id for no key update")
                .param("id", id)
                .query(CohortRow::read)
                .optional()
                .orElseThrow(CohortRows::missing);
    }

    CohortRow find(UUID id) {
        return jdbc.sql("select " + CohortRow.COLUMNS + " from cohort where id = :id")
                .param("id", id)
                .query(CohortRow::read)
                .optional()
                .orElseThrow(CohortRows::missing);
    }

    private static NoSuchElementException missing() {
        return new NoSuchElementException("no such cohort");
    }

    /**
     * All members in one statement; ordinals are drawn by lot, so that none can be worked out again once its membership is gone; rows that a command
     * holds locked stay for the next slot.
     */
    int takeMembers(CohortRow cohort, int atMost, Instant now) {
        return jdbc.sql("""
                with due as (
                    select id from cycle
                    where state = 'RESTING' and not held and asking = 'COHORT' and sealed_at is null
                        and jurisdiction = :jurisdiction and policy_version = :policy and ask_on <= :today
                    order by id limit :atMost for update skip locked),
                taken as (
                    insert into membership (cohort_id, ordinal, cycle_id)
                    select :cohort, row_number() over (order by random()) - 1, id from due
                    returning cycle_id)
                update cycle set sealed_at = :now from taken where cycle.id = taken.cycle_id
                """)
                .param("cohort", cohort.id())
                .param("jurisdiction", cohort.jurisdiction())
                .param("policy", cohort.policyVersion())
                .param("today", cohort.days().of(now))
                .param("atMost", atMost)
                .param("now", SqlTime.param(now))
                .update();
    }

    /** A cohort that nobody conducts: of one number that asks alone. */
    void insertAlone(UUID id, UUID cycleId, Instant now) {
        jdbc.sql("""
                insert into cohort (id, workflow_id, kind, jurisdiction, zone, policy_version, slot_day, shard, members,
                    opened_at, sealed_at, closed_at)
                select :id, :workflow, 'ALONE', jurisdiction, zone, policy_version, ask_on, 0, 1, :now, :now, :now
                from cycle where id = :cycle
                """)
                .param("id", id)
                .param("workflow", WorkflowIds.alone(id))
                .param("cycle", cycleId)
                .param("now", SqlTime.param(now))
                .update();
        jdbc.sql("insert into membership (cohort_id, ordinal, cycle_id) values (:id, 0, :cycle)")
                .param("id", id)
                .param("cycle", cycleId)
                .update();
        jdbc.sql("update cycle set sealed_at = :now where id = :cycle")
                .param("cycle", cycleId)
                .param("now", SqlTime.param(now))
                .update();
    }

    void sealed(UUID id, int members, Instant now) {
        jdbc.sql("""
                update cohort set members = :members, sealed_at = :now, closed_at = case when :members = 0 then :now end
                where id = :id
                """)
                .param("id", id)
                .param("members", members)
                .param("now", SqlTime.param(now))
                .update();
    }

    /**
     * One row per platform, everything open. A required platform that is switched off is not left out: it blocks until it is on again
     * and answers, or is waived.
     */
    void openPlatforms(CohortRow cohort, Policy policy, int members) {
        record Found(int id, String code) {}
        List<Found> platforms = jdbc.sql("""
                select id, code from platform
                where (active or code = any (:required)) and :jurisdiction = any (jurisdictions) order by id
                """)
                .param("jurisdiction", cohort.jurisdiction())
                .param("required", policy.required().toArray(String[]::new))
                .query((row, n) -> new Found(row.getInt("id"), row.getString("code")))
                .list();
        jdbc.sql("""
                insert into cohort_platform (cohort_id, platform_id, stage, required, cleared, unbound, settled, open_items)
                select :cohort, p.id, p.stage, p.required, :nothing, :nothing, :nothing, :members
                from unnest(:ids::int[], :stages::int[], :required::boolean[]) as p (id, stage, required)
                """)
                .param("cohort", cohort.id())
                .param("nothing", new byte[Math.ceilDiv(members, 8)])
                .param("members", members)
                .param("ids", platforms.stream().map(Found::id).toArray(Integer[]::new))
                .param(
                        "stages",
                        platforms.stream()
                                .map(found -> policy.stageOf(found.code()).number())
                                .toArray(Integer[]::new))
                .param(
                        "required",
                        platforms.stream()
                                .map(found -> policy.required().contains(found.code()))
                                .toArray(Boolean[]::new))
                .update();
    }

    /** A platform's state in one cohort, locked. {@code active}: not switched off; else it is asked when it is on again. */
    record PlatformRow(
            int platformId, String code, boolean active, int batchLimit, Stage stage, byte[] settled, int openItems) {

        boolean toAsk() {
            return active && openItems > 0;
        }
    }

    List<PlatformRow> lockPlatforms(UUID cohortId, Optional<Stage> stage) {
        return jdbc.sql("""
                select cp.platform_id, p.code, p.active, p.batch_limit, cp.stage, cp.settled, cp.open_items
                from cohort_platform cp join platform p on p.id = cp.platform_id
                where cp.cohort_id = :cohort and (:stage = 0 or cp.stage = :stage)
                order by cp.platform_id for no key update of cp
                """)
                .param("cohort", cohortId)
                .param("stage", stage.map(Stage::number).orElse(0))
                .query((row, n) -> new PlatformRow(
                        row.getInt("platform_id"),
                        row.getString("code"),
                        row.getBoolean("active"),
                        row.getInt("batch_limit"),
                        Stage.of(row.getInt("stage")),
                        row.getBytes("settled"),
                        row.getInt("open_items")))
                .list();
    }

    record StageRow(Instant openedAt, Instant deadline, int openPlatforms) {}

    Optional<StageRow> stage(UUID cohortId, Stage stage) {
        return jdbc.sql("""
                select opened_at, deadline, open_platforms from cohort_stage
                where cohort_id = :cohort and stage = :stage
                """)
                .param("cohort", cohortId)
                .param("stage", stage.number())
                .query((row, n) -> new StageRow(
                        SqlTime.instant(row, "opened_at"),
                        SqlTime.instant(row, "deadline"),
                        row.getInt("open_platforms")))
                .optional();
    }

    void openStage(UUID cohortId, Stage stage, StageRow opened) {
        jdbc.sql("""
                insert into cohort_stage (cohort_id, stage, opened_at, deadline, open_platforms)
                values (:cohort, :stage, :opened, :deadline, :open)
                """)
                .param("cohort", cohortId)
                .param("stage", stage.number())
                .param("opened", SqlTime.param(opened.openedAt()))
                .param("deadline", SqlTime.param(opened.deadline()))
                .param("open", opened.openPlatforms())
                .update();
    }

    /** Ordinals of members who still rest here; bits of all others mean nothing. */
    List<Integer> presentOrdinals(UUID cohortId) {
        return jdbc.sql("select ordinal from membership where cohort_id = :cohort and not withdrawn order by ordinal")
                .param("cohort", cohortId)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    long silentItems(UUID cohortId) {
        return jdbc.sql("select coalesce(sum(open_items), 0) from cohort_platform where cohort_id = :cohort")
                .param("cohort", cohortId)
                .query(Long.class)
                .single();
    }

    /** Platforms whose answers about members of the cohort are not believed, in order of code. */
    List<String> doubted(UUID cohortId) {
        return jdbc.sql("""
                select distinct p.code from doubted_part d join platform p on p.id = d.platform_id
                where d.cohort_id = :cohort order by p.code
                """)
                .param("cohort", cohortId)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** {@code next}: when the round after it begins. */
    void round(UUID id, int round, Instant next) {
        jdbc.sql("update cohort set round = :round, round_at = :next where id = :id")
                .param("id", id)
                .param("round", round)
                .param("next", SqlTime.param(next))
                .update();
    }

    void close(UUID id, Instant now) {
        jdbc.sql("update cohort set closed_at = coalesce(closed_at, :now) where id = :id")
                .param("id", id)
                .param("now", SqlTime.param(now))
                .update();
    }
}
