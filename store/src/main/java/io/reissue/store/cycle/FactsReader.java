package io.reissue.store.cycle;

import static java.util.Objects.requireNonNull;

import io.reissue.brake.Brake;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Asking;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.recycle.CycleFacts.StageFacts;
import io.reissue.recycle.CycleFacts.Undo;
import io.reissue.recycle.CycleState;
import io.reissue.store.brake.BrakeRows;
import io.reissue.store.cohort.Members;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.policy.PolicyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts together what the rules need to know about one cycle; the caller holds the row's lock where it decides. */
@Component
public class FactsReader {
    private static final String UNASKED = """
            select c.id as cycle_id, p.code,
                exists (select 1 from waiver w where w.cycle_id = c.id and w.platform_id = p.id) as waived
            from cycle c cross join platform p
            """;
    private static final String ASKED = """
            select m.cycle_id, p.code, cp.stage, cp.required, get_bit(cp.cleared, m.ordinal) as cleared,
                get_bit(cp.unbound, m.ordinal) as unbound, e.outcome, e.reason, e.changed_at,
                w.cycle_id is not null as waived,
                greatest(coalesce(a.attempts, 0), case when e.outcome is null then 0 else 1 end) as attempts,
                greatest(a.ask_again_at, e.ask_again_at) as ask_again_at,
                s.stage is not null as opened, a.cycle_id is not null and a.ask_again_at is null as ask_now,
                cp.required and get_bit(cp.unbound, m.ordinal) = 0 and cp.platform_id = any (d.platforms) as doubted
            from membership m
            """ + Members.DOUBTED + """
            join cohort_platform cp on cp.cohort_id = m.cohort_id
            join platform p on p.id = cp.platform_id
            left join outcome_exception e on e.cohort_id = m.cohort_id and e.ordinal = m.ordinal
                and e.platform_id = cp.platform_id
            left join waiver w on w.cycle_id = m.cycle_id and w.platform_id = cp.platform_id
            left join own_ask a on a.cycle_id = m.cycle_id and a.platform_id = cp.platform_id
            left join cohort_stage s on s.cohort_id = m.cohort_id and s.stage = cp.stage
            """;

    private final JdbcClient jdbc;
    private final PolicyStore policies;
    private final BrakeRows brakes;

