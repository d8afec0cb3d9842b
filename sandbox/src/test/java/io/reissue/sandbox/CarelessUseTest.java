package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody types who has not read everything. What is not refused begins to serve, hence the limit. */
@Timeout(60)
class CarelessUseTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFolderOfSomebodyElseIsNotDeleted() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear reader");

        assertThat(run("--data", folder.toString(), "--fresh"))
                .isEqualTo(
                        "1 run: " + folder + " is not deleted: something is in it, and it is no sandbox's data folder");
        assertThat(letter).hasContent("Dear reader");
    }

    @Test
    void aFolderOfASandboxIsDeletedAsAWhole() throws IOException {
        Path ours = folder.resolve("ours");
        new SandboxFolder(ours).keep("seed", "1");
        Files.createDirectories(ours.resolve("log"));

        SandboxFolder.mustBeOurs(ours);
        SandboxFolder.delete(ours);

        assertThat(ours).doesNotExist();
    }

    @Test
    void tooFewNumbersOrPlatformsAreRefusedBeforeAnythingStarts() {
        Path fresh = folder.resolve("new");

        assertThat(run("--data", fresh.toString(), "--numbers", "10")).startsWith("2 --numbers: at least 50");
        assertThat(run("--data", fresh.toString(), "--platforms", "1000")).startsWith("2 --platforms: 20 to 400");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void platformsOfTheirOwnAreNotMixedWithThoseOfASandbox() {
        new SandboxFolder(folder).keep("seed", "1");

        assertThat(run("platforms", "--data", folder.toString(), "--carrier", "http://127.0.0.1:8080"))
                .startsWith("2 --data: " + folder + " is a sandbox's, which has platforms of its own");
        assertThat(folder.resolve("platforms")).doesNotExist();
    }

    @Test
    void whatCanNotBeReadIsSaidInWordsForPeople() {
        assertThat(run("ctl", "cycles", "show", "0123"))
                .startsWith(
                        "2 Invalid value for positional parameter at index 0 (CYCLE): cannot convert '0123' to UUID")
                .doesNotContain("java.");
        assertThat(run("seed", "--at", "tomorrow")).contains("'tomorrow'").doesNotContain("java.");
        assertThat(run("--numbers", "many")).startsWith("2 Invalid value for option '--numbers': 'many' is not an int");
    }

    @Test
    void aPortThatCanNotBeIsRefusedBeforeAnythingStarts() {
        Path fresh = folder.resolve("new");

        assertThat(run("--data", fresh.toString(), "--port", "99999")).startsWith("2 --port: ");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenIsSaidBeforeTheRunAndNotBehindIt() {
        Path fresh = folder.resolve("new");
        Path nowhere = folder.resolve("missing").resolve("out.json");

        assertThat(run("--data", fresh.toString(), "--batch", "--json", nowhere.toString()))
                .startsWith("2 --json: " + nowhere + " can't be written");
        assertThat(run("--data", fresh.toString(), "--batch", "--report", folder.toString()))
                .startsWith("2 --report: " + folder + " can't be written");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void aPortThatSomebodyElseHasIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(run("--batch", "--data", folder.resolve("new").toString(), "--port", port))
                    .isEqualTo("1 run: port " + port + " is in use; --port names another");
        }
    }

    @Test
    void whoeverAsksForOtherNumbersThanAFolderWasBegunWithHearsSo() {
        Path ours = folder.resolve("ours");
        new SandboxFolder(ours).keep("numbers", "1000");

        assertThat(run("--data", ours.toString(), "--numbers", "60"))
                .startsWith("2 --numbers: " + ours + " was begun with 1000; --fresh begins anew");
    }

    @Test
    void tokensAreForTheirOwnerAlone() throws IOException {
        Path ours = folder.resolve("ours");
        new SandboxFolder(ours).token("operator-a");

        assertThat(Files.getPosixFilePermissions(ours.resolve("sandbox.properties")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    /** @return exit code, and what is said of the error */
    private static String run(String... arguments) {
        StringWriter said = new StringWriter();
        int code = Main.commandLine().setErr(new PrintWriter(said, true)).execute(arguments);
        return code + " " + said.toString().strip();
    }
}
