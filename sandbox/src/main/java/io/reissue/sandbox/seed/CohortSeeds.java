package io.reissue.sandbox.seed;

import io.reissue.cohort.CohortRules;
import io.reissue.names.WorkflowIds;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.recycle.StuckReason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers that were asked about together: gathers them slot by slot, and cuts each slot into cohorts. */
final class CohortSeeds {
    private final Map<String, Slot> slots = new TreeMap<>();

    /** A number that is a member still. */
    record Member(UUID cycle, @Nullable StuckReason stuck, int ordinal) {}

    /** @param members all that it was sealed with; those that are over are no {@code present} ones */
    record Cohort(
            UUID id,
            String workflowId,
            String jurisdiction,
            ZoneId zone,
            Policy policy,
            LocalDate slotDay,
            int shard,
            int members,
            Instant sealedAt,
            List<Member> present) {}

    private static final class Slot {
        private final String jurisdiction;
        private final Policy policy;
        private final LocalDate day;
        private final List<Integer> places = new ArrayList<>();
        private final List<Member> present = new ArrayList<>();
        private int sealed;

        Slot(String jurisdiction, Policy policy, LocalDate day) {
            this.jurisdiction = jurisdiction;
            this.policy = policy;
            this.day = day;
        }
    }

    /** In the order of their places. */
    void take(List<SeededCycle> cycles) {
        for (SeededCycle cycle : cycles) {
            Policy policy = cycle.policy();
            if (policy == null || cycle.sealedAt() == null) continue;
            String jurisdiction = cycle.region().jurisdiction();
            LocalDate day = Objects.requireNonNull(cycle.askOn());
            Slot slot = slots.computeIfAbsent(
                    jurisdiction + policy.version() + day, key -> new Slot(jurisdiction, policy, day));
            if (CycleSeeds.isMember(cycle)) {
                slot.places.add(slot.sealed);
                slot.present.add(new Member(cycle.id(), cycle.stuck(), 0));
            }
            slot.sealed++;
        }
    }

    /** What was taken, as cohorts. */
    List<Cohort> cohorts() {
        List<Cohort> cohorts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(slots.size());
        slots.values().forEach(slot -> cut(slot, random, cohorts));
        return cohorts;
    }

    private static void cut(Slot slot, SplittableRandom random, List<Cohort> cohorts) {
        int shards = CohortRules.shards(slot.sealed);
        ZoneId zone = LegalLimits.of(slot.jurisdiction, LineType.RESIDENTIAL)
                .orElseThrow()
                .zone();
        Instant sealedAt = FreezeRules.endOf(slot.policy.days().startOf(slot.day.minusDays(1)), 0, slot.policy.days());
        List<Cohort> cut = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            cut.add(new Cohort(
                    SeedPlan.id(sealedAt, random),
                    WorkflowIds.recyclingCohort(slot.jurisdiction, slot.policy.version(), slot.day, shard),
                    slot.jurisdiction,
                    zone,
                    slot.policy,
                    slot.day,
                    shard,
                    (slot.sealed - shard + shards - 1) / shards,
                    sealedAt,
                    new ArrayList<>()));
        }
        for (int i = 0; i < slot.present.size(); i++) {
            int place = slot.places.get(i);
            Member member = slot.present.get(i);
            cut.get(place % shards).present().add(new Member(member.cycle(), member.stuck(), place / shards));
        }
        cohorts.addAll(cut);
    }
}
