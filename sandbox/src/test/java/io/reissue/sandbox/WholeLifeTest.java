package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.platforms.PlatformProfile;
import io.reissue.sandbox.platforms.PlatformSettings;
import io.reissue.sandbox.platforms.SimulatedPlatforms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run from disconnect to reissue, judged as a user would: by its exit code and its JSON. */
class WholeLifeTest {
    @RegisterExtension
    static final BatchRun RUN = new BatchRun();

    @Test
    void numbersGoFromDisconnectToReissueAndEveryCheckHolds() throws IOException {
        JsonNode summary = new JsonMapper().readTree(Files.readString(RUN.json()));
        assertThat(RUN.exit()).as(summary.path("checks").toString()).isZero();
        JsonNode numbers = summary.path("numbers");
        assertThat(numbers.path("accepted").asInt()).isEqualTo(60);
        assertThat(numbers.path("read").asInt())
                .isEqualTo(numbers.path("accepted").asInt()
                        + numbers.path("rejected").asInt());
        assertThat(numbers.path("released").asInt()).isGreaterThan(30);
        assertThat(numbers.path("reinstated").asInt()).isPositive();
        assertThat(numbers.path("withdrawn").asInt()).isPositive();
        assertThat(numbers.path("returnedToDonor").asInt()).isPositive();
        programsReadWhatPeopleDo(summary);
        theStoryAddsUp(summary);
        nothingOfANumberIsTold(Files.readString(RUN.json()) + Files.readString(RUN.report()));
    }

    /** Its counts are {@code platform/type.handling} of what it heard, and {@code platform/type.status} of what it said. */
    @Test
    void platformsThatFetchAreToldOrReadTakePartToo() {
        try (SimulatedPlatforms platforms = SimulatedPlatforms.start(
                new PlatformSettings(new SandboxFolder(RUN.data()).platforms(), 7, 24, 0, 0),
                Clock.systemUTC(),
                () -> URI.create("http://127.0.0.1:1"))) {
            Map<String, Long> counts = platforms.counts();
            List<PlatformProfile> special = platforms.catalogue().stream()
                    .filter(platform -> !platform.dealings().words().isEmpty())
                    .toList();
            PlatformProfile fetches = special.stream()
                    .filter(platform -> platform.dealings().fetches())
                    .findFirst()
                    .orElseThrow();

            assertThat(special).hasSize(3);
            assertThat(counts)
                    .containsKeys(fetches.code() + "/unbind.requested.PROCESSED", fetches.code() + "/outcomes.202");
            for (PlatformProfile hears : special)
                if (!hears.equals(fetches))
                    assertThat(counts)
                            .as(hears.dealings().toString())
                            .containsKey(hears.code() + "/number.disconnected.PROCESSED");
        }
    }

    private static void programsReadWhatPeopleDo(JsonNode summary) {
        assertThat(summary.path("seed").asLong()).isEqualTo(7);
        assertThat(summary.path("platforms").asInt()).isEqualTo(24);
        assertThat(summary.path("virtualDays").asInt()).isBetween(190, 210);
        assertThat(summary.path("seconds").asDouble()).isPositive();
        assertThat(summary.path("rejections")
                        .valueStream()
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isEqualTo(summary.path("numbers").path("rejected").asLong())
                .isPositive();
        assertThat(sum(summary.path("outcomes"), "UNBOUND", "NOT_BOUND", "REFUSED", "SILENT", "UNDONE"))
                .isEqualTo(summary.path("stages")
                        .valueStream()
                        .mapToLong(stage -> stage.path("asked").asLong())
                        .sum());
        assertThat(sum(summary.path("outcomes"), "UNBOUND")).isPositive();
        assertThat(summary.path("checks")).hasSize(8).allSatisfy(check -> {
            assertThat(check.path("id").asString()).isNotEmpty();
            assertThat(check.path("name").asString()).isNotEmpty();
            assertThat(check.path("held").asBoolean()).isTrue();
            assertThat(check.path("checked").asLong()).isPositive();
            assertThat(check.path("violations").isArray()).isTrue();
        });
        JsonNode events = summary.path("events");
        assertThat(events.path("perNumberMedian").asInt()).isBetween(10, 15);
        assertThat(events.path("perNumberMax").asInt())
                .isGreaterThanOrEqualTo(events.path("perNumberMedian").asInt());
        assertThat(events.path("perPlatformInCohort").asDouble()).isBetween(3.0, 12.0);
    }

    private static void theStoryAddsUp(JsonNode summary) {
        JsonNode numbers = summary.path("numbers");
        assertThat(summary.path("days"))
                .hasSizeGreaterThan(100)
                .allSatisfy(day -> assertThat(sum(day, "resting", "asked", "stuck", "released", "back", "given"))
                        .isIn(0L, 60L));
        JsonNode last = summary.path("days").get(summary.path("days").size() - 1);
        assertThat(last.path("released").asLong())
                .isEqualTo(numbers.path("released").asLong());
        assertThat(last.path("stuck").asLong()).isEqualTo(numbers.path("stuck").asLong());
        assertThat(summary.path("stages"))
                .hasSize(3)
                .allSatisfy(stage -> assertThat(stage.path("asked").asLong())
                        .isPositive()
                        .isEqualTo(sum(stage, "cleared", "refused", "silent", "undone")));
        assertThat(summary.path("stuckNumbers"))
                .hasSize(numbers.path("stuck").asInt())
                .isNotEmpty()
                .allMatch(stuck -> !stuck.path("advice").asString().isEmpty());
        assertThat(summary.path("stuck").propertyNames()).contains("CAP_REACHED", "CEILING_REACHED");
        assertThat(sum(summary.path("undos"), "resting", "inFlight", "afterwards"))
                .isEqualTo(sum(numbers, "reinstated", "withdrawn"));
        assertThat(summary.path("undos").path("inFlight").asInt()).isPositive();
        assertThat(summary.path("refusedCommands").propertyNames())
                .contains("BEYOND_CAP", "HOLDER_DIFFERS", "SAME_PRINCIPAL");
        assertThat(summary.path("nextHolders").path("registered").asInt()).isPositive();
        List<String> life = new ArrayList<>();
        summary.path("timeline")
                .path("events")
                .forEach(event -> life.add(event.path("what").asString().split("[: ]")[0]));
        assertThat(life)
                .containsSubsequence("left", "disclosed", "sealed", "stage", "freeze", "WAIVE", "purged", "certified")
                .endsWith("assigned");
    }

    private static long sum(JsonNode counts, String... names) {
        return Arrays.stream(names)
                .mapToLong(name -> counts.path(name).asLong())
                .sum();
    }

    private static void nothingOfANumberIsTold(String told) {
        ManifestFile manifest = ManifestFile.read(RUN.data());
        assertThat(manifest.numbers())
                .hasSize(60)
                .allSatisfy(number ->
                        assertThat(told).doesNotContain(number.digits(), number.holderReference(), number.contact()));
        assertThat(manifest.accounts()).allSatisfy(account -> assertThat(told).doesNotContain(account.handle()));
    }
}
