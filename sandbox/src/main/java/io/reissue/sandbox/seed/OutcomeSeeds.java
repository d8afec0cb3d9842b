package io.reissue.sandbox.seed;

import io.reissue.cohort.CohortRules;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.recycle.StuckReason;
import io.reissue.sandbox.seed.CohortSeeds.Cohort;
import io.reissue.sandbox.seed.CohortSeeds.Member;
import io.reissue.store.jdbc.Bitmap;
import io.reissue.store.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes cohorts with their members, and what each platform has said of them by now. */
final class OutcomeSeeds {
    /** A week of calendar days a stage, where its deadline is five working days. */
    private static final Duration STAGE = Duration.ofDays(7);

    private static final byte[] NO_DIGEST = new byte[32];
    private static final String RECEIPT =
            "{\"accepted\":%d,\"duplicates\":0,\"conflicts\":[],\"gone\":[],\"unknownRefs\":[]}";

    /** One platform in so many says nothing at present. */
    private static final int SILENT = 60;

    private static final String[] REFUSALS = {"BALANCE_OR_DEBT", "DISPUTE_OR_LEGAL_HOLD", "BANNED_ACCOUNT", "OTHER"};

    private final DataSource database;
    private final List<Platform> platforms;
    private final Instant at;
    private final CopyRows cohorts = new CopyRows("""
            cohort (id, workflow_id, kind, jurisdiction, zone, policy_version, slot_day, shard, members, opened_at, sealed_at,
            round, round_at, closed_at)""");
    private final CopyRows members = new CopyRows("membership (cohort_id, ordinal, cycle_id, withdrawn)");
    private final CopyRows stages =
            new CopyRows("cohort_stage (cohort_id, stage, opened_at, deadline, open_platforms)");
    private final CopyRows outcomes = new CopyRows(
            "cohort_platform (cohort_id, platform_id, stage, required, cleared, unbound, settled, open_items)");
    private final CopyRows exceptions = new CopyRows(
            "outcome_exception (cohort_id, ordinal, platform_id, outcome, reason, attempts, ask_again_at, changed_at)");
    private final CopyRows batches = new CopyRows("""
            batch (id, cohort_id, platform_id, step, seq, members, size, respond_by, expires_at, planned_at, first_sent_at,
            delivered_at, listed, not_bound, remainder, sendings, identifier_form)""");
    private final CopyRows inbox =
            new CopyRows("inbox (platform_id, webhook_id, batch_id, digest, receipt, received_at)");

    /** @param platforms all of them serve every jurisdiction */
    OutcomeSeeds(DataSource database, List<Platform> platforms, Instant at) {
        this.database = database;
        this.platforms = platforms;
        this.at = at;
    }

    void write(Cohort cohort) {
        boolean over = cohort.present().isEmpty();
        Instant round = cohort.sealedAt().plus(STAGE.multipliedBy(4));
        cohorts.add(
                cohort.id(),
                cohort.workflowId(),
                "RECYCLING",
                cohort.jurisdiction(),
                cohort.zone(),
                cohort.policy().version(),
                cohort.slotDay(),
                cohort.shard(),
                cohort.members(),
                cohort.sealedAt(),
                cohort.sealedAt(),
                over ? 1 : 0,
                over ? null : round.isAfter(at) ? round : at.plus(STAGE),
                over ? round : null);
        for (Member member : cohort.present()) members.add(cohort.id(), member.ordinal(), member.cycle(), false);
        int[] open = new int[Stage.IN_ORDER.size()];
        if (!over) {
            SplittableRandom random = new SplittableRandom(cohort.id().getLeastSignificantBits());
            BitSet kept = new BitSet();
            cohort.present().forEach(member -> kept.set(member.ordinal()));
            for (Platform platform : platforms) {
                Stage stage = cohort.policy().stageOf(platform.code());
                if (platform(cohort, platform, stage, kept, random) > 0) open[stage.ordinal()]++;
            }
        }
        for (Stage stage : Stage.IN_ORDER) {
            Instant opened = opened(cohort, stage);
            if (!opened.isAfter(at))
                stages.add(cohort.id(), stage.number(), opened, opened.plus(STAGE), open[stage.ordinal()]);
        }
        for (CopyRows rows : List.of(cohorts, members, stages, outcomes, exceptions, batches, inbox))
            rows.write(database);
    }

    private static Instant opened(Cohort cohort, Stage stage) {
        return cohort.sealedAt().plus(STAGE.multipliedBy(stage.ordinal()));
    }

