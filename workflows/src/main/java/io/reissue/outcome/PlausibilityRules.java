package io.reissue.outcome;

/**
 * When a platform's answers are too good to be believed: consecutive ones that hold nothing bound, where its own rate lets expect some.
 * A platform that has lost its index, or was given the wrong key, says "not bound" about everything. Values in, a value out; store
 * and tests share it.
 */
public final class PlausibilityRules {
    /** Answered items from which a platform's rate is known. */
    public static final long KNOWN_FROM = 500;

    /** Bound items, by its rate, that a streak without any has to lack before it is doubted. */
    public static final long LACKING_FROM = 10;

    private PlausibilityRules() {}

    /** How often a platform had the numbers of a jurisdiction bound. */
    public record Rate(long items, long bound) {
        public static final Rate NOTHING_KNOWN = new Rate(0, 0);

        public Rate and(long moreItems, long moreBound) {
            return new Rate(items + moreItems, bound + moreBound);
        }

        /** How many of so many items it lets expect to be bound, rounded down. */
        public long predicts(long asked) {
            return items == 0 ? 0 : bound * asked / items;
        }
    }

    /**
     * Where a platform stands in a jurisdiction.
     *
     * @param rate of all answers but those of the streak
     * @param streak items of the latest answers, none of which held anything bound
     * @param doubted the streak counts as unknown, from its first answer on
     */
    public record Tally(Rate rate, long streak, boolean doubted) {
        public static final Tally NOTHING_KNOWN = new Tally(Rate.NOTHING_KNOWN, 0, false);
    }

    /**
     * What an answer says for the first time. All that is said about one batch is one answer.
     *
     * @param items about which it takes a stand: bound or not bound
     * @param bound those of them that were bound, refused or not
     * @param heldBound it holds something bound, here or in an earlier part
     */
    public record Said(long items, long bound, boolean heldBound) {}

    /** The tally after one more answer. One bound item ends a streak; what was doubted by then stays out of the rate. */
    public static Tally hear(Tally before, Said said) {
        if (said.heldBound()) {
            long believed = before.doubted() ? 0 : before.streak();
            return new Tally(before.rate().and(believed + said.items(), said.bound()), 0, false);
        }
        long streak = before.streak() + said.items();
        return new Tally(before.rate(), streak, before.doubted() || implausible(before.rate(), streak));
    }

    /** An operator has found out that {@code items} really were not bound: they count, and the rate learns from them. */
    public static Rate accept(Rate rate, long items) {
        return rate.and(items, 0);
    }

    /** Not by division: 9.99 is less than 10. */
    private static boolean implausible(Rate rate, long streak) {
        return rate.items() >= KNOWN_FROM && rate.bound() * streak >= LACKING_FROM * rate.items();
    }
}
