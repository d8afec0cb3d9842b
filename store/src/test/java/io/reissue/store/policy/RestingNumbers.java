package io.reissue.store.policy;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.reissue.policy.DisconnectReason;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Scope;
import io.reissue.store.StoreForTests;
import io.reissue.store.policy.PolicyPreview.Impact;
import io.reissue.store.policy.PolicyPreview.Later;
import io.reissue.store.policy.PolicyPreview.Month;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Many numbers that rest under one policy, written straight into the tables: some held, some pinned, some extended, some retiring. */
final class RestingNumbers {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
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
            Scope scope,
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
                .param("date", LocalDate.ofInstant(now, ZONE))
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
            add(columns, "lineType", n % 7 == 0 ? "BUSINESS" : n % 29 == 0 ? "IOT" : "RESIDENTIAL");
            add(columns, "reason", n % 31 == 0 ? "" : n % 3 == 0 ? "ARREARS_TERMINATED" : "CANCELLED");
            add(columns, "asking", n % 13 == 0 ? "ALONE" : "COHORT");
            add(columns, "ending", n % 17 == 0 ? "RETIRE" : "RELEASE");
            add(columns, "held", String.valueOf(n % 19 == 0));
            add(columns, "pinned", String.valueOf(n % 23 == 0));
        }
        var written = jdbc.sql("""
                with given as (
                    select * from unnest(:disconnected::timestamptz[], :floor::timestamptz[], :end::timestamptz[], :cap::timestamptz[],
                        :ask::date[], :province::text[], :lineType::text[],
                        :reason::text[], :asking::text[], :ending::text[], :held::boolean[], :pinned::boolean[])
                        with ordinality as g (disconnected_at, floor_at, freeze_end, cap_at, ask_on, province, line_type, reason, asking, ending, held,
                            pinned, line)),
                numbered as (
                    insert into number (token, e164_sealed, jurisdiction, province, line_type, status)
                    select sha256(convert_to(line::text, 'UTF8')), '\\x00', :jurisdiction, nullif(province, ''), line_type,
                        'RECYCLING'
                    from given order by line returning id, token)
                insert into cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending, asking,
                    policy_version, disconnected_at, floor_at, cap_at, freeze_end, ask_on, reclaim_until, held, freeze_pinned,
                    next_due, created_at, disclosed_at, province, disconnect_reason)
                select gen_random_uuid(), n.id, :file, line, :jurisdiction, g.line_type, :zone, 'RESTING', ending, asking, :version,
                    disconnected_at, floor_at, cap_at, freeze_end, ask_on, freeze_end, held, pinned, freeze_end, disconnected_at,
                    disconnected_at, nullif(g.province, ''), nullif(g.reason, '')
                from given g join numbered n on n.token = sha256(convert_to(line::text, 'UTF8'))
                """);
        for (var column : columns.entrySet()) {
            written = written.param(column.getKey(), column.getValue().toArray(String[]::new));
        }
        PROVINCES.forEach(
                province -> jdbc.sql("insert into province values (:jurisdiction, :name) on conflict do nothing")
                        .param("jurisdiction", policy.jurisdiction())
                        .param("name", province)
                        .update());
        written.param("jurisdiction", policy.jurisdiction())
                .param("zone", limits.zone().getId())
                .param("version", policy.version())
                .param("file", file)
                .update();
    }

    /** What a preview should have said of a passage, counted from the rows before it and after it. */
    static Impact passage(Map<UUID, Number> before, Map<UUID, Number> after) {
        var later = after.values().stream()
                .filter(number -> number.freezeEnd()
                        .isAfter(requireNonNull(before.get(number.id())).freezeEnd()))
                .toList();
        record Place(String province, YearMonth month) {}
        var laterBy = later.stream()
                .collect(groupingBy(
                        number ->
                                new Place(requireNonNullElse(number.scope().province(), ""), month(number.freezeEnd())),
                        counting()))
                .entrySet()
                .stream()
                .map(entry ->
                        new Later(entry.getKey().province(), entry.getKey().month(), entry.getValue()))
                .sorted(java.util.Comparator.comparing(Later::province).thenComparing(Later::month))
                .toList();
        var then = before.values().stream().collect(groupingBy(number -> month(number.freezeEnd()), counting()));
        var now = after.values().stream().collect(groupingBy(number -> month(number.freezeEnd()), counting()));
        var pool = Stream.concat(then.keySet().stream(), now.keySet().stream())
                .distinct()
                .sorted()
                .map(month -> new Month(month, then.getOrDefault(month, 0L), now.getOrDefault(month, 0L)))
                .toList();
        long reached = after.values().stream()
                .filter(number -> number.policyVersion()
                        != requireNonNull(before.get(number.id())).policyVersion())
                .count();
        return new Impact(after.size(), reached, later.size(), laterBy, pool);
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZONE));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        var reason = row.getString("disconnect_reason");
        return new Scope(
                row.getString("jurisdiction"),
                row.getString("province"),
                LineType.valueOf(row.getString("line_type")),
                reason == null ? null : DisconnectReason.valueOf(reason));
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
                            scope(row),
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
