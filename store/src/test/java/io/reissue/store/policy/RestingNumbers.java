package io.reissue.store.policy;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.store.StoreForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Many numbers that rest under one policy, written straight into the tables: some held, some pinned, some extended, some retiring. */
final class RestingNumbers {
    private static final List<String> PROVINCES = List.of("Beijing", "Guangdong", "Sichuan");

    private final StoreForTests store;
    private final Policy policy;
    private final LegalLimits limits;

    RestingNumbers(StoreForTests store, Policy policy) {
        this.store = store;
        this.policy = policy;
        limits = LegalLimits.of(policy.jurisdiction(), LineType.RESIDENTIAL).orElseThrow();
    }

    /** One of them, as the table has it. */
    record Number(
            UUID id,
            @Nullable String province,
            Instant disconnectedAt,
            Instant freezeEnd,
            LocalDate askOn,
            Instant capAt,
            int policyVersion,
            boolean sealed) {}

    /** So many, who left at any time of day within the {@code days} days before {@code now}. */
    void write(int numbers, int days, Instant now) {
        var file = UUID.randomUUID();
        var jdbc = store.jdbc();
        jdbc.sql("""
                insert into intake_file (id, name, file_date, state, received_at) values (:id, 'many.csv', :date, 'READING', :now)
                """)
                .param("id", file)
                .param("date", LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai")))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        var columns = new HashMap<String, List<String>>();
        for (int n = 0; n < numbers; n++) {
            var left = now.minus(Duration.ofSeconds(n * 86_400L * days / numbers));
            var end = FreezeRules.freezeEnd(policy, limits, left, n % 11 == 0 ? left.plus(Duration.ofDays(170)) : left);
            add(columns, "disconnected", left.toString());
            add(columns, "floor", FreezeRules.floor(limits, left).toString());
            add(columns, "end", end.toString());
            add(columns, "cap", FreezeRules.cap(policy, limits, left).toString());
            add(columns, "ask", FreezeRules.askOn(policy, limits.days(), end).toString());
            add(columns, "province", n % 4 == 3 ? "" : PROVINCES.get(n % 4));
            add(columns, "asking", n % 13 == 0 ? "ALONE" : "COHORT");
            add(columns, "ending", n % 17 == 0 ? "RETIRE" : "RELEASE");
            add(columns, "held", String.valueOf(n % 19 == 0));
            add(columns, "pinned", String.valueOf(n % 23 == 0));
        }
        var written = jdbc.sql("""
                with given as (
                    select * from unnest(:disconnected::timestamptz[], :floor::timestamptz[], :end::timestamptz[], :cap::timestamptz[],
                        :ask::date[], :province::text[], :asking::text[], :ending::text[], :held::boolean[], :pinned::boolean[])
                        with ordinality as g (disconnected_at, floor_at, freeze_end, cap_at, ask_on, province, asking, ending, held,
                            pinned, line)),
                numbered as (
                    insert into number (token, e164_sealed, jurisdiction, province, line_type, status)
                    select sha256(convert_to(line::text, 'UTF8')), '\\x00', :jurisdiction, nullif(province, ''), 'RESIDENTIAL',
                        'RECYCLING'
                    from given order by line returning id, token)
                insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending, asking,
                    policy_version, disconnected_at, floor_at, cap_at, freeze_end, ask_on, reclaim_until, held, freeze_pinned,
                    next_due, created_at, disclosed_at, province)
                select gen_random_uuid(), n.id, :file, line, :jurisdiction, 'RESIDENTIAL', :zone, 'RESTING', ending, asking, :version,
                    disconnected_at, floor_at, cap_at, freeze_end, ask_on, freeze_end, held, pinned, freeze_end, disconnected_at,
                    disconnected_at, nullif(g.province, '')
                from given g join numbered n on n.token = sha256(convert_to(line::text, 'UTF8'))
                """);
        for (var column : columns.entrySet()) {
            written = written.param(column.getKey(), column.getValue().toArray(String[]::new));
        }
        written.param("jurisdiction", policy.jurisdiction())
                .param("zone", limits.zone().getId())
                .param("version", policy.version())
                .param("file", file)
                .update();
    }

    private static void add(Map<String, List<String>> columns, String column, String value) {
        columns.computeIfAbsent(column, none -> new ArrayList<>()).add(value);
    }

    /** All numbers that rest and are to be released, by the ids of their cycles. */
    Map<UUID, Number> all() {
        Map<UUID, Number> all = new HashMap<>();
        store.jdbc().sql("""
                select * from cycle where state = 'RESTING' and ending = 'RELEASE'
                """).query(row -> {
            var id = row.getObject("id", UUID.class);
            all.put(
                    id,
                    new Number(
                            id,
                            row.getString("province"),
                            row.getTimestamp("disconnected_at").toInstant(),
                            row.getTimestamp("freeze_end").toInstant(),
                            row.getObject("ask_on", LocalDate.class),
                            row.getTimestamp("cap_at").toInstant(),
                            row.getInt("policy_version"),
                            row.getTimestamp("sealed_at") != null));
        });
        return all;
    }
}
