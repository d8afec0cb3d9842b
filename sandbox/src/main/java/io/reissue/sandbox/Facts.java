package io.reissue.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts for the console and the summary, straight from the tables. */
final class Facts {
    private final JdbcClient jdbc;

    Facts(Sandbox sandbox) {
        this.jdbc = sandbox.bean(JdbcClient.class);
    }

    Map<String, Long> states() {
        return counts("select state, count(*) from cycle group by 1");
    }

    /** Numbers with one state and one latest stage in which platforms were asked; 0: not asked yet, or over. */
    record Standing(String state, int stage, long numbers) {}

    List<Standing> standings() {
        return jdbc.sql("""
                select c.state, coalesce(s.stage, 0) as stage, count(*) as numbers
                from cycle c
                left join membership m on m.cycle_id = c.id and c.closed_at is null
                left join (select cohort_id, max(stage) as stage from cohort_stage group by 1) s on s.cohort_id = m.cohort_id
                group by 1, 2
                """)
                .query((row, n) -> new Standing(row.getString("state"), row.getInt("stage"), row.getLong("numbers")))
                .list();
    }

    long ended() {
        return one("select count(*) from cycle where closed_at is not null");
    }

    long stuck() {
        return one("select count(*) from cycle where stuck_reason is not null");
    }

    Map<String, Long> stuckReasons() {
        return counts("select stuck_reason, count(*) from cycle where stuck_reason is not null group by 1");
    }

    Map<String, Long> rejections() {
        return counts("select code, count(*) from intake_rejection group by 1");
    }

    long read() {
        return one("select coalesce(sum(lines_read), 0) from intake_file");
    }

    long accepted() {
        return one("select coalesce(sum(accepted), 0) from intake_file");
    }

    long rejected() {
        return one("select coalesce(sum(rejected), 0) from intake_file");
    }

    long cohorts() {
        return one("select count(*) from cohort where kind = 'RECYCLING'");
    }

    long restored() {
        return one("select count(*) from restoration where outcome = 'RESTORED'");
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    private long one(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
