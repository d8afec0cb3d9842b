package io.reissue.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What Prometheus sees: numbers by state and stage, open items and outcomes by platform, stuck numbers by reason, brakes. Codes and counts
 * only.
 */
@Component
class Numbers {
    private final JdbcClient jdbc;
    private final MultiGauge byState;
    private final MultiGauge stuck;
    private final MultiGauge outcomes;
    private final MultiGauge brakes;
    private final MultiGauge braked;
    private final MultiGauge doubted;

    Numbers(JdbcClient jdbc, MeterRegistry registry) {
        this.jdbc = jdbc;
        byState = MultiGauge.builder("reissue.numbers")
                .description("Cycles by state, and by the latest stage in which platforms were asked")
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
        doubted = MultiGauge.builder("reissue.doubted")
                .description("Items that a platform calls not bound and is not believed")
                .register(registry);
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT15S")
    void refresh() {
        byState.register(rows("""
                select c.jurisdiction, c.state, coalesce(s.stage::text, 'NONE') as stage, count(*) as n
                from cycle c
                left join membership m on m.cycle_id = c.id
                left join (select cohort_id, max(stage) as stage from cohort_stage group by 1) s on s.cohort_id = m.cohort_id
                group by 1, 2, 3
                """, "jurisdiction", "state", "stage"), true);
        stuck.register(rows("""
                select jurisdiction, stuck_reason as reason, count(*) as n from cycle
                where stuck_reason is not null group by 1, 2
                """, "jurisdiction", "reason"), true);
        outcomes.register(rows("""
                select p.code as platform, o.outcome, sum(o.n) as n
                from cohort_platform cp join platform p on p.id = cp.platform_id
                cross join lateral (
                    select count(*) as n from outcome_exception e
                    where e.cohort_id = cp.cohort_id and e.platform_id = cp.platform_id
                        and e.outcome = 'NOT_YET_SYNCED' and get_bit(cp.settled, e.ordinal) = 0) as behind
                cross join lateral (values
                    ('UNBOUND', bit_count(cp.unbound)),
                    ('NOT_BOUND', bit_count(cp.cleared) - bit_count(cp.unbound)),
                    ('OPEN', cp.open_items - behind.n)) as o (outcome, n)
                group by 1, 2
                union all
                select p.code, e.outcome, count(*) from outcome_exception e join platform p on p.id = e.platform_id
                group by 1, 2
                """, "platform", "outcome"), true);
        brakes.register(rows("""
                select scope, code, count(*) as n from brake where lifted_at is null group by 1, 2
                """, "scope", "code"), true);
        braked.register(rows("""
                select b.scope, b.code, count(*) as n from cycle c join brake b on b.id = c.braked_by group by 1, 2
                """, "scope", "code"), true);
        doubted.register(rows("""
                select p.code as a, s.jurisdiction as b, sum(s.items) as n from streak s join platform p on p.id = s.platform_id
                where s.doubted_at is not null and s.accepted_at is null group by 1, 2
                """, "platform", "jurisdiction"), true);
    }

    /** One gauge a row: the tags are columns of the same name, the value is {@code n}. */
    private List<Row<?>> rows(String sql, String... tags) {
        return jdbc.sql(sql)
                .<Row<?>>query((row, n) -> {
                    Tags named = Tags.empty();
                    for (String tag : tags) named = named.and(tag, row.getString(tag));
                    return Row.of(named, row.getDouble("n"));
                })
                .list();
    }
}
