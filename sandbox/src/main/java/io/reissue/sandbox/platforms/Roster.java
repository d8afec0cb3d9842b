package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.manners.Judging;
import io.reissue.sandbox.platforms.manners.Judging.Denial;
import io.reissue.sandbox.platforms.manners.Judging.Stance;
import io.reissue.sandbox.platforms.manners.Manners;
import io.reissue.sandbox.platforms.manners.Restoring;
import io.reissue.sandbox.platforms.manners.RetryAfter;
import io.reissue.sandbox.platforms.manners.Said.Signing;
import io.reissue.sandbox.platforms.manners.Slip;
import io.reissue.sandbox.platforms.manners.Timing;
import io.reissue.sandbox.platforms.manners.Trouble;
import io.reissue.sandbox.platforms.manners.Window;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import io.reissue.sandbox.platforms.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Which manners the platforms of a group have, in the order in which the platforms are made. The first ones of a group have one bad habit
 * each, so that every habit is there; the others are mostly well-behaved. What blocks a purge is never silent for ever, and keeps only few
 * accounts for good: else no number would ever be released.
 */
final class Roster {
    /** One line of manners beside the good ones. */
    private interface Habit {
        Manners taken(Manners good, Random random);
    }

    /** A required platform that is silent for as long costs a cohort its stage, and no number its release. */
    private static final Duration OUTAGE = Duration.ofDays(10);

    /** Who does not answer at once works through what came in four times a day. */
    private static final Duration BETWEEN_RUNS = Duration.ofHours(6);

    private static final Duration ADVICE = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    /** 17:00 UTC is 01:00 in China. */
    private static final Duration NIGHT = Duration.ofHours(17);

    /** Small things that go with anything. */
    private static final List<Habit> BESIDES = List.of(
            (m, r) -> m.with(new Slip.Embellishing()),
            Roster::trickling,
            Roster::dropping,
            (m, r) -> m.with(new Slip.Repeating(Duration.ofDays(50 + r.nextInt(30)))),
            (m, r) -> m.with(failingToRestore(1 + r.nextInt(3), 503)));

    private static final int ONE_IN_HAS_MORE = 5;

    static final Roster IDENTITY = new Roster(
            "IDENTITY",
            List.of((m, r) -> m.with(lagging(5 + r.nextInt(3))), Roster::plain, Roster::hoursLater, Roster::trickling),
            List.of(Roster::plain, Roster::hoursLater));

    static final Roster LABEL = new Roster(
            "LABEL",
            List.of(
                    Roster::plain,
                    Roster::hoursLater,
                    Roster::plain,
                    (m, r) -> m.with(lagging(5 + r.nextInt(3))),
                    (m, r) -> hoursLater(m, r).with(new Slip.Twice()),
                    Roster::plain,
                    Roster::dropping),
            List.of(Roster::plain, Roster::plain, Roster::hoursLater));

