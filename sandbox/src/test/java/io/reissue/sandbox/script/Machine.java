package io.reissue.sandbox.script;

import io.reissue.sandbox.postgres.OrdinaryUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A machine for {@code ./run}: a copy of the script in a tree of its own, and JDKs and a Maven that only write down how they were called.
 * All folders of the machine are moved below one, so that what is installed here is not found. Paths have a blank in them, as some have.
 */
final class Machine {
    private static final Instant CHECKED_OUT = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant BUILT = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant CHANGED = Instant.parse("2022-01-01T00:00:00Z");

    /** What the script uses beside bash, as POSIX has it. */
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cksum",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "touch",
            "tr");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private long script;

    /** With JDK 17 as the default, sources that nobody has built yet, and nothing else. */
    Machine(Path folder, List<String> modules) throws IOException {
        root = Files.createDirectory(folder.toRealPath().resolve("a machine"));
        for (Path shared : List.of(folder, root)) mode(shared, "rwxr-xr-x");
        for (Path own : List.of(at("usr/bin"), home(), told())) Files.createDirectories(own);
        for (String tool : TOOLS) program("usr/bin/" + tool, "/bin/sh", "exec " + onThisMachine(tool) + " \"$@\"");
        mode(told(), "rwxrwxrwx");
        for (String stand : List.of("java", "mvn", "process"))
            mode(Files.createFile(told().resolve(stand)), "rw-rw-rw-");
        environment.put("PATH", at("usr/bin").toString());
        environment.put("HOME", home().toString());
        defaultIs(installJdk("usr/lib/jvm/java-17", "17.0.15"));
        checkOut(modules);
    }

    private static Path onThisMachine(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool));
    }

    private void checkOut(List<String> modules) throws IOException {
        Path sources = Path.of("..");
        Files.createDirectories(tree());
        Files.copy(sources.resolve("run"), tree().resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
        String jdks = Files.readString(sources.resolve("jdk.sh"));
        Files.writeString(
                tree().resolve("jdk.sh"),
                jdks.replaceAll("(?<=\\s)/(?=usr/|opt/|home/|Library/)", "\"" + root + "\"/"));
        Files.writeString(tree().resolve("pom.xml"), "<project/>");
        for (String module : modules) {
            Files.createDirectories(source(module).getParent());
            Files.writeString(source(module), "class Source {}");
            Files.writeString(tree().resolve(module).resolve("pom.xml"), "<project/>");
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(tree())) {
            all = files.toList();
        }
        for (Path file : all) Files.setLastModifiedTime(file, FileTime.from(CHECKED_OUT));
    }

    Path tree() {
        return at("tree");
    }

    Path home() {
        return at("home/user");
    }

    private Path told() {
        return at("told");
    }

    Path at(String path) {
        return root.resolve(path);
    }

    Path source(String module) {
        return tree().resolve(module).resolve("src/main/java/Source.java");
    }

    /** @return its folder */
    Path installJdk(String folder, String version) throws IOException {
        Path jdk = installJre(folder, version);
        bash(folder + "/bin/javac", "exit 1");
        return jdk;
    }

    /** No {@code javac}. Its {@code java} is up at once; where it is told to leave a cache, it leaves there what it was made from. */
    Path installJre(String folder, String version) throws IOException {
        Path jdk = at(folder);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        bash(folder + "/bin/java", """
                printf '%%s\\037' "%s" "$@" >>"%2$s/java"
                echo >>"%2$s/java"
                for argument in "$@"; do
                    case "$argument" in
                        -XX:AOTCacheOutput=*)
                            echo 'trained'
                            [ ! -e "%2$s/no-cache" ] || exit 1
                            cat "%3$s/lib/sandbox.jar" >"${argument#*=}"
                            exit 0
                            ;;
                    esac
                done
                echo $$ >"%2$s/process"
                echo 'up'
                exit 7
                """.formatted(jdk, told(), target()));
        return jdk;
    }

    /** Through two links, as Debian's alternatives have it: the second one relative. */
    void defaultIs(Path jdk) throws IOException {
        Path alternatives = Files.createDirectories(at("etc/alternatives"));
        Path alternative = alternatives.resolve("javac");
        Files.deleteIfExists(alternative);
        Files.createSymbolicLink(alternative, alternatives.relativize(jdk).resolve("bin/javac"));
        Files.deleteIfExists(at("usr/bin/javac"));
        Files.createSymbolicLink(at("usr/bin/javac"), alternative);
    }

    void hasNoMaven() throws IOException {
        Files.delete(at("usr/bin/mvn"));
    }

    void hasNoDefault() throws IOException {
        Files.delete(at("usr/bin/javac"));
    }

    /** A program of the machine that says where a JDK is. */
    void says(String program, Path jdk) throws IOException {
        Files.createDirectories(at(program).getParent());
        bash(program, "echo \"$* \" >>\"%s\"\necho \"%s\"".formatted(told().resolve("asked"), jdk));
    }

    /** A Maven whose build makes {@link #builds(String, String...) what the sandbox consists of}. */
    void installMaven() throws IOException {
        builds("one", "library.jar");
        bash("usr/bin/mvn", """
                printf '%%s\\037' "$JAVA_HOME" "$@" >>"%1$s/mvn"
                echo >>"%1$s/mvn"
                echo '[INFO] Building workflows 1-SNAPSHOT                      [2/9]'
                if [ -e "%1$s/broken" ]; then
                    echo '[ERROR] Source.java:[1,7] cannot find symbol'
                    echo '[INFO] 1 error'
                    exit 1
                fi
                cd "%3$s"
                if [ -e "%1$s/busy" ]; then
                    until [ "%2$s" -nt target/build.started ]; do touch "%2$s"; done
                fi
                mkdir -p target/lib
                cp "%1$s/sandbox.jar" target/sandbox-1-SNAPSHOT.jar
                while read -r library; do
                    [ -e "target/lib/$library" ] || echo 'library' >"target/lib/$library"
                done <"%1$s/libraries"
                """.formatted(told(), source("store"), tree().resolve("sandbox")));
    }

    /** What the next builds make. */
    void builds(String sandbox, String... libraries) throws IOException {
        Files.writeString(told().resolve("sandbox.jar"), sandbox);
        Files.writeString(told().resolve("libraries"), String.join("\n", libraries) + "\n");
    }

    void sourcesDoNotCompile() throws IOException {
        Files.createFile(told().resolve("broken"));
    }

    void sourcesCompileAgain() throws IOException {
        Files.delete(told().resolve("broken"));
    }

    /** During each build somebody saves the source of the store. */
    void somebodyWorksMeanwhile() throws IOException {
        Files.createFile(told().resolve("busy"));
    }

    void trainingFails() throws IOException {
        Files.createFile(told().resolve("no-cache"));
    }

    /** Saved since the last build, and before any later one. */
    void change(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    }

    /** Builds all there is, a year after it was checked out. */
    void hasBuilt() throws Exception {
        run();
        for (String made : List.of("built", "lib"))
            Files.setLastModifiedTime(target().resolve(made), FileTime.from(BUILT));
    }

    Path target() {
        return tree().resolve("sandbox/target");
    }

    void set(String variable, Object value) {
        environment.put(variable, value.toString());
    }

    /** @param err what it said beside its output */
    record Ended(int exit, String out, String err) {}

    Ended run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = told().resolve("out");
        Path err = told().resolve("err");
        builder.directory(root.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        script = process.pid();
        int exit = process.waitFor();
        return new Ended(exit, Files.readString(out), Files.readString(err));
    }

    /** Whether the last {@code java} was the process that {@link #run} began. */
    boolean wasTheScriptItself() throws IOException {
        return Files.readString(told().resolve("process")).strip().equals(String.valueOf(script));
    }

    /** By somebody who may read the tree and write nothing in it. */
    OrdinaryUser.Ended runByAnOrdinaryUser(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(command(arguments));
        modeOfTheTree("r-xr-xr-x", "r--r--r--");
        try {
            return OrdinaryUser.entering(tree()).run(command.toArray(String[]::new));
        } finally {
            modeOfTheTree("rwxr-xr-x", "rw-r--r--");
        }
    }

    private List<String> command(String... arguments) {
        return Stream.concat(Stream.of(tree().resolve("run").toString()), Stream.of(arguments))
                .toList();
    }

    private void modeOfTheTree(String folders, String files) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree())) {
            all = walk.toList();
        }
        for (Path path : all)
            if (!path.equals(tree().resolve("run"))) mode(path, Files.isDirectory(path) ? folders : files);
    }

    List<Call> builds() throws IOException {
        return calls("mvn");
    }

    List<Call> starts() throws IOException {
        return calls("java").stream().filter(call -> !call.isTraining()).toList();
    }

    List<Call> trainings() throws IOException {
        return calls("java").stream().filter(Call::isTraining).toList();
    }

    private List<Call> calls(String of) throws IOException {
        return Files.readAllLines(told().resolve(of)).stream().map(Call::read).toList();
    }

    private void program(String path, String interpreter, String script) throws IOException {
        Path file = Files.writeString(at(path), "#!" + interpreter + "\n" + script + "\n");
        mode(file, "rwxr-xr-x");
    }

    private void bash(String path, String script) throws IOException {
        program(path, "/usr/bin/env bash", "set -eu\n" + script);
    }

    private static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
