package io.reissue.store.jdbc;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Bitmaps as {@code bytea}, the same bit order on both sides. Those of outcomes have a bit for each member of their cohort, so that {@code
 * get_bit} and {@code set_bit} work on them; those of a batch end with the byte of its last member, and {@code get_bit} fails behind it.
 */
public final class Bitmap {
    private Bitmap() {}

    /** {@code size} bits in whole bytes; bits beyond {@code size} are not expected. */
    public static byte[] bytes(BitSet bits, int size) {
        return Arrays.copyOf(bits.toByteArray(), Math.ceilDiv(size, 8));
    }

    public static BitSet bits(byte @Nullable [] bytes) {
        return bytes == null ? new BitSet() : BitSet.valueOf(bytes);
    }
}
