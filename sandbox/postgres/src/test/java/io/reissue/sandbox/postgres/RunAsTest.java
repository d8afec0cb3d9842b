package io.reissue.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which ways are open depends on the machine and on who runs the tests; each is held to something either way. */
class RunAsTest {
    @ParameterizedTest
    @EnumSource
    void aWayThatIsOpenHereMakesADatabaseAndServesItAndAnyOtherIsPassedOver(RunAs way) throws Exception {
        var path = Files.createTempDirectory(
                "reissue-run-as-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        if (RunAs.candidates().contains(way) && way.canEnter(path)) serves(way, path);
        else isPassedOver(way, path);
        EmbeddedPostgres.delete(path);
        assertThat(path).doesNotExist();
    }

    private static void serves(RunAs way, Path path) throws Exception {
        try (var folder = DataFolder.locked(path)) {
            folder.initialize(way, Binaries.unpacked(way, path), List.of("--no-sync"));
            assertThat(folder.runAs()).isEqualTo(way);
        }
        try (var postgres = EmbeddedPostgres.start(path);
                var connection = postgres.connect("postgres")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static void isPassedOver(RunAs way, Path path) throws IOException {
        try (var folder = DataFolder.locked(path)) {
            assertThat(folder.runAs()).as("chosen instead").isNotEqualTo(way).isIn(RunAs.candidates());
        }
    }

    /** Root becomes somebody who may not; an ordinary user can't become anybody. */
    @ParameterizedTest
    @EnumSource(
            value = RunAs.class,
            names = {"SETPRIV", "CHROOT", "RUNUSER"})
    void nobodyElseCanEnterAFolderOfOnesOwn(RunAs way) throws Exception {
        var own = Files.createTempDirectory("reissue-run-as-");
        var inside = Files.createDirectory(own.resolve("inside"));
        assertThat(way.canEnter(inside)).isFalse();
        assertThat(RunAs.candidates()).anyMatch(open -> open.canEnter(Path.of("/")));
        Folders.delete(own);
    }
}
