package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.names.WorkflowIds;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A phone number, or anything about a holder, gets into no history, no log and no metric, whatever goes wrong. */
class WhatGetsOutTest {
    private static final String HEADER =
            "number,disconnect_time,reason,activation_date,line_type,ported_from,holder_reference,contact,real_name_until\n";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static final Surroundings AROUND = new Surroundings();
    private static Application application = AROUND.start(Map.of());

    @BeforeAll
    static void isReady() {
        assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void close() {
        application.close();
        AROUND.close();
    }

    /** One holder and his number, and every form in which either could be found again. */
    private record Holder(String national) {
        static Holder next() {
            return new Holder("138001%05d".formatted(NUMBERS.incrementAndGet()));
        }

        String row() {
            return national + ",2026-03-01 10:15:00,CANCELLED,2019-03-01,RESIDENTIAL,,REF-" + national + ",who-"
                    + national + "@mail.example,2028-03-01\n";
        }

        /** The reference and the contact hold it too. */
        String[] forms() {
            return new String[] {national};
        }
    }

    @Test
    void aConstraintViolationWithARealNumberInItLeavesNoNumberInHistoryLogOrReply() {
        Holder holder = Holder.next();
        String constraint = "of_86" + holder.national();
        owner("alter table cycle add constraint " + constraint + " check (intake_line < 0) not valid");
        HttpResponse<String> taken = upload(HEADER + holder.row());
        UUID file = fileOf(taken);

        AROUND.sleep(Duration.ofMinutes(1));
        String described = workflow(WorkflowIds.intake(file))
                .describe()
                .getRawDescription()
                .toString();
        owner("alter table cycle drop constraint " + constraint);
        WorkflowStub intake = workflow(WorkflowIds.intake(file));
        assertThat(intake.getResult(Object.class).toString()).contains("accepted=1");

        assertThat(described)
                .as("the failure is there, without its words")
                .contains("STORE_UNAVAILABLE")
                .doesNotContain(holder.forms())
                .doesNotContain("constraint", "Failing row");
        assertThat(application.history(WorkflowIds.intake(file))).doesNotContain(holder.forms());
        assertThat(application.log())
                .contains("store step failed: DataIntegrityViolationException")
                .contains(WorkflowIds.intake(file))
                .doesNotContain(holder.forms());
        assertThat(taken.body()).doesNotContain(holder.forms());
        assertThat(application.history(WorkflowIds.recycle(cycleOf(file)))).doesNotContain(holder.forms());
    }

    @Test
    void whatIsThrownWithoutACodeLosesItsWordsOnTheWayIntoTheHistory() {
        Holder holder = Holder.next();
        Holder stored = Holder.next();
        WorkerFactory workers = WorkerFactory.newInstance(application.part(WorkflowClient.class));
        Worker worker = workers.newWorker("careless");
        worker.registerWorkflowImplementationTypes(CarelessWorkflowImpl.class);
        worker.registerActivitiesImplementations(
                new CarelessActivitiesImpl(holder, stored, application.part(JdbcClient.class)));
        workers.start();
        try {
            WorkflowStub careless = application
                    .part(WorkflowClient.class)
                    .newUntypedWorkflowStub(
                            "CarelessWorkflow",
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId("careless." + UUID.randomUUID())
                                    .setTaskQueue("careless")
                                    .build());
            String id = careless.start().getWorkflowId();
            Throwable failed = catchThrowable(() -> careless.getResult(Void.class));

            assertThat(failed).isNotNull();
            String history = application.history(id);
            assertThat(history)
                    .contains(
                            "EVENT_TYPE_MARKER_RECORDED",
                            "EVENT_TYPE_ACTIVITY_TASK_FAILED",
                            "WORKFLOW_EXECUTION_FAILED")
                    .contains("java.lang.IllegalStateException", "DataIntegrityViolationException", "STORE_UNAVAILABLE")
                    .doesNotContain(holder.forms())
                    .doesNotContain(stored.forms())
                    .doesNotContain("stackTrace", "violates");
            assertThat(application.log())
                    .as("what the database says quotes no row")
                    .contains("violates check constraint")
                    .doesNotContain(stored.forms());
        } finally {
            workers.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/cycles/search | {\"number\": +86NUMBER}",
                "/v1/cycles/search | {\"numbers\": \"+86NUMBER\", \"number\": {\"e164\": \"+86NUMBER\"}}",
                "/v1/cycles/86NUMBER/commands | {\"kind\": \"HOLD\", \"reasonCode\": \"CASE\"}",
                "/v1/cycles/0197f0a0-0000-7000-8000-000000000000/commands | {\"kind\": \"86NUMBER\"}",
                "/v1/assignments | {\"number\": \"+86NUMBER\", \"certificate\": \"86NUMBER\"}",
                "/v1/intake-files?name=x&fileDate=86NUMBER | nothing",
            })
    void aRequestThatCannotBeReadIsRefusedAndNotLogged(String path, String body) {
        Holder holder = Holder.next();
        String type = path.contains("intake") ? "text/csv" : "application/json";

        HttpResponse<String> refused = application.post(
                path.replace("NUMBER", holder.national()), type, body.replace("NUMBER", holder.national()));

        assertThat(application.log()).doesNotContain(holder.forms());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void aNoticeServiceThatQuotesTheHolderIsNotQuoted() {
        Holder holder = Holder.next();
        AROUND.post(() -> {
            throw new IllegalStateException("not accepted\nwho-" + holder.national() + "@mail.example");
        });
        try {
            upload(HEADER + holder.row());

            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            application.log().contains("not delivered, attempt 1: java.lang.IllegalStateException"));
            assertThat(application.log()).doesNotContain(holder.forms());
        } finally {
            AROUND.post(() -> true);
        }
    }

    @Test
    void whatIsLoggedForACycleCarriesItsId() {
        owner("alter table cycle add constraint nobody_rests check (state <> 'RESTING') not valid");
        UUID file = fileOf(upload(HEADER + Holder.next().row()));
        await().atMost(Duration.ofSeconds(60)).until(() -> cycles(file).size() == 1);
        String workflow = WorkflowIds.recycle(cycleOf(file));

        await().atMost(Duration.ofSeconds(60)).until(() -> application.log().contains(workflow));
        owner("alter table cycle drop constraint nobody_rests");

        assertThat(application.log().lines().filter(line -> line.contains(workflow)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .as("structured")
                        .startsWith("{\"@timestamp\":")
                        .contains("\"WorkflowId\":\"" + workflow + "\""))
                .anySatisfy(line -> assertThat(line).contains("store step failed"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> owned("select state from cycle where id = '" + cycleOf(file) + "'")
                        .equals(List.of("RESTING")));
    }

    @WorkflowInterface
    public interface CarelessWorkflow {
        @WorkflowMethod
        void run();
    }

    @ActivityInterface
    public interface CarelessActivities {
        void quote();

        void sayTheBareNumber();

        void sayACode();

        void violateAConstraint();
    }

    /** Throws what a driver or a parser would: messages and causes with a number in them. */
    record CarelessActivitiesImpl(Holder holder, Holder stored, JdbcClient jdbc) implements CarelessActivities {
        @Override
        public void quote() {
            throw new IllegalStateException(
                    "no room for +86" + holder.national(),
                    new SQLException("Key (e164)=(86" + holder.national() + ") already exists"));
        }

        @Override
        public void sayTheBareNumber() {
            throw new IllegalStateException("86" + holder.national());
        }

        @Override
        public void violateAConstraint() {
            jdbc.sql("insert into sequenced values (:number, 0, null)")
                    .param("number", "86" + stored.national())
                    .update();
        }

        @Override
        public void sayACode() {
            throw ApplicationFailure.newFailure("STORE_UNAVAILABLE", "STORE_UNAVAILABLE");
        }
    }

    /** Lets every failure happen, and ends with the last. */
    public static final class CarelessWorkflowImpl implements CarelessWorkflow {
        private static final RetryOptions ONCE =
                RetryOptions.newBuilder().setMaximumAttempts(1).build();
        private final CarelessActivities local = Workflow.newLocalActivityStub(
                CarelessActivities.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(20))
                        .setRetryOptions(ONCE)
                        .build());
        private final CarelessActivities remote = Workflow.newActivityStub(
                CarelessActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(20))
                        .setRetryOptions(ONCE)
                        .build());

        @Override
        public void run() {
            List<Runnable> steps = List.of(
                    local::quote,
                    local::sayTheBareNumber,
                    local::violateAConstraint,
                    remote::sayTheBareNumber,
                    remote::violateAConstraint,
                    remote::sayACode);
            for (Runnable step : steps) {
                try {
                    step.run();
                } catch (ActivityFailure next) {
                    // it is in the history; that is all that is wanted of it
                }
            }
            remote.quote();
        }
    }

    private static HttpResponse<String> upload(String csv) {
        HttpResponse<String> taken =
                application.post("/v1/intake-files?name=numbers.csv&fileDate=2026-03-02", "text/csv", csv);
        assertThat(taken.statusCode()).isEqualTo(202);
        return taken;
    }

    private static UUID fileOf(HttpResponse<String> taken) {
        var id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(taken.body());
        assertThat(id.find()).isTrue();
        return UUID.fromString(id.group(1));
    }

    private static UUID cycleOf(UUID file) {
        return UUID.fromString(cycles(file).getFirst());
    }

    private static List<String> cycles(UUID file) {
        return owned("select id::text from cycle where intake_file_id = '" + file + "'");
    }

    private static WorkflowStub workflow(String id) {
        return AROUND.temporal().getWorkflowClient().newUntypedWorkflowStub(id);
    }

    private static List<String> owned(String query) {
        try (HikariDataSource owner = AROUND.owner()) {
            return JdbcClient.create(owner)
                    .sql(query)
                    .query((row, n) -> row.getString(1))
                    .list();
        }
    }

    private static void owner(String statement) {
        try (HikariDataSource owner = AROUND.owner()) {
            JdbcClient.create(owner).sql(statement).update();
        }
    }
}
