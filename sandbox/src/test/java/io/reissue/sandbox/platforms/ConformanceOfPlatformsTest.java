package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.kit.KitCommand;
import io.reissue.sandbox.platforms.manners.Chance;
import io.reissue.sandbox.platforms.manners.Manners;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The platform that partners are told to read keeps the protocol, as the kit that they are told to run sees it. */
class ConformanceOfPlatformsTest {
    private static final Instant OLD = Instant.parse("2020-02-02T02:02:02Z");
    private static final Instant LATER = Instant.parse("2024-04-04T04:04:04Z");

    /** One takes a fifth of a second. */
    private static final double ROUNDS_A_DAY = 5 * 86_400;

    @TempDir
    Path folder;

    @Test
    void theKitFindsNothingBrokenInAPlatformWithoutBadHabits() throws Exception {
        Terms usual = PlatformCatalogue.generate(3, 40).getFirst().terms();
        Terms unhurried = new Terms(
                usual.identifierForm(),
                usual.identifierKey(),
                1_000,
                10_000,
                usual.secretToPlatform(),
                usual.secretFromPlatform());
        PlatformProfile platform = new PlatformProfile(
                "railbook", "铁路", "Rail", PlatformKind.ACCOUNT, 2, true, 2, 0.1, unhurried, Manners.good(Chance.of(3)));
        try (SimulatedPlatforms platforms = SimulatedPlatforms.start(
                new PlatformSettings(folder.resolve("platforms"), 3, 1, 0, 0),
                List.of(platform),
                Clock.systemUTC(),
                1,
                () -> URI.create("http://127.0.0.1:1"))) {
            List<Binding> bindings = bindings(platform);
            platforms.seed(bindings);

            JsonNode report = check(platforms.contracts().getFirst(), numbers(bindings));

            assertThat(report.path("checks"))
                    .filteredOn(check -> !check.path("verdict").asString("").equals("held"))
                    .singleElement()
                    .satisfies(
                            check -> assertThat(check.path("id").asString("")).isEqualTo("answer-signed"))
                    .satisfies(
                            check -> assertThat(check.path("what").asString("")).contains("--callback-secret"));
        }
    }

    @Test
    void theKitFindsNothingBrokenInAPlatformThatFetchesAndReadsTheFeed() throws Exception {
        Terms usual = PlatformCatalogue.generate(3, 40).getFirst().terms();
        PlatformProfile platform = new PlatformProfile(
                        "railbook",
                        "铁路",
                        "Rail",
                        PlatformKind.ACCOUNT,
                        2,
                        true,
                        2,
                        0.1,
                        usual,
                        Manners.good(Chance.of(3)))
                .with(new Dealings(true, false, true));
        int port = freePort();
        try (SimulatedPlatforms platforms = SimulatedPlatforms.start(
                        new PlatformSettings(folder.resolve("platforms"), 3, 1, 0, 0),
                        List.of(platform),
                        Clock.systemUTC(),
                        ROUNDS_A_DAY,
                        () -> URI.create("http://127.0.0.1:" + port));
                ScheduledExecutorService days = Executors.newSingleThreadScheduledExecutor()) {
            List<Binding> bindings = bindings(platform);
            platforms.seed(bindings);
            days.scheduleWithFixedDelay(
                    () -> platforms.postDue(Clock.systemUTC().instant()), 0, 10, TimeUnit.MILLISECONDS);

            JsonNode report = checkFetching(platforms.contracts().getFirst(), numbers(bindings), port);
            days.shutdownNow();

            assertThat(report.path("checks"))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(check -> assertThat(check.path("verdict").asString(""))
                            .as(check.toString())
                            .isEqualTo("held"));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static JsonNode checkFetching(PlatformContract at, Path numbers, int port) {
        return checked(
                "--fetches",
                "--feed",
                "--callback-secret=" + at.secretFromPlatform(),
                "--callback-port=" + port,
                "--answer-within=PT1S",
                "--secret=" + at.secretToPlatform(),
                "--identifier=" + at.identifierForm(),
                "--identifier-key=" + at.identifierKey(),
                "--numbers=" + numbers);
    }

    private static List<Binding> bindings(PlatformProfile platform) {
        return IntStream.range(0, 30)
                .mapToObj(i ->
                        new Binding(platform.code(), "99900000" + (100 + i / 2), "a" + i, i % 4 == 3 ? LATER : OLD, 1))
                .toList();
    }

    private Path numbers(List<Binding> bindings) throws Exception {
        Map<String, List<Map<String, String>>> byNumber = new TreeMap<>();
        for (Binding binding : bindings)
            byNumber.computeIfAbsent(binding.digits(), none -> new ArrayList<>())
                    .add(Map.of(
                            "handle",
                            binding.handle(),
                            "boundOn",
                            binding.boundOn().toString()));
        Path file = folder.resolve("numbers.json");
        Files.writeString(
                file,
                Json.text(byNumber.entrySet().stream()
                        .map(one -> Map.of("number", one.getKey(), "accounts", one.getValue()))
                        .toList()));
        return file;
    }

    private static JsonNode check(PlatformContract at, Path numbers) {
        return checked(
                "--endpoint=" + at.endpoint(),
                "--secret=" + at.secretToPlatform(),
                "--identifier=" + at.identifierForm(),
                "--identifier-key=" + at.identifierKey(),
                "--numbers=" + numbers);
    }

    private static JsonNode checked(String... options) {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new KitCommand())
                .setOut(new PrintWriter(out, true))
                .execute(Stream.of(new String[] {"check", "--json"}, options)
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
        assertThat(exit).as(out.toString()).isZero();
        return Json.MAPPER.readTree(out.toString());
    }
}
