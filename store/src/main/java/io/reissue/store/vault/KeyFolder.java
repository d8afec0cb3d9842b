package io.reissue.store.vault;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private final Sealing sealing;

    KeyFolder(Path folder, Sealing sealing) {
        this.folder = folder;
        this.sealing = sealing;
    }

    /** How a file's content is protected beyond its mode. */
    interface Sealing {
        Sealing NONE = new Sealing() {
            @Override
            public byte[] seal(String name, byte[] content) {
                return content;
            }

            @Override
            public byte[] open(String name, byte[] stored) {
                return stored;
            }
        };

        static Sealing under(Aead kms) {
            return new Sealing() {
                @Override
                public byte[] seal(String name, byte[] content) throws GeneralSecurityException {
                    return kms.encrypt(content, name.getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public byte[] open(String name, byte[] stored) throws GeneralSecurityException {
                    return kms.decrypt(stored, name.getBytes(StandardCharsets.UTF_8));
                }
            };
        }

        byte[] seal(String name, byte[] content) throws GeneralSecurityException;

        byte[] open(String name, byte[] stored) throws GeneralSecurityException;
    }

    /** Makes a new key's content. */
    interface Maker {
        byte[] make() throws GeneralSecurityException;
    }

    Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
            refuseReadableForOthers(name, file);
            return Optional.of(sealing.open(name, Files.readAllBytes(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
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
                Files.write(draft, sealing.seal(name, maker.make()), StandardOpenOption.SYNC);
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
