package io.reissue.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What Prometheus sees: numbers by state, open items and outcomes by platform, stuck numbers by reason, brakes. Codes and counts only. */
@Component
class Numbers {
    private final JdbcClient jdbc;
    private final MultiGauge byState;
    private final MultiGauge stuck;
    private final MultiGauge outcomes;
    private final MultiGauge brakes;
    private final MultiGauge braked;

    Numbers(JdbcClient jdbc, MeterRegistry registry) {
        this.jdbc = jdbc;
        byState = MultiGauge.builder("reissue.numbers")
                .description("Cycles by state")
                .register(registry);
        stuck = MultiGauge.builder("reissue.stuck")
                .description("Stuck numbers by reason")
                .register(registry);
        outcomes = MultiGauge.builder("reissue.outcomes")
                .description("Items of present cohorts by platform and outcome")
                .register(registry);
        brakes = MultiGauge.builder("reissue.brakes")
                .description("Brakes that stand")
                .register(registry);
        braked = MultiGauge.builder("reissue.braked")
                .description("Numbers that wait for nothing but a brake")
                .register(registry);
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT15S")
    void refresh() {
        byState.register(rows("""
                select jurisdiction as a, state as b, count(*) as n from cycle group by 1, 2
                """, "jurisdiction", "state"), true);
        stuck.register(rows("""
                select jurisdiction as a, stuck_reason as b, count(*) as n from cycle
                where stuck_reason is not null group by 1, 2
                """, "jurisdiction", "reason"), true);
        outcomes.register(rows("""
                select p.code as a, o.outcome as b, sum(o.n) as n
                from cohort_platform cp join platform p on p.id = cp.platform_id
                cross join lateral (values
                    ('UNBOUND', bit_count(cp.unbound)),
                    ('NOT_BOUND', bit_count(cp.cleared) - bit_count(cp.unbound)),
                    ('OPEN', cp.open_items::bigint)) as o (outcome, n)
                group by 1, 2
                union all
                select p.code, e.outcome, count(*) from outcome_exception e join platform p on p.id = e.platform_id
                group by 1, 2
                """, "platform", "outcome"), true);
        brakes.register(rows("""
                select scope as a, code as b, count(*) as n from brake where lifted_at is null group by 1, 2
                """, "scope", "code"), true);
        braked.register(rows("""
                select b.scope as a, b.code as b, count(*) as n from cycle c join brake b on b.id = c.braked_by group by 1, 2
                """, "scope", "code"), true);
    }

    private List<Row<?>> rows(String sql, String first, String second) {
        return jdbc.sql(sql)
                .<Row<?>>query((row, n) ->
                        Row.of(Tags.of(first, row.getString("a"), second, row.getString("b")), row.getDouble("n")))
                .list();
    }
}
