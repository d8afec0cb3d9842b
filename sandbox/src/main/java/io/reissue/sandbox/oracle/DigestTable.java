package io.reissue.sandbox.oracle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Finds any of millions of digests, of 128 bits and more, in bytes: as they are, in hex, and in base64 of either alphabet. Kept of each are its first
 * 60 bits, which all three forms can be read to without regard to bytes, and whose it is; where those agree the rest is made again
 * and compared.
 */
final class DigestTable {
    /** Of the shortest digest, in bytes. */
    private static final int SHORTEST = 16;

    private static final int BITS = 60;
    private static final long MASK = (1L << BITS) - 1;

    private static final byte NONE = -1;
    private static final byte[] HEX_VALUES = values("0123456789abcdef", "0123456789ABCDEF");
    private static final byte[] BASE64_VALUES = values(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /** The first bits, one more than them: 0 is a free place. */
    private long[] keys = {};

    private int[] owners = {};
    /** A bit for each key: small enough to stay in a cache, which the keys are not. */
    private long[] filter = {};

    private int size;

    private final IntFunction<byte[]> digestOf;

    /**
     * @param expected how many will be put in; more may
     * @param digestOf makes the digest of an owner again
     */
    DigestTable(int expected, IntFunction<byte[]> digestOf) {
        this.digestOf = digestOf;
        int places = 2;
        while (3L * expected >= 2L * places) places <<= 1;
        clear(places);
    }

    private void clear(int places) {
        keys = new long[places];
        owners = new int[places];
        filter = new long[Math.max(1, places / (Long.SIZE / Byte.SIZE))];
    }

    void put(byte[] digest, int owner) {
        if (3L * ++size >= 2L * keys.length) grow();
        enter(key(ByteBuffer.wrap(digest).getLong()), owner);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldOwners = owners;
        clear(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) if (oldKeys[i] != 0) enter(oldKeys[i], oldOwners[i]);
    }

    /** @param begins a digest's first eight bytes */
    private static long key(long begins) {
        return (begins >>> Long.SIZE - BITS) + 1;
    }

    private void enter(long key, int owner) {
        int bit = spread(key) & filter.length * Long.SIZE - 1;
        filter[bit >>> 6] |= 1L << bit;
        int place = spread(key) & keys.length - 1;
        while (keys[place] != 0) place = place + 1 & keys.length - 1;
        keys[place] = key;
        owners[place] = owner;
    }

    /** An owner of a digest that begins with these eight bytes, or nearly so, if it is wanted. */
    Optional<Integer> owner(long begins, IntPredicate wanted) {
        long key = key(begins);
        for (int place = spread(key) & keys.length - 1; keys[place] != 0; place = place + 1 & keys.length - 1) {
            if (keys[place] == key && wanted.test(owners[place])) return Optional.of(owners[place]);
        }
        return Optional.empty();
    }

    /** Tells the owners of digests that stand in the bytes as they are. */
    void searchRaw(byte[] bytes, int from, int to, IntConsumer found) {
        if (to - from < SHORTEST) return;
        long window = 0;
        for (int end = from; end < to; end++) {
            window = window << Byte.SIZE | bytes[end] & 0xFF;
            int start = end - Long.BYTES + 1;
            if (start >= from && start + SHORTEST <= to) {
                find(window >>> Long.SIZE - BITS, bytes, start, to, Byte.SIZE, found);
            }
        }
    }

    /** Tells the owners of digests that stand in the bytes in hex or base64. */
    void searchText(byte[] bytes, int from, int to, IntConsumer found) {
        searchRuns(bytes, from, to, HEX_VALUES, 4, found);
        searchRuns(bytes, from, to, BASE64_VALUES, 6, found);
    }

    private void searchRuns(byte[] bytes, int from, int to, byte[] values, int bits, IntConsumer found) {
        int shortest = characters(SHORTEST, bits);
        int run = from;
        for (int end = from; end <= to; end++) {
            if (end < to && values[bytes[end] & 0xFF] != NONE) continue;
            if (end - run >= shortest) searchRun(bytes, run, end, values, bits, shortest, found);
            run = end + 1;
        }
    }

    private void searchRun(byte[] bytes, int from, int to, byte[] values, int bits, int shortest, IntConsumer found) {
        long window = 0;
        int digits = BITS / bits;
        for (int end = from; end < to; end++) {
            window = (window << bits | values[bytes[end] & 0xFF]) & MASK;
            int start = end - digits + 1;
            if (start >= from && start + shortest <= to) find(window, bytes, start, to, bits, found);
        }
    }

    /** How many characters of so many bits a digest takes, without padding, which may be there or not. */
    private static int characters(int length, int bits) {
        return (length * Byte.SIZE + bits - 1) / bits;
    }

    private void find(long first, byte[] bytes, int start, int to, int bits, IntConsumer found) {
        long key = first + 1;
        int bit = spread(key) & filter.length * Long.SIZE - 1;
        if ((filter[bit >>> 6] & 1L << bit) == 0) return;
        for (int place = spread(key) & keys.length - 1; keys[place] != 0; place = place + 1 & keys.length - 1) {
            if (keys[place] == key && isAt(digestOf.apply(owners[place]), bytes, start, to, bits)) {
                found.accept(owners[place]);
            }
        }
    }

    private static boolean isAt(byte[] digest, byte[] bytes, int start, int to, int bits) {
        if (start + characters(digest.length, bits) > to) return false;
        if (bits == Byte.SIZE) {
            for (int i = 0; i < digest.length; i++) if (bytes[start + i] != digest[i]) return false;
            return true;
        }
        byte[] values = bits == 4 ? HEX_VALUES : BASE64_VALUES;
        long held = 0;
        int holds = 0;
        for (int i = 0, at = start; i < digest.length; i++) {
            while (holds < Byte.SIZE) {
                held = held << bits | values[bytes[at++] & 0xFF];
                holds += bits;
            }
            holds -= Byte.SIZE;
            if ((byte) (held >>> holds) != digest[i]) return false;
        }
        return true;
    }

    private static int spread(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 32);
    }

    private static byte[] values(String... alphabets) {
        byte[] values = new byte[256];
        Arrays.fill(values, NONE);
        for (String alphabet : alphabets) {
            for (int i = 0; i < alphabet.length(); i++) values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
