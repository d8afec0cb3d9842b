package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Ledger.Cycle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether numbers follow the versions that they have to, and rest as long as those say. A number follows the version that asks for most of
 * what is true of it; of two that ask for as much, the one for its reason, then the one for its line type, then the one for its province.
 */
final class FollowedRules {
    static final String RULES = "rules followed";
    static final String FREEZES = "freezes of those rules";

    /** What asking for it weighs: two things weigh more than any one, and of as many the weightier ones win. */
    private static final int PROVINCE = 9;

    private static final int LINE_TYPE = 10;
    private static final int REASON = 12;

    private record Version(
            int number,
            String jurisdiction,
            @Nullable String province,
            @Nullable String lineType,
            @Nullable String reason,
            LocalDate from,
            boolean ends,
            int freezeDays) {
        boolean sameScope(Version other) {
            return jurisdiction.equals(other.jurisdiction)
                    && Objects.equals(province, other.province)
                    && Objects.equals(lineType, other.lineType)
                    && Objects.equals(reason, other.reason);
        }

        int weight() {
            return (province == null ? 0 : PROVINCE)
                    + (lineType == null ? 0 : LINE_TYPE)
                    + (reason == null ? 0 : REASON);
        }
    }

    private final Ledger ledger;
    private final Instant at;
    private final Line line;
    private final List<Version> versions;
    private final Map<Long, String> provinces = new HashMap<>();
    private final Set<UUID> shortened;

    FollowedRules(JdbcClient jdbc, Ledger ledger, Instant at, Line line) {
        this.ledger = ledger;
        this.at = at;
        this.line = line;
        versions = jdbc.sql("""
                select version, jurisdiction, body ->> 'province' as province, body ->> 'lineType' as line_type,
                    body ->> 'reason' as reason, effective_from, body ->> 'ends' = 'true' as ends,
                    (body ->> 'freezeDays')::int as freeze_days
                from policy
                """)
                .query((row, n) -> new Version(
                        row.getInt("version"),
                        row.getString("jurisdiction"),
                        row.getString("province"),
                        row.getString("line_type"),
                        row.getString("reason"),
                        row.getObject("effective_from", LocalDate.class),
                        row.getBoolean("ends"),
                        row.getInt("freeze_days")))
                .list();
        jdbc.sql("select id, province from number where province is not null").query(row -> {
            provinces.put(row.getLong("id"), row.getString("province"));
        });
        shortened = new HashSet<>(
                jdbc.sql("select cycle_id from shortening").query(UUID.class).list());
    }

    void judge(Cycle cycle, Law law) {
        Integer follows = cycle.policy();
        Instant disclosed = cycle.disclosedAt();
        Planted.Number number = ledger.planted(cycle).orElse(null);
        if (follows == null || disclosed == null || number == null) return;
        Instant end = cycle.closedAt() == null ? at : cycle.closedAt();
        boolean had = days(law.date(disclosed), law.date(end))
                .anyMatch(day -> Integer.valueOf(follows).equals(due(day, cycle, number)));
        line.look(RULES, had, cycle.id() + " follows version " + follows + ", which was at no time its rule");
        if (!cycle.released() || cycle.closedAt() == null || shortened.contains(cycle.id())) return;
        int freeze = versions.stream()
                .filter(version -> version.number() == follows)
                .mapToInt(Version::freezeDays)
                .findFirst()
                .orElse(0);
        Instant rested = law.rested(ledger.disconnected(cycle), freeze);
        line.look(
                FREEZES,
                !cycle.closedAt().isBefore(rested),
                cycle.id() + " was released before the end of the freeze of version " + follows);
    }

    /** Days on which another version could begin to hold for it: that of its disclosure, and those of all versions since. */
    private Stream<LocalDate> days(LocalDate first, LocalDate last) {
        return Stream.concat(
                Stream.of(first),
                versions.stream()
                        .map(Version::from)
                        .filter(day -> day.isAfter(first) && !day.isAfter(last))
                        .distinct());
    }

    /** The version that it has to follow on a day. */
    private @Nullable Integer due(LocalDate day, Cycle cycle, Planted.Number number) {
        Version found = null;
        for (Version version : present(day)) {
            boolean covers = version.jurisdiction().equals(number.region())
                    && (version.lineType() == null || version.lineType().equals(number.lineType()))
                    && (version.reason() == null || version.reason().equals(number.reason()))
                    && (version.province() == null || version.province().equals(provinces.get(cycle.numberId())));
            if (covers && (found == null || version.weight() > found.weight())) found = version;
        }
        return found == null ? null : found.number();
    }

    /** Of each scope the last version that has begun, unless it ended the scope. */
    private List<Version> present(LocalDate day) {
        List<Version> present = new ArrayList<>();
        for (Version version : versions) {
            if (version.from().isAfter(day) || version.ends()) continue;
            boolean overtaken = versions.stream()
                    .anyMatch(other -> other.sameScope(version)
                            && other.from().isAfter(version.from())
                            && !other.from().isAfter(day));
            if (!overtaken) present.add(version);
        }
        return present;
    }
}
