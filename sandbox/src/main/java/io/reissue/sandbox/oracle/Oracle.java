package io.reissue.sandbox.oracle;

import io.reissue.sandbox.Sandbox;
import io.reissue.sandbox.demo.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Judges a run by the eight things that must always hold. */
public final class Oracle {
    private final Sandbox sandbox;
    private final Manifest manifest;
    private final Histories histories;

    public Oracle(Sandbox sandbox, Manifest manifest, Histories histories) {
        this.sandbox = sandbox;
        this.manifest = manifest;
        this.histories = histories;
    }

    public List<Check> judge() {
        JdbcClient jdbc = sandbox.bean(JdbcClient.class);
        TableChecks tables = new TableChecks(jdbc, sandbox.clock());
        PlatformChecks platforms = new PlatformChecks(jdbc, sandbox.platforms(), manifest);
        TraceCheck traces = new TraceCheck(jdbc, sandbox.folder().log(), manifest, histories);
        return List.of(
                tables.neverBeforeTheFloor(),
                tables.noPurgeWhileARequiredPlatformIsOpen(),
                platforms.nothingBoundAfterTheCutoffIsTouched(),
                platforms.reinstatementLeavesAccountsAsTheyWere(),
                traces.nothingIsLeftOfThePurged(),
                tables.eachRowGivesOneCycleOrOneRejection(manifest),
                tables.acknowledgedAnswersAndCommandsAreThere(),
                tables.oneOpenCycleAndNoAssignmentWithoutProof());
    }

    /** Items of all cohorts by outcome. */
    public static Map<String, Long> outcomes(Sandbox sandbox) {
        Map<String, Long> outcomes = new TreeMap<>();
        sandbox.bean(JdbcClient.class).sql("""
                select 'UNBOUND', coalesce(sum(bit_count(unbound)), 0) from cohort_platform
                union all
                select 'NOT_BOUND', coalesce(sum(bit_count(cleared) - bit_count(unbound)), 0) from cohort_platform
                union all
                select outcome, count(*) from outcome_exception group by outcome
                """).query(row -> {
            outcomes.merge(row.getString(1), row.getLong(2), Long::sum);
        });
        return outcomes;
    }
}
