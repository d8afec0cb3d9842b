package io.reissue.sandbox.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.postgres.OrdinaryUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./run} starts what is built, and what makes the next start quick. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StartTest {
    private static final String CACHE = "-XX:AOTCache=";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Machine machine;

    @BeforeEach
    void aMachineWithAllItNeeds() throws IOException {
        machine = new Machine(folder, List.of("store", "sandbox"));
        machine.installMaven();
        machine.set("JAVA_HOME", machine.installJdk("srv/jdk-25", "25.0.1"));
    }

    @Test
    void argumentsAreHandedOnAsTheyAre() throws Exception {
        String[] arguments = {"verify", "certificate", "a file.jws", "", "*", "--keys=$HOME", "-x\\n"};

        machine.run(arguments);

        assertThat(machine.starts())
                .singleElement()
                .satisfies(start -> assertThat(start.handedOn()).containsExactly(arguments));
    }

    @Test
    void theProgramsOutputAndExitCodeAreTheScripts() throws Exception {
        machine.hasBuilt();

        assertThat(machine.run()).isEqualTo(new Machine.Ended(7, "up\n", ""));
    }

    @Test
    void theProgramTakesTheScriptsPlaceSoThatASignalReachesIt() throws Exception {
        machine.run();

        assertThat(machine.wasTheScriptItself()).isTrue();
    }

    @Test
    void theProgramIsToldWhereTheScriptIs() throws Exception {
        machine.run();

        assertThat(machine.starts().getFirst().options()).contains("-Dreissue.home=" + machine.tree());
    }

    @Test
    void theFirstStartMakesACacheForAllThatFollow() throws Exception {
        Machine.Ended first = machine.run();
        machine.run();

        assertThat(first.err()).contains("making the next starts quick");
        assertThat(machine.trainings())
                .singleElement()
                .satisfies(training -> assertThat(training.handedOn()).startsWith("--batch"));
        assertThat(machine.starts())
                .hasSize(2)
                .allSatisfy(start -> assertThat(cache(start))
                        .hasValueSatisfying(cache -> assertThat(cache).hasContent("one")));
        assertThat(caches()).hasSize(1);
    }

    @Test
    void aTrainingThatFailsIsNotTriedAgainAndNothingDependsOnIt() throws Exception {
        machine.trainingFails();
        Machine.Ended first = machine.run();
        Machine.Ended second = machine.run();

        assertThat(first.out()).isEqualTo("up\n");
        assertThat(second).isEqualTo(new Machine.Ended(7, "up\n", ""));
        assertThat(machine.trainings()).hasSize(1);
        assertThat(machine.starts())
                .hasSize(2)
                .allSatisfy(start -> assertThat(cache(start)).isEmpty());
    }

    @Test
    void aChangedJarMakesANewCacheInPlaceOfTheOld() throws Exception {
        machine.hasBuilt();
        machine.builds("another", "library.jar");
        machine.change(machine.source("store"));

        machine.run();

        assertThat(machine.trainings()).hasSize(2);
        assertThat(cache(machine.starts().getLast()))
                .hasValueSatisfying(cache -> assertThat(cache).hasContent("another"));
        assertThat(caches()).hasSize(1);
    }

    @Test
    void anotherJdkMakesANewCache() throws Exception {
        machine.hasBuilt();
        machine.set("JAVA_HOME", machine.installJdk("srv/jdk-26", "26"));

        machine.run();

        assertThat(machine.trainings()).hasSize(2);
        assertThat(caches()).hasSize(1);
        assertThat(machine.builds()).hasSize(1);
    }

    /** In which a listing of the same jars reads otherwise. */
    @Test
    void inAnotherZoneTheCacheIsTheSame() throws Exception {
        machine.set("TZ", "UTC");
        machine.hasBuilt();
        machine.set("TZ", "UTC-9");

        machine.run();

        assertThat(machine.trainings()).hasSize(1);
    }

    @Test
    void whoMayNotWriteTheTreeStartsWhatIsBuiltInIt() throws Exception {
        machine.hasBuilt();

        OrdinaryUser.Ended ended = machine.runByAnOrdinaryUser("--data", "elsewhere");

        assertThat(ended).isEqualTo(new OrdinaryUser.Ended(7, "up\n"));
        Call start = machine.starts().getLast();
        assertThat(start.handedOn()).containsExactly("--data", "elsewhere");
        assertThat(cache(start)).isPresent();
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void whoMayNotWriteTheTreeStartsWithoutACacheWhereThereIsNone() throws Exception {
        machine.hasBuilt();
        for (Path cache : caches()) Files.delete(cache);

        OrdinaryUser.Ended ended = machine.runByAnOrdinaryUser();

        assertThat(ended).isEqualTo(new OrdinaryUser.Ended(7, "up\n"));
        assertThat(cache(machine.starts().getLast())).isEmpty();
        assertThat(machine.trainings()).hasSize(1);
    }

    private static Optional<Path> cache(Call start) {
        return start.options().stream()
                .filter(option -> option.startsWith(CACHE))
                .map(option -> Path.of(option.substring(CACHE.length())))
                .findFirst();
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(machine.target().resolve("aot"))) {
            return files.filter(file -> file.toString().contains(".aot")).toList();
        }
    }
}
