package io.reissue.sandbox.seed;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.recycle.CycleState;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.inventory.Tenure;
import io.reissue.store.inventory.Tenures;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.NewHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes cycles and what belongs to them; numbers and holders by the inventory and the vault, so that they are found and opened. */
final class CycleSeeds {
    private static final Duration NOTICED_AFTER = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Inventory inventory;
    private final Tenures tenures;
    private final HolderVault holders;
    private final SeedPlan plan;
    private final Instant at;

    CycleSeeds(
            DataSource database,
            TransactionTemplate transaction,
            Inventory inventory,
            HolderVault holders,
            SeedPlan plan,
            Instant at) {
        this.jdbc = JdbcClient.create(database);
        this.database = database;
        this.transaction = transaction;
        this.inventory = inventory;
        this.tenures = new Tenures(jdbc);
        this.holders = holders;
        this.plan = plan;
        this.at = at;
    }

    /** The cycles of some places, in a transaction of their own. */
    List<SeededCycle> write(int from, int until) {
        List<SeededCycle> cycles =
                IntStream.range(from, until).mapToObj(plan::cycle).toList();
        transaction.executeWithoutResult(status -> write(cycles));
        return cycles;
    }

    private void write(List<SeededCycle> cycles) {
        // as an intake does: tables that were empty when a plan was made would be scanned for every row
        jdbc.sql("set local enable_seqscan = off").update();
        List<Long> numbers =
                inventory.register(cycles.stream().map(CycleSeeds::number).toList());
        tenures.record(IntStream.range(0, cycles.size())
                .mapToObj(i -> tenure(numbers.get(i), cycles.get(i)))
                .toList());
        rows(cycles, numbers);
        holders.putNewHolders(cycles.stream()
                .filter(cycle -> cycle.state().open())
                .map(cycle -> new NewHolder(
                        cycle.id(),
                        "H-" + cycle.place(),
                        contactIsKept(cycle) ? "holder-%d@example.org".formatted(cycle.place()) : null,
                        null))
                .toList());
        notices(cycles);
        results(cycles);
        deeds(cycles);
    }

    private static NewNumber number(SeededCycle cycle) {
        return new NewNumber(
                cycle.e164(),
                cycle.region().jurisdiction(),
                cycle.province(),
                cycle.carrier(),
                cycle.lineType(),
                switch (cycle.state()) {
                    case RELEASED -> NumberStatus.POOL;
                    case RETIRED -> NumberStatus.RETIRED;
                    case RETURNED_TO_DONOR -> NumberStatus.RETURNED_TO_DONOR;
                    case REINSTATING, REINSTATED, WITHDRAWING, WITHDRAWN -> NumberStatus.IN_SERVICE;
                    default -> NumberStatus.RECYCLING;
                });
    }

    private static Tenure tenure(long number, SeededCycle cycle) {
        boolean served = switch (cycle.state()) {
            case REINSTATING, REINSTATED, WITHDRAWING, WITHDRAWN -> true;
            default -> false;
        };
        return new Tenure(number, cycle.activatedOn(), served ? null : cycle.disconnectedOn(), null, null);
    }

    private void rows(List<SeededCycle> cycles, List<Long> numbers) {
        CopyRows rows = new CopyRows("""
                cycle (id, number_id, intake_file_id, intake_line, jurisdiction, line_type, zone, state, ending, asking,
                policy_version, disconnected_at, floor_at, ceiling_at, cap_at, freeze_end, ask_on, reclaim_until, contact_deleted,
                held, sealed_at, stuck_reason, stuck_since, next_due, created_at, disclosed_at, closed_at, province,
                disconnect_reason)""");
        for (int i = 0; i < cycles.size(); i++) {
            SeededCycle cycle = cycles.get(i);
            Policy policy = cycle.policy();
            int day = plan.dayOf(cycle.place());
            rows.add(
                    cycle.id(),
                    numbers.get(i),
                    plan.fileOf(day),
                    cycle.place() - plan.firstOf(day) + 2,
                    cycle.region().jurisdiction(),
                    cycle.lineType(),
                    cycle.limits().zone(),
                    cycle.state(),
                    cycle.ending(),
                    cycle.asking(),
                    policy == null ? null : policy.version(),
                    cycle.disconnectedAt(),
                    FreezeRules.floor(cycle.limits(), cycle.disconnectedAt()),
                    FreezeRules.ceiling(cycle.limits(), cycle.disconnectedAt()).orElse(null),
                    policy == null ? null : FreezeRules.cap(policy, cycle.limits(), cycle.disconnectedAt()),
                    cycle.freezeEnd(),
                    cycle.askOn(),
                    reclaimUntil(cycle),
                    policy != null && !contactIsKept(cycle),
                    cycle.held(),
                    cycle.sealedAt(),
                    cycle.stuck(),
                    cycle.stuckSince(),
                    cycle.wakesAt(),
                    cycle.createdAt(),
                    policy == null ? null : cycle.createdAt().plus(SeedPlan.DISCLOSED_AFTER),
                    cycle.closedAt(),
                    cycle.province(),
                    cycle.closedAt() == null ? cycle.reason() : null);
        }
        rows.write(database);
    }

