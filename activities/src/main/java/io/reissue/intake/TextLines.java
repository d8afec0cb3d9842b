package io.reissue.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as lines of text, ended by CR, LF or both. Bytes are cut into lines before they are decoded, so that a damaged line never
 * takes its neighbour along; neither charset has these two bytes inside a character.
 */
final class TextLines implements AutoCloseable {
    /** A line beyond all measure is not kept. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private final InputStream in;
    private final TextForm form;
    private final byte[] buffer = new byte[MAX_LINE_BYTES];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private boolean afterReturn;
    private long lines;

    TextLines(InputStream file) throws IOException {
        byte[] head = file.readNBytes(TextForm.HEAD_BYTES);
        this.form = TextForm.of(head);
        this.in = new SequenceInputStream(
                new ByteArrayInputStream(head, form.markBytes(), head.length - form.markBytes()), file);
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param text without its end; U+FFFD stands for bytes that are no text. Null: longer than {@link #MAX_LINE_BYTES}
     */
    record Line(long number, @Nullable String text) {
        boolean isBlank() {
            return text != null && text.isEmpty();
        }
    }

    /** The next line, or null behind the last. */
    @Nullable
    Line next() throws IOException {
        begun.reset();
        boolean tooLong = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int start = position;
            int end = endOfLine(start);
            position = Math.min(end + 1, limit);
            tooLong |= begun.size() + (end - start) > MAX_LINE_BYTES;
            if (end < limit) {
                afterReturn = buffer[end] == '\r';
                return line(tooLong, start, end);
            }
            if (!tooLong) begun.write(buffer, start, end - start);
        }
        return any ? line(tooLong, limit, limit) : null;
    }

    private Line line(boolean tooLong, int start, int end) {
        lines++;
        if (tooLong) return new Line(lines, null);
        if (begun.size() == 0) return new Line(lines, new String(buffer, start, end - start, form.charset()));
        begun.write(buffer, start, end - start);
        return new Line(lines, begun.toString(form.charset()));
    }

    private int endOfLine(int start) {
        int end = start;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') end++;
        return end;
    }

    /** Whether there is a byte to read, the LF behind a CR left out. */
    private boolean fill() throws IOException {
        while (true) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, in.read(buffer, 0, buffer.length));
                if (limit == 0) return false;
            }
            if (!afterReturn) return true;
            afterReturn = false;
            if (buffer[position] != '\n') return true;
            position++;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
