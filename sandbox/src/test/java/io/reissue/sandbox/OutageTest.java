package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reissue.names.WorkflowIds;
import io.reissue.sandbox.Sandbox.Login;
import io.reissue.sandbox.Sandbox.Ports;
import io.reissue.sandbox.postgres.DatabaseServer;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import io.reissue.sandbox.report.Chronicle;
import io.reissue.sandbox.report.Story;
import io.reissue.sandbox.report.StoryReader;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store goes away under a running sandbox, and comes back: nothing is lost, nothing doubled, no workflow has failed. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class OutageTest {
    private static final int NUMBERS = 50;
    private static final int PLATFORMS = 20;
    private static final long SEED = 1;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(
                "reissue-outage-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @AfterEach
    void deleteFolder() throws IOException {
        background.shutdownNow();
        EmbeddedPostgres.delete(database());
        SandboxFolder.delete(folder);
    }

    @Test
    void aStoreThatIsKilledSixTimesAndAwayForTwoMinutesIsWaitedForAndTheRunConverges() throws Exception {
        var server = new DatabaseServer(database());
        try (Sandbox sandbox = start()) {
            var demo = new Demo(sandbox, SEED, NUMBERS);
            Future<Story> play = play(sandbox, demo);
            killOn(List.of(1, 9, 25), server, sandbox, play);
            takeAwayForTwoMinutesOn(40, server, sandbox, play);
            killOn(List.of(50, 80, 110), server, sandbox, play);

            assertThatNothingWasLostOrDoubled(sandbox, demo, play.get());
        }
    }

    /** The sandbox starts it again by itself. */
    private static void killOn(List<Integer> days, DatabaseServer server, Sandbox sandbox, Future<Story> play)
            throws Exception {
        for (int day : days) {
            awaitDay(sandbox, play, day);
            long killed = server.pid();

            server.kill();

            await("a new server").atMost(Duration.ofMinutes(1)).until(() -> server.pid() != killed);
        }
    }

    /** Of real time. Virtual time stands still, numbers that are woken say what they wait for, and whoever calls hears so. */
    private static void takeAwayForTwoMinutesOn(int day, DatabaseServer server, Sandbox sandbox, Future<Story> play)
            throws Exception {
        awaitDay(sandbox, play, day);
        List<UUID> resting = resting(sandbox);

        server.stop();
        Instant back = Instant.now().plus(Duration.ofMinutes(2));
        Instant before = sandbox.clock().instant();
        resting.forEach(cycle -> number(sandbox, cycle).signal("platformAnswered", "anyone"));

        assertThat(statusOfTheApi(sandbox, resting.getFirst())).isEqualTo(503);
        // a query waits for the workflow task that waits for the store, and may give up first: then it is asked again
        await("what they wait for")
                .atMost(Duration.between(Instant.now(), back))
                .ignoreException(WorkflowServiceException.class)
                .untilAsserted(() -> assertThat(resting)
                        .allSatisfy(cycle -> assertThat(details(sandbox, cycle))
                                .contains("The store does not answer", "Nothing is lost")));
        Duration left = Duration.between(Instant.now(), back);
        assertThatThrownBy(() -> play.get(left.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(Duration.between(before, sandbox.clock().instant())).isLessThan(Duration.ofDays(1));
        server.start();
    }

    private Sandbox start() {
        Sandbox sandbox = Sandbox.start(new SandboxFolder(folder), SEED, PLATFORMS, Ports.ANY);
        sandbox.startAll();
        return sandbox;
    }

    private Path database() {
        return new SandboxFolder(folder).database();
    }

    /** As a run does, with somebody who looks on. */
    private Future<Story> play(Sandbox sandbox, Demo demo) {
        ZoneId zone = Scenario.BEGIN.getOffset();
        var jdbc = sandbox.bean(JdbcClient.class);
        return background.submit(() -> {
            var chronicle = new Chronicle(jdbc, zone, folder);
            demo.play(chronicle::look, chronicle::follow);
            return new StoryReader(jdbc, zone, chronicle).read(demo.nextHolders());
        });
    }

    private static void awaitDay(Sandbox sandbox, Future<Story> play, int day) {
        Instant then = Scenario.BEGIN.toInstant().plus(Duration.ofDays(day));
        await("day " + day)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> play.isDone() || !sandbox.clock().instant().isBefore(then));
        assertThat(play).isNotDone();
    }

    private static List<UUID> resting(Sandbox sandbox) {
        return sandbox.bean(JdbcClient.class)
                .sql("select id from cycle where state = 'RESTING' order by id limit 5")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private static WorkflowStub number(Sandbox sandbox, UUID cycle) {
        return sandbox.bean(WorkflowClient.class).newUntypedWorkflowStub(WorkflowIds.recycle(cycle));
    }

    private static String details(Sandbox sandbox, UUID cycle) {
        return number(sandbox, cycle)
                .query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails();
    }

    private static int statusOfTheApi(Sandbox sandbox, UUID cycle) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = sandbox.folder().token(Login.OPERATOR_A.principal());
            HttpRequest request = HttpRequest.newBuilder(sandbox.edge().resolve("/v1/cycles/" + cycle))
                    .header("authorization", "Bearer " + token)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static void assertThatNothingWasLostOrDoubled(Sandbox sandbox, Demo demo, Story story) {
        Summary summary = Summary.of(sandbox, Optional.empty(), demo, story, SEED, new Stopwatch());
        assertThat(summary.checks())
                .hasSize(8)
                .allSatisfy(
                        check -> assertThat(check.held()).as(check.toString()).isTrue());
        var numbers = summary.numbers();
        int good = demo.manifest().numbers().size();
        assertThat(numbers).containsEntry("accepted", (long) good);
        assertThat(List.of("released", "reinstated", "withdrawn", "returnedToDonor", "retired", "resting").stream()
                        .mapToLong(numbers::get)
                        .sum())
                .isEqualTo(good);
        assertThat(failed(sandbox)).isEmpty();
    }

    private static List<String> failed(Sandbox sandbox) {
        List<UUID> all = sandbox.bean(JdbcClient.class)
                .sql("select id from cycle")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
        return all.stream()
                .map(cycle -> number(sandbox, cycle).describe())
                .filter(number -> number.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED
                        && number.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
                .map(number -> number.getExecution().getWorkflowId() + " " + number.getStatus())
                .toList();
    }
}