    static final Roster REQUIRED = new Roster(
            "REQUIRED",
            List.of(
                    (m, r) -> m.with(new Slip.Embellishing()),
                    Roster::inParts,
                    (m, r) -> m.with(keeping(Refusal.HOLDER_MUST_CONFIRM, 3, 5 + r.nextInt(12), true)),
                    (m, r) -> m.with(new Timing.Outage(Duration.ZERO, OUTAGE)),
                    (m, r) -> m.with(keeping(Refusal.BALANCE_OR_DEBT, 3, 5 + r.nextInt(12), false)),
                    (m, r) -> hoursLater(m, r).with(bursts(429, RetryAfter.SECONDS, r)),
                    (m, r) -> m.with(lagging(5 + r.nextInt(3))),
                    Roster::dropping,
                    // Late enough for its usual rate to be known, and over while there is still time to ask again.
                    (m, r) -> m.with(new Judging(
                            List.of(), Duration.ZERO, new Denial(Duration.ofDays(55), Duration.ofDays(14)))),
                    (m, r) -> hoursLater(m, r).with(new Slip.Twice()),
                    (m, r) -> m.with(nightly(503, RetryAfter.HTTP_DATE)),
                    Roster::plain,
                    (m, r) -> m.with(new Judging(
                            List.of(
                                    stance(Refusal.DISPUTE_OR_LEGAL_HOLD, 4, 10 + r.nextInt(10), true),
                                    forGood(Refusal.DISPUTE_OR_LEGAL_HOLD, 40)),
                            Duration.ZERO,
                            null)),
                    Roster::hoursLater,
                    (m, r) -> hoursLater(m, r).with(new Slip.Missigning(2, Signing.WRONG_KEY)),
                    (m, r) -> m.with(failingToRestore(3, 503)),
                    Roster::plain,
                    (m, r) -> m.with(new Trouble.Losing(6, 500)),
                    (m, r) -> m.with(bursts(503, RetryAfter.HTTP_DATE, r)),
                    (m, r) -> m.with(new Timing.Outage(Duration.ofDays(40), OUTAGE)),
                    (m, r) -> m.with(new Judging(List.of(forGood(Refusal.BANNED_ACCOUNT, 30)), Duration.ZERO, null)),
                    (m, r) -> m.with(new Slip.TakingBack(ItemOutcome.REFUSED, Duration.ofHours(6))),
                    (m, r) -> m.with(new Trouble.Garbling(5)),
                    Roster::plain,
                    Roster::hoursLater,
                    (m, r) -> hoursLater(m, r).with(new Slip.TwoRemainders()),
                    Roster::closing,
                    (m, r) -> hoursLater(m, r).with(new Slip.Missigning(3, Signing.STALE)),
                    (m, r) -> m.with(keeping(Refusal.OTHER, 5, 7, false)),
                    Roster::trickling),
            List.of(Roster::plain, Roster::plain, Roster::hoursLater, Roster::plain));

    static final Roster LENDER = new Roster(
            "LENDER",
            List.of(
                    Roster::plain,
                    (m, r) -> m.with(keeping(Refusal.BALANCE_OR_DEBT, 2, 10 + r.nextInt(20), true)),
                    Roster::hoursLater,
                    (m, r) -> m.with(keeping(Refusal.DISPUTE_OR_LEGAL_HOLD, 4, 20, false)),
                    (m, r) -> hoursLater(m, r).with(new Slip.TakingBack(ItemOutcome.NOT_BOUND, Duration.ofHours(30)))),
            List.of(
                    Roster::plain,
                    Roster::plain,
                    (m, r) -> m.with(keeping(Refusal.BALANCE_OR_DEBT, 4, 10 + r.nextInt(20), r.nextBoolean())),
                    Roster::plain));

    static final Roster OTHER = new Roster(
            "OTHER",
            List.of(
                    Roster::plain,
                    (m, r) -> m.with(new Timing.After(Duration.ofDays(20))),
                    Roster::inParts,
                    (m, r) -> m.with(new Timing.Never()),
                    (m, r) -> m.with(bursts(429, RetryAfter.SECONDS, r)),
                    Roster::closing,
                    (m, r) -> hoursLater(m, r).with(new Slip.Missigning(2, Signing.WRONG_KEY)),
                    (m, r) -> hoursLater(m, r).with(new Slip.Twice()),
                    (m, r) -> m.with(new Trouble.Garbling(3)),
                    (m, r) -> m.with(new Trouble.Losing(3, 0)),
                    (m, r) -> m.with(failingToRestore(4, 500)),
                    (m, r) -> m.with(new Slip.TakingBack(ItemOutcome.NOT_BOUND, Duration.ofHours(3))),
                    Roster::plain,
                    (m, r) -> hoursLater(m, r).with(new Slip.TwoRemainders()),
                    (m, r) -> m.with(new Judging(List.of(forGood(Refusal.BANNED_ACCOUNT, 3)), Duration.ZERO, null)),
                    (m, r) -> hoursLater(m, r).with(new Slip.Garbling(2)),
                    (m, r) -> m.with(new Slip.SpeakingOfStrangers()),
                    (m, r) -> m.with(new Slip.Repeating(Duration.ofDays(60))),
                    Roster::trickling,
                    (m, r) -> m.with(new Trouble.NeverEnding()),
                    (m, r) -> m.with(bursts(503, RetryAfter.HTTP_DATE, r)),
                    (m, r) -> hoursLater(m, r).with(new Slip.Missigning(3, Signing.STALE)),
                    (m, r) -> m.with(new Judging(
                            List.of(forGood(Refusal.DISPUTE_OR_LEGAL_HOLD, 6), forGood(Refusal.OTHER, 6)),
                            Duration.ZERO,
                            null)),
                    Roster::dropping,
                    (m, r) -> m.with(new Judging(
                            List.of(), Duration.ZERO, new Denial(Duration.ofDays(30), Duration.ofDays(365)))),
                    (m, r) -> m.with(new Trouble.Losing(4, 500)),
                    (m, r) -> m.with(nightly(503, RetryAfter.NONE)),
                    (m, r) -> m.with(keeping(Refusal.HOLDER_MUST_CONFIRM, 3, 15, true)),
                    (m, r) -> m.with(lagging(5 + r.nextInt(3))),
                    (m, r) -> m.with(new Timing.Outage(Duration.ofDays(20), OUTAGE))),
            List.of(
                    Roster::plain,
                    Roster::hoursLater,
                    Roster::plain,
                    (m, r) -> m.with(keeping(Refusal.HOLDER_MUST_CONFIRM, 4, 5 + r.nextInt(12), r.nextBoolean())),
                    Roster::plain,
                    Roster::plain,
                    Roster::plain,
                    (m, r) -> m.with(new Timing.After(Duration.ofDays(1 + r.nextInt(20)))),
                    Roster::plain,
                    Roster::dropping,
                    Roster::plain));

