package io.reissue.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the bytes of a file are text: decided once a file, from its beginning, so that a file read twice is read the same.
 *
 * @param markBytes length of the byte order mark before the first line
 */
record TextForm(Charset charset, int markBytes) {
    /** How much of a file is looked at. */
    static final int HEAD_BYTES = 1 << 20;

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] GB18030_MARK = {(byte) 0x84, 0x31, (byte) 0x95, 0x33};

    /**
     * By the byte order mark; without one UTF-8, unless most of the lines that are not plain ASCII are no UTF-8: then GB18030. A
     * majority, because a few damaged lines shall not turn a whole file into other letters.
     *
     * @param head the first {@link #HEAD_BYTES} of the file, or all of it
     */
    static TextForm of(byte[] head) {
        if (startsWith(head, UTF_8_MARK)) return new TextForm(StandardCharsets.UTF_8, UTF_8_MARK.length);
        if (startsWith(head, GB18030_MARK)) return new TextForm(GB18030, GB18030_MARK.length);
        int utf8 = 0;
        int other = 0;
        int start = 0;
        for (int end = 0; end <= head.length; end++) {
            boolean cutOff = end == head.length && head.length >= HEAD_BYTES;
            if (cutOff || end < head.length && head[end] != '\n') continue;
            if (!isAscii(head, start, end)) {
                if (isUtf8(head, start, end)) utf8++;
                else other++;
            }
            start = end + 1;
        }
        return new TextForm(other > utf8 ? GB18030 : StandardCharsets.UTF_8, 0);
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) if (bytes[i] < 0) return false;
        return true;
    }

    private static boolean isUtf8(byte[] bytes, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
