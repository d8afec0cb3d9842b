package io.reissue.sandbox.oracle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.SandboxFolder;
import io.reissue.sandbox.oracle.RecordedRun.Copy;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One violation at a time, planted in the facts of a run that was really played: its line fails, and no other does. */
class PlantedViolationsTest {
    private static Path folder = Path.of("");
    private static @Nullable RecordedRun run;

    @BeforeAll
    static void play() throws Exception {
        folder = Files.createTempDirectory("reissue-oracle-");
        run = RecordedRun.play(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (run != null) run.close();
        EmbeddedPostgres.delete(new SandboxFolder(folder).database());
        SandboxFolder.delete(folder);
    }

    @Test
    void theRunAsItWasHolds() throws Exception {
        try (Copy copy = requireNonNull(run).copy()) {
            List<Check> checks = copy.judge();

            assertThat(checks)
                    .hasSize(8)
                    .allSatisfy(check ->
                            assertThat(check.violations()).as(check.id()).isEmpty());
            assertThat(checks).allMatch(Check::held).allMatch(check -> check.checked() > 0);
        }
    }

    /** A restored store has no other time of them than their certificates', which is in seconds. */
    @Test
    void purgesThatWereDoneAgainAreJudgedByTheEndOfTheirSecond() throws Exception {
        try (Copy copy = requireNonNull(run).copy()) {
            copy.sql("update certificate set issued_at = date_trunc('second', issued_at)");

            assertThat(copy.judge())
                    .allSatisfy(check ->
                            assertThat(check.violations()).as(check.id()).isEmpty());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void aPlantedViolationFailsItsLineAndNoOther(Violation violation) throws Exception {
        try (Copy copy = requireNonNull(run).copy()) {
            violation.how().accept(copy);

            List<Check> failed =
                    copy.judge().stream().filter(check -> !check.held()).toList();

            assertThat(failed).extracting(Check::id).as(failed.toString()).containsExactly(violation.line());
        }
    }

    @Test
    void everyLineIsViolatedInAtLeastTwoWays() {
        assertThat(violations().collect(Collectors.groupingBy(Violation::line, Collectors.counting())))
                .hasSize(8)
                .allSatisfy((line, ways) -> assertThat(ways).as(line).isGreaterThan(1));
    }

    private static Stream<Violation> violations() {
        return Stream.of(
                        RuleViolations.all(),
                        PlatformViolations.all(),
                        TraceViolations.all(),
                        LedgerViolations.all(),
                        MemoryViolations.all())
                .flatMap(list -> list);
    }
}
