package io.reissue.sandbox.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When {@code ./run} builds, and what becomes of it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BuildTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Machine machine;

    @BeforeEach
    void aMachineWithAllItNeeds() throws IOException {
        machine = new Machine(folder, modules());
        machine.installMaven();
        machine.set("JAVA_HOME", machine.installJdk("srv/jdk-25", "25.0.1"));
    }

    /** As the root pom lists them; those of its profiles hold tests only. */
    static List<String> modules() throws IOException {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(Path.of("..", "pom.xml")).split("<profiles>", 2)[0])
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    @Test
    void whatWasNeverBuiltIsBuiltAndStarted() throws Exception {
        Machine.Ended ended = machine.run();

        assertThat(machine.builds())
                .singleElement()
                .satisfies(build -> assertThat(build.arguments())
                        .containsSubsequence(
                                "-f", machine.tree().resolve("pom.xml").toString(), "-pl", "sandbox", "-am")
                        .contains("package", "-DskipTests"));
        assertThat(machine.starts()).hasSize(1);
        assertThat(ended.err()).contains("Building what changed:", "2/9 workflows");
        assertThat(ended.out()).as("of a program that may write JSON").isEqualTo("up\n");
    }

    @Test
    void whatHasNotChangedIsStartedAsItIs() throws Exception {
        machine.hasBuilt();

        Machine.Ended ended = machine.run();

        assertThat(machine.builds()).hasSize(1);
        assertThat(machine.starts()).hasSize(2);
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aNewerSourceOfAnyModuleIsBuiltOnce(String module) throws Exception {
        machine.hasBuilt();
        machine.change(machine.source(module));

        machine.run();
        assertThat(machine.builds()).hasSize(2);

        machine.run();
        assertThat(machine.builds()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aNewerPomOfAnyModuleIsBuilt(String module) throws Exception {
        machine.hasBuilt();
        machine.change(machine.tree().resolve(module).resolve("pom.xml"));

        machine.run();

        assertThat(machine.builds()).hasSize(2);
    }

    @Test
    void aNewerRootPomIsBuilt() throws Exception {
        machine.hasBuilt();
        machine.change(machine.tree().resolve("pom.xml"));

        machine.run();

        assertThat(machine.builds()).hasSize(2);
    }

    @Test
    void aSourceThatWasDeletedIsBuiltAway() throws Exception {
        machine.hasBuilt();
        Files.delete(machine.source("store"));

        machine.run();

        assertThat(machine.builds()).hasSize(2);
    }

    @Test
    void testsAndPagesAreNoReasonToBuild() throws Exception {
        machine.hasBuilt();
        Files.writeString(
                Files.createDirectories(machine.tree().resolve("store/src/test"))
                        .resolve("ATest.java"),
                "");
        Files.writeString(machine.tree().resolve("README.md"), "");

        machine.run();

        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void whatIsSavedDuringABuildIsBuiltTheNextTime() throws Exception {
        machine.somebodyWorksMeanwhile();
        machine.run();

        machine.run();

        assertThat(machine.builds()).hasSize(2);
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndStartsNothing() throws Exception {
        machine.sourcesDoNotCompile();

        Machine.Ended ended = machine.run("--batch");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("[ERROR] Source.java:[1,7] cannot find symbol")
                .doesNotContain("[INFO]")
                .endsWith("run: the build failed; all of it is in " + log() + "\n");
        assertThat(log()).content().contains("[INFO] 1 error");
        assertThat(machine.starts()).isEmpty();
        assertThat(machine.trainings()).isEmpty();
    }

    @Test
    void afterABuildThatFailedTheOldOneIsNotStartedEither() throws Exception {
        machine.hasBuilt();
        machine.change(machine.source("store"));
        machine.sourcesDoNotCompile();
        machine.run();

        assertThat(machine.run().exit()).isEqualTo(1);
        assertThat(machine.builds()).hasSize(3);
        assertThat(machine.starts()).hasSize(1);

        machine.sourcesCompileAgain();
        machine.run();
        assertThat(machine.starts()).hasSize(2);
    }

    @Test
    void withoutMavenItSaysInOneLineWhatIsMissing() throws Exception {
        machine.hasNoMaven();

        Machine.Ended ended = machine.run("--batch");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("run: Maven (mvn, 3.8.7 or newer)");
        assertThat(machine.starts()).isEmpty();
    }

    @Test
    void whatIsBuiltNeedsNoMaven() throws Exception {
        machine.hasBuilt();
        machine.hasNoMaven();

        Machine.Ended ended = machine.run();

        assertThat(ended.err()).isEmpty();
        assertThat(machine.starts()).hasSize(2);
    }

    @Test
    void aDependencyThatIsGoneDoesNotStayOnTheClassPath() throws Exception {
        machine.builds("one", "library-1.jar", "kept.jar");
        machine.hasBuilt();
        machine.builds("two", "library-2.jar", "kept.jar");
        machine.change(machine.tree().resolve("store/pom.xml"));

        machine.run();

        assertThat(classPath()).containsExactlyInAnyOrder("kept.jar", "library-2.jar", "sandbox.jar");
    }

    @Test
    void aSandboxThatStillRunsKeepsItsJar() throws Exception {
        machine.hasBuilt();
        Path jar = machine.target().resolve("lib/sandbox.jar");
        try (InputStream running = Files.newInputStream(jar)) {
            machine.builds("another", "library.jar");
            machine.change(machine.source("store"));
            machine.run();

            assertThat(running).hasContent("one");
        }
        assertThat(jar).hasContent("another");
    }

    private List<String> classPath() throws IOException {
        List<String> options = machine.starts().getLast().options();
        return Pattern.compile(":")
                .splitAsStream(options.get(options.indexOf("-cp") + 1))
                .map(jar -> Path.of(jar).getFileName().toString())
                .toList();
    }

    private Path log() {
        return machine.target().resolve("build.log");
    }
}
