package io.reissue.store.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files of the key ring's folder: nobody but the application's own user reads them. */
public final class PrivateFiles {
    /** With which a file is made. */
    public static final FileAttribute<Set<PosixFilePermission>> FILE = owners("rw-------");

    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = owners("rwx------");

    private PrivateFiles() {}

    private static FileAttribute<Set<PosixFilePermission>> owners(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Where it is not there. */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, FOLDER);
    }

    /** The names in the folder are on the disk when it returns. */
    public static void flush(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
