package io.reissue.sandbox.platforms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with secrets or numbers in it: readable by nobody else; whole, or as it was before, after a kill too. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Instead of what was there. */
    public static void write(Path file, byte[] content) throws IOException {
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
