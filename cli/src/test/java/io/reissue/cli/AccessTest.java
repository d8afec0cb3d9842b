package io.reissue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which instance is meant, and who asks. */
class AccessTest {
    private static final String HOME = "reissue.home";

    @TempDir
    Path folder;

    private ApiForTests api;

    AccessTest() throws Exception {
        api = new ApiForTests().says("GET /v1/brakes", 200, "[]");
    }

    @BeforeEach
    void besideTheScript() {
        System.setProperty(HOME, folder.toString());
    }

    @AfterEach
    void close() {
        System.clearProperty(HOME);
        api.close();
    }

    @Test
    void aSandboxThatRunsHereIsFoundByItsDataFolderAndSoIsTheTokenOfEachOfItsPeople() throws Exception {
        sandbox(folder.resolve(".reissue"));

        assertThat(run(Map.of(), "--as", "operator-a", "brake", "list").exit()).isZero();
        assertThat(run(Map.of(), "brake", "list", "--as", "operator-a").exit())
                .as("behind the command")
                .isZero();
        assertThat(run(Map.of(), "--as", "operator-c", "brake", "list"))
                .isEqualTo(new CtlForTests(
                        2, "", "ctl: the sandbox in " + folder.resolve(".reissue") + " knows no operator-c\n"));
    }

    @Test
    void aSandboxMayBeElsewhere() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        sandbox(elsewhere);

        assertThat(run(Map.of(), "--data", elsewhere.toString(), "--as", "operator-a", "brake", "list")
                        .exit())
                .isZero();
    }

    @Test
    void whoNamesOneOfTheSandboxesPeopleMeansTheSandboxWhateverTheEnvironmentSays() throws Exception {
        sandbox(folder.resolve(".reissue"));
        Map<String, String> another = Map.of("REISSUE_URL", "http://localhost:1", "REISSUE_TOKEN", "of another");

        assertThat(run(another, "--as", "operator-a", "brake", "list").exit()).isZero();
        assertThat(run(another, "brake", "list").exit()).isEqualTo(4);
    }

    @Test
    void aTokenIsTheFirstLineOfItsFile() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), ApiForTests.TOKEN + "\n");
        String url = api.url().toString();

        assertThat(run(Map.of(), "--url", url + "/", "--token-file", token.toString(), "brake", "list")
                        .exit())
                .isZero();
        assertThat(run(
                        Map.of("REISSUE_TOKEN", "of another"),
                        "--url",
                        url,
                        "--token-file",
                        token.toString(),
                        "brake",
                        "list"))
                .as("what is said counts more than the environment")
                .returns(0, CtlForTests::exit);
    }

    @Test
    void withoutAnInstanceOrSomebodyNothingIsAsked() {
        String url = api.url().toString();

        for (CtlForTests asked : List.of(
                run(Map.of("REISSUE_TOKEN", "t"), "brake", "list"),
                run(Map.of(), "--url", url, "brake", "list"),
                run(Map.of("REISSUE_TOKEN", " "), "--url", url, "brake", "list"),
                run(
                        Map.of(),
                        "--url",
                        url,
                        "--token-file",
                        folder.resolve("none").toString(),
                        "brake",
                        "list"),
                run(Map.of(), "--url", url, "--token-file", "x", "--as", "operator-a", "brake", "list"),
                run(Map.of("REISSUE_TOKEN", "t"), "--url", "ftp://localhost", "brake", "list"),
                run(Map.of("REISSUE_TOKEN", "t", "REISSUE_URL", "local host"), "brake", "list"))) {
            assertThat(asked.exit()).as(asked.err()).isEqualTo(2);
            assertThat(asked.err()).startsWith("ctl: ");
        }
        assertThat(api.all()).isEmpty();
    }

    private void sandbox(Path data) throws Exception {
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("sandbox.properties"),
                "edge=" + api.url() + "\ntoken.operator-a=" + ApiForTests.TOKEN + "\n");
    }

    private static CtlForTests run(Map<String, String> environment, String... arguments) {
        return CtlForTests.run(environment, List.of(), arguments);
    }
}