    /** @return how many items are open */
    private int platform(Cohort cohort, Platform platform, Stage stage, BitSet kept, SplittableRandom random) {
        int size = cohort.members();
        boolean required = cohort.policy().required().contains(platform.code());
        Instant opened = opened(cohort, stage);
        Instant answeredAt = opened.plusSeconds(60 + random.nextInt(1 + 3_600 * (1 + platform.id() % 72)));
        BitSet settled = new BitSet(size);
        BitSet unbound = new BitSet(size);
        boolean silent = platform.id() % SILENT == 7
                && !cohort.sealedAt().plus(STAGE.multipliedBy(5)).isBefore(at);
        boolean said = !opened.isAfter(at) && !answeredAt.isAfter(at) && !silent;
        if (said) {
            settled.set(0, size);
            unbound.or(BitSet.valueOf(random(size, 4, random)));
            unbound.and(settled);
        }
        BitSet cleared = (BitSet) settled.clone();
        if (said) refuse(cohort, platform, required, kept, cleared, settled, answeredAt, random);
        unbound.and(cleared);
        int open = size - settled.cardinality();
        outcomes.add(
                cohort.id(),
                platform.id(),
                stage.number(),
                required,
                Bitmap.bytes(cleared, size),
                Bitmap.bytes(unbound, size),
                Bitmap.bytes(settled, size),
                open);
        if (!opened.isAfter(at)) ask(cohort, platform, stage, opened, said ? answeredAt : null, unbound, random);
        return open;
    }

    /** Random bits, of which one in 2^{@code rarity} is set. */
    private static byte[] random(int size, int rarity, SplittableRandom random) {
        byte[] bits = new byte[Math.ceilDiv(size, 8)];
        byte[] more = new byte[bits.length];
        random.nextBytes(bits);
        for (int i = 1; i < rarity; i++) {
            random.nextBytes(more);
            for (int k = 0; k < bits.length; k++) bits[k] &= more[k];
        }
        return bits;
    }

    /** A few that nothing keeps otherwise, where the platform keeps nobody back; and what keeps those that are stuck. */
    private void refuse(
            Cohort cohort,
            Platform platform,
            boolean required,
            BitSet kept,
            BitSet cleared,
            BitSet settled,
            Instant answeredAt,
            SplittableRandom random) {
        if (!required && random.nextInt(3) == 0) {
            int ordinal = kept.nextSetBit(random.nextInt(cohort.members()));
            if (ordinal >= 0) {
                cleared.clear(ordinal);
                exceptions.add(
                        cohort.id(),
                        ordinal,
                        platform.id(),
                        "REFUSED",
                        REFUSALS[random.nextInt(REFUSALS.length)],
                        1,
                        null,
                        answeredAt);
            }
        }
        if (!required) return;
        for (Member member : cohort.present()) {
            StuckReason why = member.stuck();
            if (why == null || keeper(cohort, member) != platform.id()) continue;
            cleared.clear(member.ordinal());
            switch (why) {
                case REQUIRED_REFUSES, BOUND_AFTER_CUTOFF ->
                    exceptions.add(
                            cohort.id(),
                            member.ordinal(),
                            platform.id(),
                            "REFUSED",
                            why == StuckReason.BOUND_AFTER_CUTOFF ? why.name() : "BALANCE_OR_DEBT",
                            2,
                            null,
                            answeredAt);
                default -> settled.clear(member.ordinal());
            }
        }
    }

    /** The id of the required platform that keeps a number which is stuck. */
    private int keeper(Cohort cohort, Member member) {
        List<Platform> required = platforms.stream()
                .filter(platform -> cohort.policy().required().contains(platform.code()))
                .toList();
        return required.get(Math.floorMod(member.cycle().hashCode(), required.size()))
                .id();
    }

    private void ask(
            Cohort cohort,
            Platform platform,
            Stage stage,
            Instant opened,
            @Nullable Instant answeredAt,
            BitSet unbound,
            SplittableRandom random) {
        int size = cohort.members();
        BitSet all = new BitSet(size);
        all.set(0, size);
        BitSet[] parts = CohortRules.batches(all, platform.batchLimit());
        Policy policy = cohort.policy();
        for (int seq = 0; seq < parts.length; seq++) {
            UUID id = SeedPlan.id(opened, random);
            BitSet listed = (BitSet) unbound.clone();
            listed.and(parts[seq]);
            Instant sent = opened.plusSeconds(seq);
            int of = parts[seq].cardinality();
            batches.add(
                    id,
                    cohort.id(),
                    platform.id(),
                    stage.number(),
                    seq,
                    Bitmap.bytes(parts[seq], size),
                    of,
                    opened.plus(STAGE),
                    opened.plus(Duration.ofDays(policy.askLeadDays())),
                    opened,
                    sent,
                    sent.plusSeconds(1),
                    Bitmap.bytes(listed, size),
                    new byte[0],
                    answeredAt == null ? null : "NOT_BOUND",
                    1,
                    platform.form());
            if (answeredAt != null)
                inbox.add(platform.id(), "msg_" + id, id, NO_DIGEST, RECEIPT.formatted(of), answeredAt);
        }
    }
}
