package io.reissue.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunAsTest {
    @ParameterizedTest
    @EnumSource(value = RunAs.class, mode = EnumSource.Mode.EXCLUDE, names = "SELF")
    void everyWayForRootMakesADatabaseAndServesIt(RunAs way) throws Exception {
        assumeTrue(RunAs.isRoot() && way.canEnter(Path.of("/tmp")), "root only, where the tool is permitted");
        var path = Files.createTempDirectory(
                "reissue-run-as-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var folder = DataFolder.locked(path)) {
            folder.initialize(way, Binaries.unpacked(way, path), List.of("--no-sync"));
            assertThat(folder.runAs()).isEqualTo(way);
        }
        try (var postgres = EmbeddedPostgres.start(path);
                var connection = postgres.connect("postgres")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        EmbeddedPostgres.delete(path);
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunAs.class,
            names = {"SETPRIV", "CHROOT", "RUNUSER"})
    void anotherUserCannotEnterAFolderOfRootsAlone(RunAs way) throws Exception {
        assumeTrue(RunAs.isRoot(), "root only");
        var alone = Files.createTempDirectory("reissue-run-as-");
        var inside = Files.createDirectory(alone.resolve("inside"));
        assertThat(way.canEnter(inside)).isFalse();
        Folders.delete(alone);
    }
}
