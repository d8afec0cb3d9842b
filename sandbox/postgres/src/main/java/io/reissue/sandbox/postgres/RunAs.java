package io.reissue.sandbox.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. Its programs refuse root, so root hands them down. {@link #UNSHARE} comes first because the
 * process keeps root's files under it; the others are for machines that close user namespaces, as containers often do,
 * and become the user {@value #NOBODY}, who can't enter a folder that is root's alone.
 */
enum RunAs {
    SELF(),
    UNSHARE("unshare", "-U"),
    SETPRIV("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    CHROOT("chroot", "--userspec=65534:65534", "--skip-chdir", "/"),
    RUNUSER("runuser", "-u", "nobody", "--");

    static final int NOBODY = 65534;

    private final List<String> prefix;

    RunAs(String... prefix) {
        this.prefix = List.of(prefix);
    }

    record Result(int exit, String output) {
        /** PostgreSQL's programs explain themselves over several lines; the one that names the error is wanted. */
        String reason() {
            var lines = output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "exit code " + exit : lines.getLast());
        }
    }

    static List<RunAs> candidates() {
        return isRoot() ? List.of(UNSHARE, SETPRIV, CHROOT, RUNUSER) : List.of(SELF);
    }

    static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    boolean becomesNobody() {
        return this == SETPRIV || this == CHROOT || this == RUNUSER;
    }

    /** Whether the tool exists, is permitted here, and leaves a process that can enter the folder. */
    boolean canEnter(Path folder) {
        return run("sh", "-c", "cd \"$1\"", "sh", folder.toString()).exit() == 0;
    }

    /** Makes the file or folder belong to whom PostgreSQL runs as. */
    void own(Path path) throws IOException {
        if (becomesNobody()) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** Runs to the end. A tool that is not installed gives exit code 127, as in a shell. */
    Result run(String... command) {
        var line = new ArrayList<>(
                Stream.concat(prefix.stream(), Arrays.stream(command)).toList());
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.directory(Path.of("/").toFile());
        try {
            var process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), text);
            }
        } catch (IOException e) {
            return new Result(127, line.getFirst() + " can't be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while PostgreSQL was starting or stopping", e);
        }
    }
}
