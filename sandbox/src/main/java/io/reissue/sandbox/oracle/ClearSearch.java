package io.reissue.sandbox.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds any of many texts in bytes, in one pass however many there are: every text is entered under the rarest six bytes in a row that
 * it has, and is compared only where those stand. Upper and lower case are the same, and so are the two alphabets of base64.
 */
final class ClearSearch {
    /** No text may be shorter. */
    static final int WINDOW = 6;

    private static final long MASK = (1L << Byte.SIZE * WINDOW) - 1;
    private static final byte[] FOLDED = folded();
    private static final int NONE = -1;
    /** Spreads windows over places: 2^64 by the golden ratio. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    /** A text to be found. {@code whole}: only where no digit, decimal or hex, stands beside it. */
    record Text(byte[] bytes, boolean whole) {}

    private final byte[][] texts;
    private final boolean[] whole;
    private final int[] windowEnd;
    private final int[] next;
    private final long[] windows;
    private final int[] heads;
    private final long[] filter;

    /** @throws IllegalArgumentException when a text is too short */
    ClearSearch(List<Text> texts) {
        int count = texts.size();
        this.texts = new byte[count][];
        this.whole = new boolean[count];
        this.windowEnd = new int[count];
        this.next = new int[count];
        this.windows = new long[powerOfTwo(2L * count + 2)];
        this.heads = new int[windows.length];
        this.filter = new long[Math.max(1, powerOfTwo(16L * count + Long.SIZE) / Long.SIZE)];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < count; i++) {
            this.texts[i] = fold(texts.get(i).bytes());
            this.whole[i] = texts.get(i).whole();
            if (this.texts[i].length < WINDOW) throw new IllegalArgumentException("too short to be searched for");
        }
        byte[] frequency = frequencies();
        for (int i = 0; i < count; i++) enter(i, frequency);
    }

    /** Roughly how often each window comes up in all texts; two windows may share a place, and at 127 nobody counts on. */
    private byte[] frequencies() {
        long windowsOfAll = 0;
        for (byte[] text : texts) windowsOfAll += text.length;
        byte[] frequency = new byte[powerOfTwo(Math.min(2 * windowsOfAll + 2, 1 << 25))];
        for (byte[] text : texts) {
            long window = 0;
            for (int end = 0; end < text.length; end++) {
                window = (window << Byte.SIZE | text[end] & 0xFF) & MASK;
                int place = mix(window) & frequency.length - 1;
                if (end >= WINDOW - 1 && frequency[place] < Byte.MAX_VALUE) frequency[place]++;
            }
        }
        return frequency;
    }

    private void enter(int index, byte[] frequency) {
        byte[] text = texts[index];
        long rarest = 0;
        int least = Integer.MAX_VALUE;
        long window = 0;
        for (int end = 0; end < text.length; end++) {
            window = (window << Byte.SIZE | text[end] & 0xFF) & MASK;
            int often = frequency[mix(window) & frequency.length - 1];
            if (end >= WINDOW - 1 && often < least) {
                least = often;
                rarest = window;
                windowEnd[index] = end;
            }
        }
        int bit = mix(rarest) & filter.length * Long.SIZE - 1;
        filter[bit >>> 6] |= 1L << bit;
        int slot = slot(rarest);
        windows[slot] = rarest;
        next[index] = heads[slot];
        heads[slot] = index;
    }

    /** Tells the index of every text that stands in the bytes, once for each place. */
    void search(byte[] bytes, int from, int to, IntConsumer found) {
        byte[] folded = FOLDED;
        long[] seen = filter;
        int bits = seen.length * Long.SIZE - 1;
        long window = 0;
        for (int end = from; end < to; end++) {
            window = (window << Byte.SIZE | folded[bytes[end] & 0xFF] & 0xFF) & MASK;
            long product = window * FACTOR;
            int bit = (int) (product >>> 32) & bits;
            if ((seen[bit >>> 6] & 1L << bit) == 0) continue;
            for (int i = heads[slot(window)]; i != NONE; i = next[i]) {
                if (stands(i, bytes, from, to, end - windowEnd[i])) found.accept(i);
            }
        }
    }

    private boolean stands(int index, byte[] bytes, int from, int to, int start) {
        byte[] text = texts[index];
        if (start < from || start + text.length > to) return false;
        for (int i = 0; i < text.length; i++) {
            if (FOLDED[bytes[start + i] & 0xFF] != text[i]) return false;
        }
        return !whole[index]
                || (start == from || !isDigit(bytes[start - 1]))
                        && (start + text.length == to || !isDigit(bytes[start + text.length]));
    }

    /** The slot of a window, or the free one where it would be. */
    private int slot(long window) {
        int slot = mix(window) & heads.length - 1;
        while (heads[slot] != NONE && windows[slot] != window) slot = slot + 1 & heads.length - 1;
        return slot;
    }

    private static int mix(long window) {
        return (int) (window * FACTOR >>> 32);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
    }

    private static byte[] fold(byte[] bytes) {
        byte[] folded = bytes.clone();
        for (int i = 0; i < folded.length; i++) folded[i] = FOLDED[folded[i] & 0xFF];
        return folded;
    }

    private static byte[] folded() {
        byte[] folded = new byte[256];
        for (int b = 0; b < folded.length; b++) folded[b] = (byte) (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
        folded['-'] = '+';
        folded['_'] = '/';
        return folded;
    }

    private static int powerOfTwo(long atLeast) {
        int power = 2;
        while (power < atLeast) power <<= 1;
        return power;
    }
}
