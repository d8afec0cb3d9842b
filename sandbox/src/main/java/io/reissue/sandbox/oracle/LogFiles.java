package io.reissue.sandbox.oracle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Log files line by line, as bytes; those that were rolled over and zipped too. */
final class LogFiles {
    private static final String ZIPPED = ".gz";
    private static final int BUFFER = 1 << 16;

    interface Reader {
        /** The line is {@code bytes} up to {@code length}, valid within the call. */
        void line(byte[] bytes, int length);
    }

    private LogFiles() {}

    /** A file and whatever it was rolled over to: all files beside it that begin with its name. */
    static List<Path> withRolledOver(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        String name = String.valueOf(file.getFileName());
        if (folder == null || !Files.isDirectory(folder)) return List.of(file);
        try (Stream<Path> beside = Files.list(folder)) {
            List<Path> all = beside.filter(
                            other -> String.valueOf(other.getFileName()).startsWith(name))
                    .sorted()
                    .toList();
            return all.isEmpty() ? List.of(file) : all;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the log can't be read", e);
        }
    }

    static void read(Path file, Reader reader) {
        try (InputStream in = open(file)) {
            byte[] line = new byte[BUFFER];
            int length = 0;
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        reader.line(line, length);
                        length = 0;
                    } else {
                        if (length == line.length) line = Arrays.copyOf(line, 2 * length);
                        line[length++] = buffer[i];
                    }
                }
            }
            if (length > 0) reader.line(line, length);
        } catch (IOException e) {
            throw new UncheckedIOException("the log can't be read: " + file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(ZIPPED) ? new GZIPInputStream(in) : in;
    }
}
