package io.reissue.sandbox.seed;

import io.reissue.policy.DisconnectReason;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LegalLimits.DonorRule;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.StuckReason;
import io.reissue.sandbox.seed.TakenIn.Resting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each seeded cycle is; it follows from the seed and its place alone, so that whoever needs one makes it. */
final class SeedPlan {
    /** So long, numbers have been taken in, every day as many. */
    static final int DAYS = 240;

    static final Duration DISCLOSED_AFTER = Duration.ofMinutes(20);
    static final Duration UNDONE_AFTER = Duration.ofDays(2);
    private static final Duration PATIENCE = Duration.ofDays(14);
    private static final int STEP_DAYS = 30;

    private final long seed;
    private final int cycles;
    private final Instant at;
    private final Instant began;
    private final SeedPolicies policies;

    /** @param at the present */
    SeedPlan(long seed, int cycles, Instant at, SeedPolicies policies) {
        this.seed = seed;
        this.cycles = cycles;
        this.at = at;
        this.began = at.minus(Duration.ofDays(DAYS));
        this.policies = policies;
    }

    /** What becomes of a number, in thousandths. */
    private enum Fate {
        REINSTATED(40),
        WITHDRAWN(6),
        RETURNED(15),
        RETIRED(3),
        STUCK(5),
        HELD(1),
        RELEASED(930);

        private final int thousandths;

        Fate(int thousandths) {
            this.thousandths = thousandths;
        }

        static Fate draw(SplittableRandom random) {
            int thousandth = random.nextInt(1000);
            for (Fate fate : values()) {
                thousandth -= fate.thousandths;
                if (thousandth < 0) return fate;
            }
            return RELEASED;
        }

        boolean undo() {
            return this == REINSTATED || this == WITHDRAWN;
        }
    }

    /** The day of the plan whose file a place is in, from 0. */
    int dayOf(int place) {
        return (int) ((long) place * DAYS / cycles);
    }

    /** The first place of a day's file. */
    int firstOf(int day) {
        return (int) Math.ceilDiv((long) day * cycles, (long) DAYS);
    }

    Instant receivedAt(int day) {
        return began.plus(Duration.ofDays(day));
    }

    UUID fileOf(int day) {
        return id(receivedAt(day), new SplittableRandom(seed - day - 1L));
    }

