package io.reissue.sandbox.platforms.manners;

/** Decides what manners leave open: always alike for the same seed and the same words, and never by who comes first. */
public record Chance(long state) {
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Everything that follows from a seed. */
    public static Chance of(long seed) {
        return new Chance(mixed(seed));
    }

    /** What follows for one thing in particular: a platform, a message, an account. */
    public Chance and(String what) {
        long hash = state;
        for (int i = 0; i < what.length(); i++) {
            hash = (hash ^ what.charAt(i)) * FNV_PRIME;
        }
        return new Chance(mixed(hash));
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(state, bound);
    }

    /** True for about one in {@code n}. */
    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    /** The last steps of SplitMix64: every bit of the result depends on every bit of the seed. */
    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
