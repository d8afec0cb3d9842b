package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRules;
import io.reissue.outcome.Outcome;
import io.reissue.policy.Asking;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LegalLimits.DonorRule;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleFacts.StageFacts;
import io.reissue.recycle.CycleFacts.Undo;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.recycle.StuckReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of the cycle table, and what hangs on it. */
final class FakeCycle {
    /** A delivery that has to be taken back. */
    static final class Restoration {
        final String batchId;
        final SimulatedPlatform platform;
        boolean settled;
        int attempts;

        @Nullable
        Instant askAgainAt;

        Restoration(String batchId, SimulatedPlatform platform) {
            this.batchId = batchId;
            this.platform = platform;
        }
    }

    final UUID id = UUID.randomUUID();
    final Policy policy;
    final LegalLimits limits;
    final Asking asking;
    final Instant disconnectedAt;

    /** All brakes that stand; the store's. */
    final Collection<Brake> standing;

    final Set<String> waived = new HashSet<>();
    final List<Restoration> restorations = new ArrayList<>();
    final List<String> feed = new ArrayList<>();
    final Map<String, Command> commands = new HashMap<>();
    final Map<String, CommandReceipt> receipts = new HashMap<>();
    boolean unreadCommand;
    CycleState state = CycleState.ACCEPTED;
    Ending ending;
    Instant freezeEnd;
    Instant askAt;
    Instant reclaimUntil;
    boolean held;
    boolean waiting;
    boolean holderKnown = true;
    int notices;

    @Nullable
    FakeCohort cohort;

    int ordinal;

    @Nullable
    Instant progressAt;

    @Nullable
    StuckReason stuck;

    @Nullable
    Instant stuckSince;

    @Nullable
    UUID brakedBy;

    @Nullable
    String certificateId;

    @Nullable
    StageCounts counts;

    @Nullable
    String runId;

    long runStartedAt = Long.MIN_VALUE;

    FakeCycle(Policy policy, LegalLimits limits, boolean portedIn, Instant disconnectedAt, Collection<Brake> standing) {
        this.standing = standing;
        this.policy = policy;
        this.limits = limits;
        this.asking = portedIn ? Asking.NOBODY : policy.asking();
        this.disconnectedAt = disconnectedAt;
        ending = portedIn ? Ending.RETURN_TO_DONOR : Ending.RELEASE;
        freezeEnd = portedIn && limits.donor() == DonorRule.AT_ONCE
                ? disconnectedAt
                : FreezeRules.freezeEnd(policy, limits, disconnectedAt, disconnectedAt);
        askAt = FreezeRules.askOn(policy, limits.days(), freezeEnd)
                .atStartOfDay(limits.zone())
                .toInstant();
        reclaimUntil = FreezeRules.reclaimUntil(policy, limits, disconnectedAt, freezeEnd);
    }

    void shorten(Instant until) {
        freezeEnd = until;
        askAt = FreezeRules.askOn(policy, limits.days(), until)
                .atStartOfDay(limits.zone())
                .toInstant();
        reclaimUntil = FreezeRules.earliest(reclaimUntil, until);
    }

    CycleFacts facts(Fleet fleet) {
        return new CycleFacts(
                state,
                ending,
                asking,
                disconnectedAt,
                FreezeRules.floor(limits, disconnectedAt),
                FreezeRules.ceiling(limits, disconnectedAt).orElse(null),
                FreezeRules.cap(policy, limits, disconnectedAt),
                freezeEnd,
                askAt,
                reclaimUntil,
                held,
                cohort != null,
                progressAt,
                stuck,
                policy.days(),
                policy.extensionStepDays(),
                policy.patience(),
                policy.lead(),
                asking == Asking.NOBODY
                        ? List.of()
                        : fleet.platforms().stream().map(this::item).toList(),
                stages(),
                restorations.stream()
                        .map(entry -> new Undo(
                                entry.platform.code(),
                                entry.platform.stage(),
                                entry.settled,
                                entry.attempts,
                                entry.askAgainAt))
                        .toList(),
                BrakeRules.stopping(
                        standing,
                        new BrakeRules.Traits(
                                limits.jurisdiction(),
                                FakeStore.PROVINCE,
                                FakeStore.FILE,
                                asking == Asking.NOBODY
                                        ? Set.of()
                                        : fleet.platforms().stream()
                                                .map(SimulatedPlatform::code)
                                                .collect(Collectors.toSet()))));
    }

    private CycleFacts.Item item(SimulatedPlatform platform) {
        FakeCohort.Item item = item(platform.code()).orElseGet(FakeCohort.Item::new);
        return new CycleFacts.Item(
                platform.code(),
                platform.stage(),
                platform.required(),
                item.believed(),
                item.reason,
                waived.contains(platform.code()),
                item.attempts,
                item.askAgainAt,
                cohort != null && cohort.stages.containsKey(platform.stage()),
                item.askNow,
                item.doubted());
    }

    Optional<FakeCohort.Item> item(String platform) {
        return Optional.ofNullable(cohort).map(asked -> asked.item(platform, ordinal));
    }

    private List<StageFacts> stages() {
        FakeCohort own = cohort;
        if (own == null || !own.alone) return List.of();
        return own.stages.entrySet().stream()
                .map(entry -> new StageFacts(entry.getKey(), entry.getValue().deadline))
                .toList();
    }

    boolean open() {
        return state.open();
    }

    StageCounts count(Fleet fleet) {
        return new StageCounts(count(fleet, Stage.IDENTITY), count(fleet, Stage.REQUIRED), count(fleet, Stage.REST));
    }

    private String count(Fleet fleet, Stage stage) {
        int cleared = 0;
        int unresolved = 0;
        int waivedToo = 0;
        for (CycleFacts.Item item : facts(fleet).items()) {
            if (item.stage() != stage) continue;
            if (item.outcome().cleared()) cleared++;
            else if (item.waived()) waivedToo++;
            else unresolved++;
        }
        return cleared + "/" + unresolved + "/" + waivedToo;
    }

    Map<String, Outcome> outcomes(Fleet fleet) {
        Map<String, Outcome> outcomes = new HashMap<>();
        if (cohort != null) facts(fleet).items().forEach(item -> outcomes.put(item.platform(), item.outcome()));
        return outcomes;
    }
}
