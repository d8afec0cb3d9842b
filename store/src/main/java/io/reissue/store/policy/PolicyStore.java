package io.reissue.store.policy;

import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.PolicyFault;
import io.reissue.policy.PolicyRules;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import io.reissue.policy.ScopeRules;
import io.reissue.policy.WorkingDays;
import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    /** The version of a document's scope and day. */
    private static final String STORED = """
            select version from policy where jurisdiction = :jurisdiction and effective_from = :effective
                and (province, line_type, reason) is not distinct from
                    (:body::jsonb ->> 'province', :body::jsonb ->> 'lineType', :body::jsonb ->> 'reason')
            """;

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
     * Stores a document as the next version; the same scope and day again gives the version that is there.
     *
     * @throws IllegalArgumentException if it says no policy, one whose stages are longer than its lead, or one for a part of a jurisdiction
     *     that has none: what is stored stays for good, and numbers follow it
     */
    public int put(PolicyDocument document) {
        Policy policy = document.policy(0);
        // one that is there stays, whatever a calendar says that was entered since
        Optional<Integer> stored = stored(document);
        if (stored.isPresent()) return stored.get();
        fault(document, policy).ifPresent(fault -> {
            throw new IllegalArgumentException(
                    "policy of " + policy.scope().inCodes() + ": " + fault.refusal() + ", " + fault.detail());
        });
        return jdbc.sql("""
                with next as (
                    insert into policy (version, jurisdiction, effective_from, body, created_at)
                    select coalesce(max(version), 0) + 1, :jurisdiction, :effective, :body::jsonb, :now from policy
                    on conflict (jurisdiction, province, line_type, reason, effective_from) do nothing
                    returning version)
                select version from next
                union all
                (%s)
                limit 1
                """.formatted(STORED))
                .param("jurisdiction", document.jurisdiction())
                .param("effective", document.effectiveFrom())
                .param("body", json.writeValueAsString(document))
                .param("now", SqlTime.param(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private Optional<PolicyFault> fault(PolicyDocument document, Policy policy) {
        return PolicyRules.scope(document.rule(0), rules(policy.jurisdiction()))
                .or(() -> document.ends() == null
                        ? PolicyRules.lead(policy, workingDays(policy.jurisdiction()))
                        : Optional.empty());
    }

    private Optional<Integer> stored(PolicyDocument document) {
        return jdbc.sql(STORED)
                .param("jurisdiction", document.jurisdiction())
                .param("effective", document.effectiveFrom())
                .param("body", json.writeValueAsString(document))
                .query(Integer.class)
                .optional();
    }

    /** All versions of a jurisdiction, as the rules that they are. */
    public List<Rule> rules(String jurisdiction) {
        return jdbc.sql("""
                select version, province, line_type, reason, effective_from, ends from policy
                where jurisdiction = :jurisdiction order by version
                """)
                .param("jurisdiction", jurisdiction)
                .query((row, n) -> new Rule(
                        row.getInt("version"),
                        scope(jurisdiction, row),
                        row.getObject("effective_from", LocalDate.class),
                        row.getBoolean("ends")))
                .list();
    }

    private static Scope scope(String jurisdiction, ResultSet row) throws SQLException {
        String lineType = row.getString("line_type");
        String reason = row.getString("reason");
        return new Scope(
                jurisdiction,
                row.getString("province"),
                lineType == null ? null : LineType.valueOf(lineType),
                reason == null ? null : DisconnectReason.valueOf(reason));
    }

    /**
     * The policies in force on {@code day}, the most specific first; the last one is for the whole jurisdiction.
     *
     * @throws NoPolicy if there is none
     */
    public List<Policy> inForce(String jurisdiction, LocalDate day) {
        List<Policy> inForce = policies(ScopeRules.inForce(rules(jurisdiction), day));
        if (inForce.isEmpty()) throw new NoPolicy(jurisdiction, day);
        return inForce;
    }

    List<Policy> policies(List<Rule> rules) {
        return rules.stream().map(rule -> byVersion(rule.version())).toList();
    }

    /**
     * The policy that a number follows on {@code day}.
     *
     * @param number all that is known of it
     * @throws NoPolicy if its jurisdiction has none
     */
    public Policy followed(Scope number, LocalDate day) {
        String jurisdiction = number.jurisdiction();
        return ScopeRules.covering(ScopeRules.inForce(rules(jurisdiction), day), number).stream()
                .findFirst()
                .map(rule -> byVersion(rule.version()))
                .orElseThrow(() -> new NoPolicy(jurisdiction, day));
    }

    /** The version that one for {@code scope} would follow on: that of the same scope, else of the next wider one. Empty: it is the first. */
    public Optional<Integer> versionBefore(Scope scope, LocalDate day) {
        List<Rule> others = rules(scope.jurisdiction()).stream()
                .filter(rule ->
                        !rule.scope().equals(scope) || rule.effectiveFrom().isBefore(day))
                .toList();
        return ScopeRules.covering(ScopeRules.inForce(others, day), scope).stream()
                .findFirst()
                .map(Rule::version);
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
