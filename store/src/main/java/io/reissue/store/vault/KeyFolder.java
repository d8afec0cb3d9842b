package io.reissue.store.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Secret files by name, written once and never changed. Several processes may make the same one: the first wins, all read it. */
final class KeyFolder {
    private final Path folder;

    KeyFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes a new key's content. */
    interface Maker {
        byte[] make() throws GeneralSecurityException;
    }

    Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
            refuseReadableForOthers(name, file);
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new KeyRingException("the key " + name + " can't be read", e);
        }
    }

    byte[] readOrMake(String name, Maker maker) {
        return read(name).orElseGet(() -> make(name, maker));
    }

    private byte[] make(String name, Maker maker) {
        try {
            PrivateFiles.makeFolder(folder);
            var draft = Files.createTempFile(folder, ".new-", "", PrivateFiles.FILE);
            try {
                Files.write(draft, maker.make(), StandardOpenOption.SYNC);
                // A link, unlike a move, fails when the name is taken: a key that somebody already seals with must
                // survive.
                Files.createLink(folder.resolve(name), draft);
                PrivateFiles.flush(folder);
            } catch (FileAlreadyExistsException _) {
                // Another process was first: its key is the key.
            } finally {
                Files.delete(draft);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyRingException("the key " + name + " can't be made", e);
        }
        return read(name).orElseThrow(() -> new KeyRingException("the key " + name + " is gone"));
    }

    private static void refuseReadableForOthers(String name, Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new KeyRingException("the key " + name + " is open to others: chmod 600");
        }
    }
}
