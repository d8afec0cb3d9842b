package io.reissue.sandbox.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code ./run} finds a JDK, on machines whose default is a 17. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class JdkSearchTest {
    private static final String ASIDE = "srv/jdk-25";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Machine machine;

    @BeforeEach
    void aMachineWithMaven() throws IOException {
        machine = new Machine(folder, List.of("store", "sandbox"));
        machine.installMaven();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25-jdk-amd64",
                "home/user/.jdks/temurin-25.0.1",
                "home/user/.sdkman/candidates/java/25-tem",
                "home/user/Library/Java/JavaVirtualMachines/temurin-25/Contents/Home",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
                "home/linuxbrew/.linuxbrew/opt/openjdk@25"
            })
    void itLooksWhereJdksAreInstalled(String place) throws Exception {
        Path jdk = machine.installJdk(place, "25.0.1");

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void sdkmanMayHaveItsFolderElsewhere() throws Exception {
        Path jdk = machine.installJdk("srv/sdkman/candidates/java/25-tem", "25");
        machine.set("SDKMAN_DIR", machine.at("srv/sdkman"));

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void javaHomeGoesBeforeAllOthers() throws Exception {
        machine.installJdk("usr/lib/jvm/jdk-26", "26");
        machine.defaultIs(machine.at("usr/lib/jvm/jdk-26"));
        Path jdk = machine.installJdk(ASIDE, "25.0.1");
        machine.set("JAVA_HOME", jdk);

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void theLinksOfThePathAreFollowedToTheJdk() throws Exception {
        Path jdk = machine.installJdk(ASIDE, "25.0.1");
        machine.defaultIs(jdk);

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void aMacIsAskedForOneThatIsNewEnough() throws Exception {
        Path jdk = machine.installJdk(ASIDE, "25.0.1");
        machine.says("usr/libexec/java_home", jdk);

        machine.run();

        assertStartedBy(jdk);
        assertThat(Files.readString(machine.at("told/asked")).strip()).isEqualTo("-v 25+");
    }

    @Test
    void oneThatIsTooOldIsPassedOver() throws Exception {
        machine.set("JAVA_HOME", machine.installJdk("srv/jdk-24", "24.0.2"));
        machine.installJdk("usr/lib/jvm/java-1.8", "1.8.0_462");
        Path jdk = machine.installJdk("usr/lib/jvm/zulu-25", "25");

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void aJavaWithoutCompilerIsPassedOver() throws Exception {
        machine.set("JAVA_HOME", machine.installJre(ASIDE, "25.0.1"));
        Path jdk = machine.installJdk("home/user/.jdks/openjdk-26", "26.0.1");

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void aFolderThatDoesNotSayItsVersionIsPassedOver() throws Exception {
        Files.delete(machine.installJdk("usr/lib/jvm/a-jdk", "25.0.1").resolve("release"));
        Files.writeString(machine.installJdk("usr/lib/jvm/b-jdk", "25.0.1").resolve("release"), "SOURCE=\".\"\n");
        Path jdk = machine.installJdk("usr/lib/jvm/c-jdk", "25.0.1");

        machine.run();

        assertStartedBy(jdk);
    }

    @Test
    void withoutOneItSaysInOneLineWhatToInstall() throws Exception {
        Machine.Ended ended = machine.run("--batch");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("run: no JDK 25 or newer found: install one")
                .contains("JAVA_HOME");
        assertThat(machine.builds()).isEmpty();
        assertThat(machine.starts()).isEmpty();
    }

    @Test
    void withoutAnyJavaItSaysTheSame() throws Exception {
        machine.hasNoDefault();

        Machine.Ended ended = machine.run("--batch");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("run: no JDK 25 or newer found");
    }

    private void assertStartedBy(Path jdk) throws IOException {
        assertThat(machine.builds()).as("built").extracting(Call::jdk).containsExactly(jdk);
        assertThat(machine.starts()).as("started").extracting(Call::jdk).containsExactly(jdk);
    }
}
