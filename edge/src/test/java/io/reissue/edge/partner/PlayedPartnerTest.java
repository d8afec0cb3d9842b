package io.reissue.edge.partner;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.kit.KitCommand;
import io.reissue.policy.Stage;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The partner that the kit plays is one that the edge takes: what it fetches, says received and answers is in the store. */
class PlayedPartnerTest {
    private static final int PATIENCE = 120; // seconds

    @TempDir
    Path folder;

    @Test
    void whatThePlayedPartnerFetchesIsAnsweredByItsRules() throws Exception {
        try (var store = new StoreForTests()) {
            var parts = new StoreParts(store);
            // by the real clock, as the kit's; on the 60th of 90 days platforms are asked
            var scene = Scene.beginAt(parts, Instant.now().minus(Duration.ofDays(60)));
            var cohort = scene.sealed(3);
            store.clock().set(Instant.now());
            PlatformsForTests.registry(store)
                    .register(ContractsForTests.fetching(REQUIRED, 100, ContractsForTests.FROM));
            parts.cohorts().openStage(cohort.id(), Stage.REQUIRED);
            parts.cohorts()
                    .toDeliver(cohort.id(), scene.platform(REQUIRED), Stage.REQUIRED.number())
                    .forEach(batch -> parts.offers().offer(batch));
            new Sequencer(store.jdbc(), store.transaction()).number();
            try (var edge = new PartnerEdge(parts)) {
                var seen = played(
                        edge.address(),
                        "--carrier-secret=" + ContractsForTests.TO,
                        "--say=0=UNBOUND",
                        "--say=1=REFUSED,BALANCE_OR_DEBT,P7D",
                        "--parts=2",
                        "--feed");

                assertThat(seen).contains("received (HTTP 204)", "{\"accepted\":1,", "event 1: number.disconnected, ");
                assertThat(scene.outcome(cohort.member(0), REQUIRED)).isEqualTo("UNBOUND");
                assertThat(scene.outcome(cohort.member(1), REQUIRED)).isEqualTo("REFUSED");
                assertThat(scene.outcome(cohort.member(2), REQUIRED)).isEqualTo("NOT_BOUND");
                assertThat(played(edge.address()))
                        .as("nothing is open any more")
                        .isEmpty();
            }
        }
    }

    /** As a process of its own, once. What it prints. */
    private String played(String carrier, String... more) throws Exception {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                KitCommand.class.getName(),
                "answer",
                "--carrier=" + carrier,
                "--partner=" + REQUIRED,
                "--secret=" + ContractsForTests.FROM,
                "--once"));
        command.addAll(List.of(more));
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // a JVM says that it has read it
        var partner = builder.start();
        try {
            assertThat(partner.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } finally {
            partner.destroy();
        }
        assertThat(partner.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
