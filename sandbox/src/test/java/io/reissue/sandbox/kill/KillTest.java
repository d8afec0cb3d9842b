package io.reissue.sandbox.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reissue.sandbox.SandboxFolder;
import io.reissue.sandbox.kill.KilledRun.End;
import io.reissue.sandbox.kill.KilledRun.Recovery;
import io.reissue.sandbox.kill.SandboxJvm.Death;
import io.reissue.sandbox.kill.trap.KillPoint;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JVM is killed (SIGKILL) inside the steps of a life, on either side of their commits. However often that happens, the next start
 * goes on, and the run ends as if nothing had been: nothing lost, nothing doubled, every check held.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    /** Of the points; another one hits other occasions of the same steps. */
    private static final long SEED = Long.getLong("kill.seed", 1);

    private static final Path REPORT_FILE = Path.of("target", "kill-report.md");
    private static final KillReport REPORT = new KillReport();

    static Stream<Arguments> runs() {
        List<List<KillPoint>> runs = KillPoints.all(SEED);
        return IntStream.range(0, runs.size()).mapToObj(run -> arguments(run + 1, runs.get(run)));
    }

    @Test
    @Timeout(900)
    void aSandboxThatIsKilledOnceInEachStepOfALifeEndsAsIfNothingHadBeen() throws Exception {
        endsAsIfNothingHadBeen(0, KillPoints.once(SEED));
    }

    @ParameterizedTest
    @MethodSource("runs")
    @Tag("kills")
    @Timeout(900)
    void aSandboxThatIsKilledOnBothSidesOfEveryCommitEndsAsIfNothingHadBeen(int run, List<KillPoint> points)
            throws Exception {
        endsAsIfNothingHadBeen(run, points);
    }

    private static void endsAsIfNothingHadBeen(int run, List<KillPoint> points) throws Exception {
        Path folder = Files.createTempDirectory(
                "reissue-kill-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path data = folder.resolve("sandbox");
        try {
            End end = new KilledRun(data, SEED).play(points);
            REPORT.add(run, end);

            assertThat(end.recoveries())
                    .extracting(Recovery::death)
                    .extracting(Death::point)
                    .isEqualTo(points);
            assertThat(end.recoveries())
                    .allSatisfy(recovery -> assertThat(recovery.lost())
                            .as("%s", recovery.death())
                            .isEmpty())
                    .allSatisfy(recovery -> assertThat(recovery.successor()).isNotEqualTo(recovery.orphan()));
            assertThat(end.exit()).as(end.said()).isZero();
            assertThat(end.checks()).isEqualTo(8);
            assertThat(end.checksHeld()).isEqualTo(8);
            assertThat(end.accepted()).isGreaterThanOrEqualTo(SandboxJvm.FEWEST_NUMBERS);
            assertThat(end.rejected()).isEqualTo(end.readButNotAccepted());
            assertThat(end.ends().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(end.accepted());
        } finally {
            EmbeddedPostgres.delete(data.resolve("postgres"));
            SandboxFolder.delete(folder);
        }
    }

    @AfterAll
    static void report() throws IOException {
        REPORT.write(SEED, REPORT_FILE);
        System.out.println(REPORT.markdown(SEED));
    }
}