    private final String group;
    private final List<Habit> first;
    private final List<Habit> others;

    private Roster(String group, List<Habit> first, List<Habit> others) {
        this.group = group;
        this.first = first;
        this.others = others;
    }

    /** As the categories name it. */
    String group() {
        return group;
    }

    /** The manners of the {@code index}-th platform of the group. */
    Manners manners(int index, Manners good, Random random) {
        Habit habit = index < first.size() ? first.get(index) : others.get((index - first.size()) % others.size());
        Manners manners = habit.taken(good, random);
        return random.nextInt(ONE_IN_HAS_MORE) == 0
                ? BESIDES.get(random.nextInt(BESIDES.size())).taken(manners, random)
                : manners;
    }

    private static Manners plain(Manners good, Random random) {
        return good;
    }

    private static Manners hoursLater(Manners good, Random random) {
        Duration delay = BETWEEN_RUNS.multipliedBy(1 + random.nextInt(12));
        return good.with(new Timing.After(delay)).with(new Restoring(Duration.ZERO, 503, delay));
    }

    private static Manners inParts(Manners good, Random random) {
        return hoursLater(good, random).with(new Slip.InParts(2 + random.nextInt(2)));
    }

    private static Manners dropping(Manners good, Random random) {
        return good.with(new Trouble.Dropping(8)).with(new Trouble.Interrupting(8));
    }

    private static Manners trickling(Manners good, Random random) {
        return good.with(new Trouble.Trickling(10, Duration.ofMillis(150)));
    }

    private static Manners closing(Manners good, Random random) {
        Window twoDaysInAMonth =
                new Window(Duration.ofDays(30), Duration.ofDays(2), Duration.ofHours(random.nextInt(30 * 24)));
        return good.with(new Trouble.Closing(twoDaysInAMonth));
    }

    private static Trouble bursts(int status, RetryAfter retryAfter, Random random) {
        Window window = new Window(
                Duration.ofHours(31), Duration.ofHours(4 + random.nextInt(4)), Duration.ofHours(random.nextInt(31)));
        return new Trouble.TurningAway(status, window, retryAfter);
    }

    private static Trouble nightly(int status, RetryAfter retryAfter) {
        return new Trouble.TurningAway(status, new Window(DAY, Duration.ofHours(5), NIGHT), retryAfter);
    }

    private static Judging lagging(int days) {
        return new Judging(List.of(), Duration.ofDays(days), null);
    }

    private static Judging keeping(Refusal reason, int oneIn, int days, boolean says) {
        return new Judging(List.of(stance(reason, oneIn, days, says)), Duration.ZERO, null);
    }

    private static Stance stance(Refusal reason, int oneIn, int days, boolean says) {
        return new Stance(reason, oneIn, Duration.ofDays(days), says, ADVICE);
    }

    private static Stance forGood(Refusal reason, int oneIn) {
        return new Stance(reason, oneIn, null, false, null);
    }

    private static Restoring failingToRestore(int days, int status) {
        return new Restoring(Duration.ofDays(days), status, Duration.ZERO);
    }
}
