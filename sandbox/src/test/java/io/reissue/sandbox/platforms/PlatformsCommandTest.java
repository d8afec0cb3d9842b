package io.reissue.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.platforms.FakeCarrier.Item;
import io.reissue.sandbox.platforms.wire.Json;
import java.io.BufferedReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The platforms as a process of their own, by the real clock. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PlatformsCommandTest {
    private static final String NUMBER = "8613800138000";
    private static final String CUTOFF = "2020-08-20T00:00:00+08:00";
    /** Ten days in 0.4 s. */
    private static final String SCALE = "2000000";

    /** Of one that is called, and perhaps told of status besides. */
    private static final List<String> DEALINGS = Dealings.TOLD.words();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process process =
            new ProcessBuilder("true").redirectErrorStream(true).start();
    private URI control = URI.create("http://127.0.0.1");

    PlatformsCommandTest() throws Exception {}

    @AfterEach
    void stop() {
        process.destroyForcibly();
        http.close();
    }

    @Test
    void answersInItsOwnTimeGoesOnAfterAKillWhereItWasAndStopsWhenItIsTold() throws Exception {
        try (FakeCarrier carrier = new FakeCarrier(Clock.systemUTC())) {
            start(carrier);
            PlatformContract later = contract("answers after");
            bind(later);
            HttpResponse<String> taken =
                    carrier.ask(later, "unbind.requested", "m1", "b1", "", List.of(new Item("0", NUMBER, CUTOFF)));
            assertThat(taken.statusCode()).isEqualTo(202);
            process.destroyForcibly().waitFor();

            start(carrier);
            assertThat(contract("answers after")).isEqualTo(later);
            while (carrier.posted.isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(carrier.posted.getFirst().signed()).isTrue();
            assertThat(carrier.posted.getFirst().said("0")).isEqualTo("UNBOUND");
            JsonNode account = Json.MAPPER
                    .readTree(get("/control/accounts?number=" + NUMBER))
                    .at("/accounts/0");
            assertThat(account.path("state").asString()).isEqualTo("DETACHED");
            assertThat(get("/control/exchanges")).contains("\"PUT_ASIDE\"").contains("\"receipt\"");

            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theContractsOfAllPlatformsLieInTheDataFolderForNobodyElseToRead() throws Exception {
        try (FakeCarrier carrier = new FakeCarrier(Clock.systemUTC())) {
            start(carrier);

            Path file = folder.resolve(PlatformsCommand.CONTRACTS);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(contracts()).hasSize(40).allSatisfy(contract -> {
                assertThat(contract.secretToPlatform()).startsWith("whsec_");
                assertThat(contract.endpoint().getPath()).isEqualTo("/platforms/" + contract.code() + "/webhooks");
            });
        }
    }

    @Test
    void noticesToLeavingHoldersAreTakenWhereThereIsAContact() throws Exception {
        try (FakeCarrier carrier = new FakeCarrier(Clock.systemUTC())) {
            start(carrier);
            URI notices = contracts().getFirst().endpoint().resolve("/notices");

            assertThat(post(notices, "{\"notice\":\"n-1\",\"contact\":\"holder@example.com\"}"))
                    .isEqualTo(202);
            assertThat(post(notices, "{\"notice\":\"n-2\",\"contact\":\" \"}")).isEqualTo(422);
            assertThat(post(notices, "{")).isEqualTo(422);
        }
    }

    private int post(URI to, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(to)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void thePageIsPrintedAsItIs() {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new PlatformsCommand()).setOut(new java.io.PrintWriter(out));

        assertThat(line.execute("page", "--platforms", "40")).isZero();

        assertThat(out.toString()).isEqualTo(PlatformPage.of(PlatformPage.SEED, 40));
    }

    /** Returns once the process has said where its control port is. */
    private void start(FakeCarrier carrier) throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        "--data",
                        folder.toString(),
                        "--platforms",
                        "40",
                        "--time-scale",
                        SCALE,
                        "--carrier",
                        carrier.base().toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Control port: ")) {
                control = URI.create(line.substring("Control port: ".length()));
            }
            if (line.startsWith("Until")) {
                return;
            }
        }
        throw new AssertionError("the platforms did not start: " + said);
    }

    /** In a process of its own. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new PlatformsCommand()).execute(arguments));
        }
    }

    private List<PlatformContract> contracts() throws Exception {
        return List.of(
                Json.MAPPER.readValue(folder.resolve(PlatformsCommand.CONTRACTS).toFile(), PlatformContract[].class));
    }

    private PlatformContract contract(String manners) throws Exception {
        JsonNode listed = Json.MAPPER.readTree(get("/control/platforms"));
        for (JsonNode platform : listed) {
            List<String> habits = platform.path("manners")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(word -> !DEALINGS.contains(word))
                    .toList();
            if (habits.size() == 1 && habits.getFirst().startsWith(manners)) {
                return contracts().stream()
                        .filter(contract ->
                                contract.code().equals(platform.path("code").asString()))
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new AssertionError("no platform that " + manners);
    }

    private void bind(PlatformContract at) throws Exception {
        Binding binding = new Binding(at.code(), NUMBER, "a1", Instant.parse("2020-02-02T02:02:02Z"), 1);
        assertThat(post(control.resolve("/control/accounts"), Json.text(binding)))
                .isEqualTo(201);
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(control.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