    SeededCycle cycle(int place) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + place);
        Instant created = began.plusMillis(Duration.ofDays(DAYS).toMillis() * place / cycles);
        UUID id = id(created, random);
        Region region = Region.draw(random);
        LineType lineType = lineType(random.nextInt(100));
        DisconnectReason reason =
                random.nextInt(10) < 3 ? DisconnectReason.ARREARS_TERMINATED : DisconnectReason.CANCELLED;
        LegalLimits limits = LegalLimits.of(region.jurisdiction(), lineType).orElseThrow();
        Instant left =
                created.minus(Duration.ofMinutes(360L + random.nextInt(1_440))).truncatedTo(ChronoUnit.SECONDS);
        TakenIn number = new TakenIn(
                place,
                id,
                region,
                one(region.provinces(), random),
                one(region.carriers(), random),
                lineType,
                reason,
                limits,
                limits.days().of(left).minusDays(200L + random.nextInt(3_000)),
                left,
                created);
        Fate fate = Fate.draw(random);
        Instant disclosed = created.plus(DISCLOSED_AFTER);
        boolean portedIn = fate == Fate.RETURNED;
        if (disclosed.isAfter(at)) return number.undisclosed(portedIn ? Ending.RETURN_TO_DONOR : Ending.RELEASE);
        return portedIn ? returned(number, disclosed) : rested(number, fate, disclosed, random);
    }

    /** Ported in, and given back to where it came from. */
    private SeededCycle returned(TakenIn number, Instant disclosed) {
        Policy policy = policies.followed(number.scope(), number.limits().days().of(disclosed));
        Instant freezeEnd = number.limits().donor() == DonorRule.AT_ONCE
                ? disclosed
                : FreezeRules.floor(number.limits(), number.left());
        Instant wakesAt = FreezeRules.wakeAt(freezeEnd, number.id(), policy.spread());
        LocalDate askOn = FreezeRules.askOn(policy, policy.days(), freezeEnd);
        Resting rest = number.resting(Ending.RETURN_TO_DONOR, policy, freezeEnd, askOn, null);
        return wakesAt.isAfter(at) ? rest.asleep(false, wakesAt) : rest.over(CycleState.RETURNED_TO_DONOR, wakesAt);
    }

    private SeededCycle rested(TakenIn number, Fate fate, Instant disclosed, SplittableRandom random) {
        Policy policy = policy(number, disclosed);
        Instant freezeEnd = FreezeRules.freezeEnd(policy, number.limits(), number.left(), number.left());
        LocalDate askOn = FreezeRules.askOn(policy, policy.days(), freezeEnd);
        Instant sealed = policy.days().startOf(askOn).plus(Duration.ofHours(1));
        Instant sealedAt = sealed.isAfter(at) || fate == Fate.HELD ? null : FreezeRules.latest(sealed, disclosed);
        Instant wakesAt = FreezeRules.wakeAt(freezeEnd, number.id(), policy.spread());
        Resting rest = number.resting(Ending.RELEASE, policy, freezeEnd, askOn, sealedAt);
        if (fate.undo()) {
            Instant asked = disclosed.plus(Duration.ofHours(random.nextInt(80 * 24)));
            if (!asked.isAfter(at) && asked.isBefore(freezeEnd))
                return undone(rest, fate == Fate.REINSTATED, asked.plus(UNDONE_AFTER));
        }
        if (wakesAt.isAfter(at)) return rest.asleep(fate == Fate.HELD, wakesAt);
        return switch (fate) {
            case STUCK, HELD -> kept(number, fate, policy, freezeEnd, askOn, sealedAt, random);
            case RETIRED ->
                number.resting(Ending.RETIRE, policy, freezeEnd, askOn, sealedAt)
                        .over(CycleState.RETIRED, wakesAt);
            default -> rest.over(CycleState.RELEASED, wakesAt);
        };
    }

    private SeededCycle undone(Resting rest, boolean back, Instant by) {
        CycleState undoing = back ? CycleState.REINSTATING : CycleState.WITHDRAWING;
        return by.isAfter(at) ? rest.undoing(undoing, by) : rest.over(undoing.undone(), by);
    }

    /** The end of its freeze is over, and something keeps it: it grew step by step, up to the cap. */
    private SeededCycle kept(
            TakenIn number,
            Fate fate,
            Policy policy,
            Instant firstEnd,
            LocalDate askOn,
            @Nullable Instant sealedAt,
            SplittableRandom random) {
        Instant cap = FreezeRules.cap(policy, number.limits(), number.left());
        Instant end = firstEnd;
        while (!end.isAfter(at) && end.isBefore(cap))
            end = FreezeRules.earliest(cap, end.plus(Duration.ofDays(STEP_DAYS)));
        boolean grows = end.isAfter(at);
        Instant since = FreezeRules.earliest(firstEnd.plus(PATIENCE), grows ? at.plusSeconds(1) : end);
        StuckReason why = grows ? reason(random) : atTheEnd(number, cap);
        Instant wakesAt = grows ? end : at.plus(Duration.ofDays(STEP_DAYS));
        Resting rest = number.resting(Ending.RELEASE, policy, end, askOn, sealedAt);
        return fate == Fate.STUCK && !since.isAfter(at)
                ? rest.stuck(why, since, wakesAt)
                : rest.asleep(fate == Fate.HELD, wakesAt);
    }

    private static StuckReason atTheEnd(TakenIn number, Instant cap) {
        return FreezeRules.ceiling(number.limits(), number.left())
                        .filter(cap::equals)
                        .isPresent()
                ? StuckReason.CEILING_REACHED
                : StuckReason.CAP_REACHED;
    }

    /** That which it was taken over to, while nobody was asked about it yet. */
    private Policy policy(TakenIn number, Instant disclosed) {
        int freeze = number.region().freezeDays();
        Instant asked = disclosed.plus(Duration.ofDays(Math.max(0, freeze - SeedPolicies.LEAD_DAYS - 10)));
        return policies.followed(number.scope(), number.limits().days().of(FreezeRules.earliest(asked, at)));
    }

    private static StuckReason reason(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> StuckReason.REQUIRED_REFUSES;
            case 4, 5 -> StuckReason.BOUND_AFTER_CUTOFF;
            default -> StuckReason.REQUIRED_SILENT;
        };
    }

    private static LineType lineType(int hundredth) {
        return hundredth < 90 ? LineType.RESIDENTIAL : hundredth < 98 ? LineType.BUSINESS : LineType.IOT;
    }

    private static @Nullable String one(List<String> names, SplittableRandom random) {
        // more of the first than of the last, as of people
        return names.isEmpty() ? null : names.get((int) (names.size() * random.nextDouble() * random.nextDouble()));
    }

    /** A UUIDv7. */
    static UUID id(Instant at, SplittableRandom random) {
        return new UUID(
                at.toEpochMilli() << 16 | 0x7000 | random.nextLong() & 0xFFF,
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    LocalDate dateOf(int day) {
        return LocalDate.ofInstant(receivedAt(day), ZoneOffset.UTC);
    }
}
