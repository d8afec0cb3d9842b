package io.reissue.sandbox.platforms;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of lines that only grows. A line that was appended survives the death of the process at any instant: it is handed to the
 * operating system before {@link #append} returns, and what the system has it writes, whoever wrote it. It is not forced to the disk: a
 * power cut may take the last lines, and simulated platforms are not worth a disk access per request. A line that was cut short by a kill
 * is dropped when the file is opened again: nobody had been told of it.
 */
final class Journal implements AutoCloseable {
    private final FileChannel channel;

    /**
     * Opens the file, or makes it.
     *
     * @param each hears every whole line, oldest first
     * @throws IllegalStateException when another process uses it
     */
    Journal(Path file, Consumer<byte[]> each) {
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(file);
                channel.truncate(replay(file, each));
                channel.position(channel.size());
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private void lock(Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException ours) {
            // said below
        }
        throw new IllegalStateException("another process has these platforms: " + file);
    }

    /** The length of the part that is whole. */
    private static long replay(Path file, Consumer<byte[]> each) throws IOException {
        long whole = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    each.accept(line.toByteArray());
                    whole += line.size() + 1L;
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        return whole;
    }

    /** @param line without a line break; handed to the operating system when this returns */
    void append(byte[] line) {
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        try {
            long before = channel.position();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException full) {
                // Half a line would swallow the next one.
                channel.truncate(before);
                throw full;
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