    public FactsReader(JdbcClient jdbc, PolicyStore policies, BrakeRows brakes) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.brakes = brakes;
    }

    /** Facts of a disclosed cycle. */
    public CycleFacts read(CycleRow row) {
        Policy policy = policy(row);
        boolean asked = row.asking() != Asking.NOBODY && row.state().open();
        List<Asked> answers = asked && row.sealedAt() != null ? asked(row.id()) : List.of();
        List<Item> items = asked && row.sealedAt() == null
                ? unasked(row, policy)
                : answers.stream().map(Asked::item).toList();
        return facts(
                row,
                policy,
                items,
                progressAt(row, answers),
                row.asking() == Asking.ALONE ? stages(row.id()) : List.of(),
                row.state() == CycleState.RESTING ? List.of() : undos(row.id()),
                row.state() == CycleState.RESTING ? brakes(row, items) : List.of());
    }

    /**
     * What a command is judged by, of many disclosed cycles at once and without their locks: no stages, undos or brakes, and of the
     * platforms the one that it is about.
     *
     * @param platform its code; null: the command is about none, and there are no items
     */
    public Map<UUID, CycleFacts> forCommand(Collection<CycleRow> rows, @Nullable String platform) {
        Map<UUID, List<Item>> items = platform == null ? Map.of() : items(rows, platform);
        Map<UUID, CycleFacts> facts = new HashMap<>();
        for (CycleRow row : rows) {
            List<Item> ofRow = items.getOrDefault(row.id(), List.of());
            facts.put(row.id(), facts(row, policy(row), ofRow, null, List.of(), List.of(), List.of()));
        }
        return facts;
    }

    private static CycleFacts facts(
            CycleRow row,
            Policy policy,
            List<Item> items,
            @Nullable Instant progressAt,
            List<StageFacts> stages,
            List<Undo> undos,
            List<Brake> brakes) {
        return new CycleFacts(
                row.state(),
                row.ending(),
                row.asking(),
                row.disconnectedAt(),
                row.floorAt(),
                row.ceilingAt(),
                requireNonNull(row.capAt()),
                requireNonNull(row.freezeEnd()),
                policy.days().startOf(requireNonNull(row.askOn())),
                requireNonNull(row.reclaimUntil()),
                row.held(),
                row.sealedAt() != null,
                progressAt,
                row.stuck(),
                policy.days(),
                policy.extensionStepDays(),
                policy.patience(),
                policy.lead(),
                items,
                stages,
                undos,
                brakes);
    }

    private Policy policy(CycleRow row) {
        return policies.byVersion(requireNonNull(row.policyVersion(), "not disclosed"));
    }

    private Map<UUID, List<Item>> items(Collection<CycleRow> rows, String platform) {
        List<CycleRow> askable = rows.stream()
                .filter(row -> row.asking() != Asking.NOBODY && row.state().open())
                .toList();
        Map<UUID, List<Item>> items = new HashMap<>();
        Map<Integer, List<CycleRow>> unasked = askable.stream()
                .filter(row -> row.sealedAt() == null)
                .collect(Collectors.groupingBy(row -> requireNonNull(row.policyVersion())));
        unasked.forEach((version, cycles) -> {
            Policy policy = policies.byVersion(version);
            jdbc.sql(UNASKED + """
                    where c.id = any (:cycles::uuid[]) and p.code = :platform
                        and (p.active or p.code = any (:required)) and c.jurisdiction = any (p.jurisdictions)
                    """)
                    .param("cycles", ids(cycles.stream()))
                    .param("platform", platform)
                    .param("required", policy.required().toArray(String[]::new))
                    .query(found -> {
                        items.put(found.getObject("cycle_id", UUID.class), List.of(unasked(found, policy)));
                    });
        });
        jdbc.sql(ASKED + "where m.cycle_id = any (:cycles::uuid[]) and p.code = :platform")
                .param("cycles", ids(askable.stream().filter(row -> row.sealedAt() != null)))
                .param("platform", platform)
                .query(found -> {
                    items.put(
                            found.getObject("cycle_id", UUID.class),
                            List.of(item(found, 0).item()));
                });
        return items;
    }

    private static String[] ids(Stream<CycleRow> rows) {
        return rows.map(row -> row.id().toString()).toArray(String[]::new);
    }

    private List<Brake> brakes(CycleRow row, List<Item> items) {
        Set<String> platforms = items.stream().map(Item::platform).collect(Collectors.toSet());
        return brakes.stopping(row.numberId(), row.jurisdiction(), row.intakeFileId(), platforms);
    }

    /** A number that nobody has asked about has everything open. */
    private List<Item> unasked(CycleRow row, Policy policy) {
        return jdbc.sql(UNASKED + """
                where c.id = :cycle and (p.active or p.code = any (:required)) and c.jurisdiction = any (p.jurisdictions)
                order by p.code
                """)
                .param("cycle", row.id())
                .param("required", policy.required().toArray(String[]::new))
                .query((found, n) -> unasked(found, policy))
                .list();
    }

    private static Item unasked(ResultSet found, Policy policy) throws SQLException {
        String code = found.getString("code");
        return new Item(
                code,
                policy.stageOf(code),
                policy.required().contains(code),
                Outcome.UNKNOWN,
                null,
                found.getBoolean("waived"),
                0,
                null,
                false,
                false,
                false);
    }

    /** {@code changedAt}: when the exception that stands for this item last changed; null where none does. */
    private record Asked(Item item, @Nullable Instant changedAt) {}

    private List<Asked> asked(UUID cycleId) {
        return jdbc.sql(ASKED + "where m.cycle_id = :cycle order by cp.stage, p.code")
                .param("cycle", cycleId)
                .query(FactsReader::item)
                .list();
    }

    private static Asked item(ResultSet row, int n) throws SQLException {
        String reason = row.getString("reason");
        boolean doubted = row.getBoolean("doubted");
        Item item = new Item(
                row.getString("code"),
                Stage.of(row.getInt("stage")),
                row.getBoolean("required"),
                outcome(!doubted && row.getInt("cleared") == 1, row.getInt("unbound") == 1, row.getString("outcome")),
                reason == null ? null : RefusalReason.of(reason),
                row.getBoolean("waived"),
                row.getInt("attempts"),
                SqlTime.orNull(row, "ask_again_at"),
                row.getBoolean("opened"),
                row.getBoolean("ask_now"),
                doubted);
        return new Asked(item, SqlTime.orNull(row, "changed_at"));
    }

    /** Bits first: an exception row that was overtaken by a better outcome says nothing any more. */
    private static Outcome outcome(boolean cleared, boolean unbound, @Nullable String exception) {
        if (unbound) return Outcome.UNBOUND;
        if (cleared) return Outcome.NOT_BOUND;
        return exception == null ? Outcome.UNKNOWN : Outcome.of(exception);
    }

    /** When an open required item last changed its outcome; before any did, when the platforms were asked. */
    private static @Nullable Instant progressAt(CycleRow row, List<Asked> answers) {
        if (row.sealedAt() == null) return null;
        return answers.stream()
                .filter(asked -> asked.item().required())
                .map(Asked::changedAt)
                .filter(Objects::nonNull)
                .reduce(row.sealedAt(), FreezeRules::latest);
    }

    private List<StageFacts> stages(UUID cycleId) {
        return jdbc.sql("""
                select s.stage, s.deadline from membership m join cohort_stage s on s.cohort_id = m.cohort_id
                where m.cycle_id = :cycle order by s.stage
                """)
                .param("cycle", cycleId)
                .query((row, n) -> new StageFacts(Stage.of(row.getInt("stage")), SqlTime.instant(row, "deadline")))
                .list();
    }

    private List<Undo> undos(UUID cycleId) {
        return jdbc.sql("""
                select p.code, r.stage, r.outcome is not null as settled, r.attempts, r.ask_again_at
                from restoration r join platform p on p.id = r.platform_id
                where r.cycle_id = :cycle order by r.stage desc, p.code, r.batch_id
                """)
                .param("cycle", cycleId)
                .query((row, n) -> new Undo(
                        row.getString("code"),
                        Stage.of(row.getInt("stage")),
                        row.getBoolean("settled"),
                        row.getInt("attempts"),
                        SqlTime.orNull(row, "ask_again_at")))
                .list();
    }

    /** The workflow id of the cohort that asked, if one has. */
    @Nullable
    String cohort(UUID cycleId) {
        return jdbc.sql("""
                select c.workflow_id from membership m join cohort c on c.id = m.cohort_id where m.cycle_id = :cycle
                """)
                .param("cycle", cycleId)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Today in the number's zone. */
    static LocalDate today(CycleRow row, Instant now) {
        return now.atZone(row.zone()).toLocalDate();
    }
}
