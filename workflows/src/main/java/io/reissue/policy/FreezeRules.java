package io.reissue.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** When a number may move: dates from the law and the policy, as instants in the number's zone. Pure. */
public final class FreezeRules {
    /** A wake is never planned closer than this behind the end of the freeze: two machines' clocks may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** So many may wake in the same moment: a worker is through with them within seconds. */
    public static final int CROWD = 100;

    private FreezeRules() {}

    /** The end of {@code count} whole days after the day of disconnection. */
    public static Instant endOf(Instant disconnectedAt, int count, Days days) {
        return days.startOf(days.of(disconnectedAt).plusDays(count + 1L));
    }

    public static Instant floor(LegalLimits limits, Instant disconnectedAt) {
        return endOf(disconnectedAt, limits.floorDays(), limits.days());
    }

    public static Optional<Instant> ceiling(LegalLimits limits, Instant disconnectedAt) {
        return Optional.ofNullable(limits.ceilingDays()).map(days -> endOf(disconnectedAt, days, limits.days()));
    }

    /** The greatest of floor, present value and policy; a policy beyond the ceiling ends at the ceiling. */
    public static Instant freezeEnd(Policy policy, LegalLimits limits, Instant disconnectedAt, Instant present) {
        Instant byPolicy = endOf(disconnectedAt, policy.freezeDays(), limits.days());
        Instant atMost =
                ceiling(limits, disconnectedAt).filter(byPolicy::isAfter).orElse(byPolicy);
        return latest(latest(floor(limits, disconnectedAt), present), atMost);
    }

    /** The instant at which the freeze stops growing by itself: the policy's cap, or the law's ceiling where that is earlier. */
    public static Instant cap(Policy policy, LegalLimits limits, Instant disconnectedAt) {
        Instant cap = endOf(disconnectedAt, policy.capDays(), limits.days());
        return ceiling(limits, disconnectedAt).filter(cap::isAfter).orElse(cap);
    }

    /** Until when the holder may come back: the policy's window, never past the first end of the freeze. */
    public static Instant reclaimUntil(Policy policy, LegalLimits limits, Instant disconnectedAt, Instant freezeEnd) {
        return earliest(endOf(disconnectedAt, policy.reclaimDays(), limits.days()), freezeEnd);
    }

    /** When the platforms are asked: see {@link Lead}. */
    public static LocalDate askOn(Policy policy, Days days, Instant freezeEnd) {
        return policy.lead().askOn(days, freezeEnd);
    }

    /** The first day of the slot that holds {@code day}; slots are counted from 1970-01-01. */
    public static LocalDate slotOf(LocalDate day, int slotDays) {
        return LocalDate.ofEpochDay(Math.floorDiv(day.toEpochDay(), (long) slotDays) * slotDays);
    }

    /** When a number wakes: at the end of its freeze, later by a part of the spread that is always the same for this cycle. */
    public static Instant wakeAt(Instant freezeEnd, UUID cycleId, Duration spread) {
        long seconds = Math.max(1, spread.toSeconds());
        long share = Math.floorMod(cycleId.getLeastSignificantBits() * 0x9E3779B97F4A7C15L, seconds);
        return freezeEnd.plus(CLOCK_SKEW).plusSeconds(share);
    }

    /**
     * When a number wakes that is one of many with the same reason: at once where they are few, else within the spread.
     *
     * @param many of them, with this one
     */
    public static Instant wakeAmong(int many, Instant now, UUID cycleId, Duration spread) {
        return many <= CROWD ? now : wakeAt(now, cycleId, spread);
    }

    /** The end of the {@code workingDays}-th working day after the day that holds {@code start}. */
    public static Instant deadline(Instant start, int workingDays, WorkingDays calendar, Days days) {
        LocalDate last = days.plusWorking(days.of(start), workingDays, calendar);
        return days.startOf(last.plusDays(1));
    }

    public static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    public static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
