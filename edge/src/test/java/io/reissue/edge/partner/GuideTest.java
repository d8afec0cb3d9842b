package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.kit.KitCommand;
import io.reissue.policy.Stage;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformContract;
import io.reissue.store.platform.PlatformsForTests;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner who types what the guide shows, from top to bottom, sees what it promises. */
class GuideTest {
    /** Surefire runs in the folder of the module. */
    private static final Path GUIDE = Path.of("..", "docs", "partners", "guide.md");

    /** What kind of text it is, and the file that it goes into. */
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)(?: (\\S+))?\\n([\\s\\S]*?)^```$");

    private static final String NEXT = "----- next step -----";
    private static final int PATIENCE = 120; // seconds

    @TempDir
    Path folder;

    /** @param shown what it prints, as far as the guide says so; … stands for anything */
    private record Step(String typed, String shown) {}

    @Test
    void theReceiverHasAtMostFortyLines() throws Exception {
        write(Files.readString(GUIDE));

        assertThat(folder.resolve("receiver.py")).content().hasLineCount(40);
    }

    @Test
    void whatItSaysToTypeDoesWhatItSays() throws Exception {
        for (var tool : List.of("bash", "curl", "python3"))
            assertThat(isOnPath(tool))
                    .as("docs/partners/guide.md is tried out with " + tool + ", which is not on the PATH")
                    .isTrue();
        try (var store = new StoreForTests()) {
            var parts = new StoreParts(store);
            // by the real clock, as Python's; on the 60th of 90 days platforms are asked
            var scene = Scene.beginAt(parts, Instant.now().minus(Duration.ofDays(60)));
            var cohort = scene.sealed(2);
            store.clock().set(Instant.now());
            try (var edge = new PartnerEdge(parts)) {
                var guide = Files.readString(GUIDE)
                        .replace("8000", freePort())
                        .replace("https://carrier.example", edge.address())
                        .replace("~/reissue", folder.toString());
                PlatformsForTests.registry(store).register(fetching(guide));
                parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
                parts.cohorts()
                        .toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number())
                        .forEach(batch -> parts.offers().offer(batch));
                new Sequencer(store.jdbc(), store.transaction()).number();
                write(guide);

                var steps = steps(guide);
                var seen = typed(steps);

                assertThat(steps).filteredOn(step -> !step.shown().isEmpty()).hasSizeGreaterThan(5);
                for (int i = 0; i < steps.size(); i++)
                    assertThat(seen.get(i).strip())
                            .as(steps.get(i).typed())
                            .matches(asPattern(steps.get(i).shown().strip()));
                assertThat(scene.outcome(cohort.member(0), REQUIRED)).isEqualTo("UNBOUND");
                assertThat(scene.outcome(cohort.member(1), REQUIRED)).isEqualTo("NOT_BOUND");
            }
        }
    }

    private void write(String guide) throws Exception {
        for (var block : BLOCK.matcher(guide).results().toList())
            if (block.group(2) != null) Files.writeString(folder.resolve(block.group(2)), block.group(3));
        // the kit by its own main class, as ./run would build all the rest first
        var run = folder.resolve("run");
        Files.writeString(run, """
                #!/usr/bin/env bash
                shift
                exec '%s/bin/java' -cp '%s' %s "$@"
                """.formatted(
                System.getProperty("java.home"), System.getProperty("java.class.path"), KitCommand.class.getName()));
        assertThat(run.toFile().setExecutable(true)).isTrue();
    }

    private static List<Step> steps(String guide) {
        var steps = new ArrayList<Step>();
        for (var block : BLOCK.matcher(guide).results().toList()) {
            if (block.group(1).equals("sh")) steps.add(new Step(block.group(3), ""));
            if (block.group(1).equals("text"))
                steps.add(new Step(steps.removeLast().typed(), block.group(3)));
        }
        return steps;
    }

    /** All in one shell. */
    private List<String> typed(List<Step> steps) throws Exception {
        var script = folder.resolve("script");
        Files.writeString(
                script,
                steps.stream()
                        .map(Step::typed)
                        .collect(Collectors.joining(
                                "echo '" + NEXT + "'\n", "set -euo pipefail\ntrap 'kill $(jobs -p)' EXIT\n", "")));
        var output = folder.resolve("output");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // a JVM says that it has read it
        var shell = builder.start();
        try {
            assertThat(shell.waitFor(PATIENCE, TimeUnit.SECONDS))
                    .as("not done after %d s: %s", PATIENCE, Files.readString(output))
                    .isTrue();
        } finally {
            shell.destroy();
        }
        var seen = Files.readString(output);
        assertThat(shell.exitValue()).as(seen).isZero();
        return List.of(seen.split(NEXT + "\n", -1));
    }

    private static Pattern asPattern(String shown) {
        if (shown.isEmpty()) return Pattern.compile("[\\s\\S]*");
        return Pattern.compile(
                Stream.of(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[\\s\\S]*?")));
    }

    /** With the secrets that the guide has made up. */
    private static PlatformContract fetching(String guide) {
        return new PlatformContract(
                REQUIRED,
                "平台",
                "Platform",
                Platform.Kind.ACCOUNT,
                Set.of("CN"),
                Delivery.PULL,
                null,
                IdentifierForm.HMAC_SHA256,
                exported(guide, "IDENTIFIER_KEY"),
                1000,
                100,
                exported(guide, "FROM_CARRIER"),
                exported(guide, "TO_CARRIER"),
                false);
    }

    private static String exported(String guide, String name) {
        var export = Pattern.compile("(?m)^export " + name + "=(\\S+)").matcher(guide);
        assertThat(export.find()).as(name).isTrue();
        return export.group(1);
    }

    private static boolean isOnPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, tool)));
    }

    private static String freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
