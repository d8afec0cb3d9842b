package io.reissue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.intake.IntakeWorkflow.IntakeStart;
import io.reissue.names.TaskQueues;
import io.reissue.names.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeWorkflowTest {
    private static final int LINES = 2_500;
    private static final int CHUNK = 1_000;

    private final TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance();
    private final ChunkedFile file = new ChunkedFile();

    /** Loses its connection after every committed chunk. Every hundredth line is malformed. */
    private static final class ChunkedFile implements IntakeActivities {
        private long read;
        private int calls;

        @Override
        public synchronized IntakeReport importFile(String fileId) {
            calls++;
            read = Math.min(LINES, read + CHUNK);
            if (read < LINES) throw ApplicationFailure.newFailure("STORE_UNAVAILABLE", "STORE_UNAVAILABLE");
            long rejected = read / 100;
            return new IntakeReport(
                    read, read - rejected, rejected, Map.of(Rejection.MALFORMED_NUMBER.name(), rejected));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnBehindTheLastChunkUntilEveryLineHasGivenACycleOrARejection() {
        Worker worker = server.newWorker(TaskQueues.COHORT);
        worker.registerWorkflowImplementationTypes(IntakeWorkflowImpl.class);
        worker.registerActivitiesImplementations(file);
        server.start();
        UUID id = UUID.randomUUID();

        var report = server.getWorkflowClient()
                .newWorkflowStub(
                        IntakeWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.intake(id))
                                .setTaskQueue(TaskQueues.COHORT)
                                .build())
                .run(new IntakeStart(id.toString()));

        assertThat(report.read()).isEqualTo(LINES);
        assertThat(report.accepted() + report.rejected()).isEqualTo(LINES);
        assertThat(report.rejections()).containsExactly(Map.entry("MALFORMED_NUMBER", 25L));
        assertThat(file.calls).isEqualTo(3);
    }
}
