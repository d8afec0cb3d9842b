package io.reissue.sandbox.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One database cluster's folder: {@code data}, {@code password}, {@code run-as}, and the {@code lock} that its one user
 * holds. Closing gives the lock back.
 */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static DataFolder locked(Path given) {
        var folder = given.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            var lockFile =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new EmbeddedPostgresException("the database folder " + folder
                        + " is in use by another process: stop that one, or choose another folder");
            }
            return new DataFolder(folder, lockFile);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("the database folder " + folder + " can't be used: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    Path path() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return data().resolve("postgres.log");
    }

    boolean isInitialized() {
        return Files.isDirectory(data());
    }

    String password() throws IOException {
        return Files.readString(folder.resolve("password")).strip();
    }

    /** The user that made the data, else the first way that works here and can enter the folder. */
    RunAs runAs() throws IOException {
        if (isInitialized()) {
            var made = RunAs.valueOf(Files.readString(folder.resolve("run-as")).strip());
            var owner = Files.getOwner(folder.resolve("run-as"), LinkOption.NOFOLLOW_LINKS);
            if (!RunAs.candidates().contains(made) || !Files.isReadable(folder.resolve("password"))) {
                throw new EmbeddedPostgresException("the database in " + folder + " was made by " + owner.getName()
                        + ": start as that user, or choose another folder");
            }
            return made;
        }
        return RunAs.candidates().stream()
                .filter(candidate -> candidate.canEnter(folder))
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedPostgresException("PostgreSQL does not run as root, and no other user can enter "
                                + folder + ": start as an ordinary user, or choose a folder outside root's home"));
    }

    /** Makes the cluster beside its final place and moves it there, so that a half-made one is never taken for whole. */
    void initialize(RunAs runAs, Binaries binaries, List<String> options) throws IOException {
        var fresh = folder.resolve("data.init");
        Folders.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        runAs.own(fresh);
        var password = folder.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, UUID.randomUUID() + "\n");
        runAs.own(password);
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "-D",
                fresh.toString(),
                "--username=" + EmbeddedPostgres.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        command.addAll(options);
        var result = runAs.run(command.toArray(String[]::new));
        if (result.exit() != 0) {
            throw new EmbeddedPostgresException("the database in " + folder + " can't be made: " + result.reason()
                    + (runAs.becomesNobody() ? " (as uid " + RunAs.NOBODY + ", which needs a passwd entry)" : ""));
        }
        Files.writeString(folder.resolve("run-as"), runAs.name() + "\n");
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    boolean hasPostmasterFile() {
        return Files.exists(postmasterFile());
    }

    private Path postmasterFile() {
        return data().resolve("postmaster.pid");
    }

    /**
     * The server that still runs here. Its file names a process and the data folder as the server was given it; the
     * number alone proves nothing, as after a restart of machine or container it may be another process's. A process
     * that has ended but was never waited for has no command line.
     */
    Optional<ProcessHandle> postmaster() throws IOException {
        var lines = Files.readAllLines(postmasterFile());
        if (lines.size() < 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("postgres") && line.contains(lines.get(1)))
                        .isPresent());
    }

    /**
     * Says that the server of {@code postmaster.pid} is gone, as PostgreSQL would take whoever has its number now for
     * it. The file stays: it also leads PostgreSQL to the shared memory that sessions of the dead server may still use.
     */
    void declarePostmasterDead() throws IOException {
        var lines = Files.readAllLines(postmasterFile());
        if (!lines.isEmpty()) {
            lines.set(0, Integer.toString(Integer.MAX_VALUE));
            Files.write(postmasterFile(), lines);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
