package io.reissue.store.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** The parts of a file as one stream. A part that is missing is no end of the file. */
final class PartStream extends InputStream {
    private final int parts;
    private final IntFunction<Optional<byte[]>> read;
    private byte[] part = {};
    private int position;
    private int next;

    PartStream(int parts, IntFunction<Optional<byte[]>> read) {
        this.parts = parts;
        this.read = read;
    }

    @Override
    public int read() throws IOException {
        return fill() ? part[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (position == part.length) {
            if (next == parts) return false;
            part = read.apply(next).orElseThrow(() -> new EOFException("part " + next + " is gone"));
            position = 0;
            next++;
        }
        return true;
    }
}