    private static @Nullable Instant reclaimUntil(SeededCycle cycle) {
        Policy policy = cycle.policy();
        Instant freezeEnd = cycle.freezeEnd();
        if (policy == null || freezeEnd == null) return null;
        return FreezeRules.reclaimUntil(policy, cycle.limits(), cycle.disconnectedAt(), freezeEnd);
    }

    /** Until the window closes in which the holder may come back. */
    private boolean contactIsKept(SeededCycle cycle) {
        Instant until = reclaimUntil(cycle);
        return cycle.state().open() && (until == null || until.isAfter(at));
    }

    private void notices(List<SeededCycle> cycles) {
        CopyRows rows = new CopyRows("notice (id, cycle_id, kind, text_version, state, written_at, done_at)");
        cycles.stream()
                .filter(cycle -> cycle.policy() != null && contactIsKept(cycle))
                .forEach(cycle -> {
                    Instant written = cycle.createdAt().plus(SeedPlan.DISCLOSED_AFTER);
                    rows.add(
                            SeedPlan.id(written, new SplittableRandom(cycle.place())),
                            cycle.id(),
                            "LEAVING_HOLDER",
                            "leaving-1",
                            "SENT",
                            written,
                            written.plus(NOTICED_AFTER));
                });
        rows.write(database);
    }

    private void results(List<SeededCycle> cycles) {
        CopyRows rows = new CopyRows("cycle_result (cycle_id, asked, unresolved, waived, counts)");
        cycles.stream().filter(SeededCycle::purged).forEach(cycle -> {
            boolean asked = cycle.sealedAt() != null;
            rows.add(
                    cycle.id(),
                    asked ? 220 : 0,
                    "{}",
                    "{}",
                    "{\"identity\":\"%s\",\"required\":\"%s\",\"rest\":\"%s\"}"
                            .formatted(
                                    asked ? "11/0/0" : "0/0/0",
                                    asked ? "44/0/0" : "0/0/0",
                                    asked ? "165/0/0" : "0/0/0"));
        });
        rows.write(database);
    }

    /** What people did, and what the audit says. */
    private void deeds(List<SeededCycle> cycles) {
        CopyRows commands =
                new CopyRows("command (id, cycle_id, kind, actor, reason_code, verdict, requested_at, applied_at)");
        CopyRows audit = new CopyRows("audit_entry (at, actor, action, subject, detail)");
        for (SeededCycle cycle : cycles) {
            Policy policy = cycle.policy();
            if (policy == null) continue;
            Instant disclosed = cycle.createdAt().plus(SeedPlan.DISCLOSED_AFTER);
            audit.add(
                    disclosed,
                    "reissue",
                    "cycle.disclosed",
                    cycle.id(),
                    "{\"policy\":\"%d\",\"reclaimUntil\":\"%s\"}".formatted(policy.version(), reclaimUntil(cycle)));
            String kind = command(cycle);
            if (kind != null) {
                UUID id = SeedPlan.id(disclosed, new SplittableRandom(-cycle.place() - 1L));
                Instant asked = cycle.held() ? disclosed : cycle.wakesAt().minus(SeedPlan.UNDONE_AFTER);
                String actor = "operator-" + (char) ('a' + cycle.place() % 4);
                commands.add(id, cycle.id(), kind, actor, "SEEDED", "ACCEPTED", asked, asked);
                audit.add(asked, actor, "command.accepted", cycle.id(), "{\"command\":\"%s\"}".formatted(id));
            }
            if (cycle.purged()) audit.add(cycle.closedAt(), "reissue", "cycle.purged", cycle.id(), "{}");
        }
        commands.write(database);
        audit.write(database);
    }

    private static @Nullable String command(SeededCycle cycle) {
        if (cycle.held()) return "HOLD";
        return switch (cycle.state()) {
            case REINSTATING, REINSTATED -> "REINSTATE";
            case WITHDRAWING, WITHDRAWN -> "WITHDRAW";
            default -> null;
        };
    }

    static boolean isMember(SeededCycle cycle) {
        return cycle.sealedAt() != null
                && (cycle.state() == CycleState.RESTING || cycle.state().undoing());
    }
}
