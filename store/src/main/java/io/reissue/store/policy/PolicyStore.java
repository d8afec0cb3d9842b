package io.reissue.store.policy;

import io.reissue.policy.Policy;
import io.reissue.policy.PolicyRules;
import io.reissue.policy.WorkingDays;
import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Policies and calendars. A version never changes once it is stored, so it is read once per process. */
@Component
public class PolicyStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Integer, Policy> byVersion = new ConcurrentHashMap<>();

    public PolicyStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** No policy of the jurisdiction is effective on that day. */
    public static final class NoPolicy extends RuntimeException {
        NoPolicy(String jurisdiction, LocalDate day) {
            super("no policy for " + jurisdiction + " on " + day);
        }
    }

    /**
     * Stores a document as the next version; the same jurisdiction and day again gives the version that is there.
     *
     * @throws IllegalArgumentException if it says no policy, or one whose stages are longer than its lead: what is stored stays for
     *     good, and numbers follow it
     */
    public int put(PolicyDocument document) {
        Policy policy = document.policy(0);
        // one that is there stays, whatever a calendar says that was entered since
        Optional<Integer> stored = stored(document);
        if (stored.isPresent()) return stored.get();
        PolicyRules.lead(policy, workingDays(policy.jurisdiction())).ifPresent(fault -> {
            throw new IllegalArgumentException(
                    "policy of " + policy.jurisdiction() + ": " + fault.refusal() + ", " + fault.detail());
        });
        return jdbc.sql("""
                with next as (
                    insert into policy (version, jurisdiction, effective_from, body, created_at)
                    select coalesce(max(version), 0) + 1, :jurisdiction, :effective, :body::jsonb, :now from policy
                    on conflict (jurisdiction, effective_from) do nothing
                    returning version)
                select version from next
                union all
                select version from policy where jurisdiction = :jurisdiction and effective_from = :effective
                limit 1
                """)
                .param("jurisdiction", document.jurisdiction())
                .param("effective", document.effectiveFrom())
                .param("body", json.writeValueAsString(document))
                .param("now", SqlTime.param(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private Optional<Integer> stored(PolicyDocument document) {
        return jdbc.sql("select version from policy where jurisdiction = :jurisdiction and effective_from = :effective")
                .param("jurisdiction", document.jurisdiction())
                .param("effective", document.effectiveFrom())
                .query(Integer.class)
                .optional();
    }

    /** The version in force on {@code day}. */
    public Policy effective(String jurisdiction, LocalDate day) {
        return jdbc.sql("""
                select version from policy where jurisdiction = :jurisdiction and effective_from <= :day
                order by effective_from desc limit 1
                """)
                .param("jurisdiction", jurisdiction)
                .param("day", day)
                .query(Integer.class)
                .optional()
                .map(this::byVersion)
                .orElseThrow(() -> new NoPolicy(jurisdiction, day));
    }

    public Policy byVersion(int version) {
        return byVersion.computeIfAbsent(
                version,
                wanted -> json.readValue(
                                jdbc.sql("select body::text from policy where version = :version")
                                        .param("version", wanted)
                                        .query(String.class)
                                        .single(),
                                PolicyDocument.class)
                        .policy(wanted));
    }

    /** Jurisdictions that have a policy. */
    public List<String> jurisdictions() {
        return jdbc.sql("select distinct jurisdiction from policy order by 1")
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** A year as it is configured; one that a person has edited stays as it is. */
    public void putYear(
            String jurisdiction, int year, Set<LocalDate> holidays, Set<LocalDate> makeUpDays, String source) {
        jdbc.sql("""
                insert into working_year (jurisdiction, year, holidays, make_up_days, source)
                values (:jurisdiction, :year, :holidays::date[], :makeUp::date[], :source)
                on conflict (jurisdiction, year) do update
                set holidays = excluded.holidays, make_up_days = excluded.make_up_days, source = excluded.source
                where working_year.edited_by is null
                """)
                .param("jurisdiction", jurisdiction)
                .param("year", year)
                .param("holidays", array(holidays))
                .param("makeUp", array(makeUpDays))
                .param("source", source)
                .update();
    }

    /** All years that are known of a jurisdiction. */
    public WorkingDays workingDays(String jurisdiction) {
        Set<Integer> years = new HashSet<>();
        Set<LocalDate> holidays = new HashSet<>();
        Set<LocalDate> makeUpDays = new HashSet<>();
        jdbc.sql("select year, holidays, make_up_days from working_year where jurisdiction = :jurisdiction")
                .param("jurisdiction", jurisdiction)
                .query(row -> {
                    years.add(row.getInt("year"));
                    holidays.addAll(days(row.getArray("holidays")));
                    makeUpDays.addAll(days(row.getArray("make_up_days")));
                });
        return new WorkingDays(jurisdiction, years, holidays, makeUpDays);
    }

    private static String array(Set<LocalDate> days) {
        return "{" + String.join(",", days.stream().map(LocalDate::toString).toList()) + "}";
    }

    private static List<LocalDate> days(java.sql.Array array) throws java.sql.SQLException {
        return Arrays.stream((java.sql.Date[]) array.getArray())
                .map(java.sql.Date::toLocalDate)
                .toList();
    }
}
