package io.reissue.sandbox.kill;

import io.reissue.sandbox.Main;
import io.reissue.sandbox.kill.trap.ArmedSandbox;
import io.reissue.sandbox.kill.trap.KillPoint;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sandbox in a process of its own, as {@code ./run --batch --data DIR} starts it; killed, or awaited until it ends by itself. */
final class SandboxJvm implements AutoCloseable {
    static final int FEWEST_NUMBERS = 50;
    static final int FEWEST_PLATFORMS = 20;

    /** What the parent of a process sees that SIGKILL has ended. */
    static final int KILLED = 128 + 9;

    /** How long whoever is not in the trap may go on; who believes that he was heard writes it down meanwhile. */
    private static final Duration LAST_BREATH = Duration.ofMillis(500);

    private static final Pattern UP = Pattern.compile("Reissue's sandbox is up after .*");
    private static final Pattern SPRUNG = Pattern.compile("TRAP (\\S+) (.*)");

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();
    private final long started = System.nanoTime();

    private SandboxJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Where and when, in virtual time, a sandbox died. */
    record Death(KillPoint point, Instant virtualTime) {}

    /** Starts a sandbox in the folder; one that is to be killed gets its trap put before its class path. */
    static SandboxJvm start(Path data, long seed, Path json, Optional<KillPoint> trap) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        String classPath = productionClassPath();
        if (trap.isPresent()) {
            classPath = trapFolder(data) + File.pathSeparator + classPath;
            command.add("-D" + KillPoint.PROPERTY + "=" + trap.get());
        }
        command.addAll(List.of("-cp", classPath, Main.class.getName(), "--batch", "--data", data.toString()));
        command.addAll(List.of("--numbers", FEWEST_NUMBERS + "", "--platforms", FEWEST_PLATFORMS + ""));
        command.addAll(List.of("--seed", seed + "", "--json", json.toString()));
        return new SandboxJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Without the tests' own classes, so that the child has the product's configuration and no other. */
    private static String productionClassPath() {
        String tests = location(SandboxJvm.class).toString();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().toString().equals(tests))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toAbsolutePath();
    }

    private static Path trapFolder(Path data) throws IOException {
        Path folder = data.resolveSibling(data.getFileName() + ".trap");
        Path classes = Path.of(ArmedSandbox.class.getPackageName().replace('.', '/'));
        Files.createDirectories(folder.resolve(classes));
        try (Stream<Path> compiled = Files.list(location(ArmedSandbox.class).resolve(classes))) {
            for (Path file : compiled.toList()) {
                Path copy = folder.resolve(classes).resolve(file.getFileName().toString());
                if (!Files.exists(copy)) Files.copy(file, copy);
            }
        }
        Path factories = Files.createDirectories(folder.resolve("META-INF")).resolve("spring.factories");
        Files.writeString(
                factories,
                "org.springframework.context.ApplicationContextInitializer=" + ArmedSandbox.class.getName() + "\n");
        return folder;
    }

    /** Reads on until the sandbox says that it is up; says how many seconds after the start of its process that was. */
    double awaitUp() {
        String line = "";
        while (!UP.matcher(line).matches()) {
            line = readLine().orElseThrow(() -> new AssertionError("ended before it was up:\n" + said()));
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** Waits until the trap has sprung, then sends SIGKILL. */
    Death killAt(KillPoint point) throws InterruptedException {
        Optional<String> line = readLine();
        while (line.isPresent()) {
            Matcher sprung = SPRUNG.matcher(line.get());
            if (sprung.matches()) {
                if (!sprung.group(2).equals(point.toString())) throw new AssertionError("another trap: " + line.get());
                if (process.waitFor(LAST_BREATH)) throw new AssertionError("ended by itself at " + point);
                process.destroyForcibly();
                int exit = process.waitFor();
                if (exit != KILLED) throw new AssertionError("not killed, but ended with " + exit);
                return new Death(point, Instant.parse(sprung.group(1)));
            }
            line = readLine();
        }
        throw new AssertionError("ended with " + process.waitFor() + " and never came by " + point + ":\n" + said());
    }

    /** Waits until it ends by itself; its exit code. */
    int awaitEnd() throws InterruptedException {
        Optional<String> line = readLine();
        while (line.isPresent()) line = readLine();
        return process.waitFor();
    }

    /** All that it has said so far. */
    String said() {
        return String.join("\n", lines);
    }

    private Optional<String> readLine() {
        try {
            Optional<String> line = Optional.ofNullable(output.readLine());
            line.ifPresent(lines::add);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
