package io.reissue.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.names.WorkflowIds;
import io.reissue.relay.Comparison;
import io.reissue.relay.Reconcile;
import io.reissue.store.StoreForTests;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A process does what its roles say, and nothing of the other. */
class RolesTest {
    private static final String SEARCH = "{\"number\": \"+8613800138000\"}";
    private static final String FILE =
            "number,disconnect_time,reason,activation_date,line_type,ported_from,holder_reference,contact,real_name_until\n"
                    + "13800138001,2026-03-01 10:15:00,CANCELLED,2019-03-01,RESIDENTIAL,,REF-1,,2028-03-01\n";

    @Test
    void anEdgeAnswersAndLeavesTheWorkToAWorkerWhoAnswersNobody() {
        try (Surroundings around = new Surroundings();
                Application edge = around.start(Map.of("reissue.roles", "EDGE"))) {
            assertThat(edge.part(Workers.class).isRunning()).isFalse();
            assertThat(edge.context().getBeanNamesForType(Housekeeping.class)).isEmpty();
            assertThat(edge.context().getBeanNamesForType(RealNameSweep.class)).isEmpty();
            assertThat(edge.post("/v1/cycles/search", "application/json", SEARCH)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(edge.post("/v1/cycles/search", "application/json", SEARCH.replace("}", ", \"numbr\": 1}"))
                            .body())
                    .as("a slip of the pen")
                    .contains("\"code\":\"BAD_REQUEST\"");
            assertThat(edge.get("/v1/openapi.yaml").body()).startsWith("# Kept by hand.");
            HttpResponse<String> taken =
                    edge.post("/v1/intake-files?name=numbers.csv&fileDate=2026-03-02", "text/csv", FILE);
            String intake = WorkflowIds.intake(idOf(taken));
            assertThat(edge.history(intake))
                    .as("started, and taken up by nobody")
                    .contains("WORKFLOW_EXECUTION_STARTED")
                    .doesNotContain("WORKFLOW_TASK_STARTED");

            try (Application worker = around.start(Map.of("reissue.roles", "WORKER"))) {
                assertThat(worker.part(Workers.class).isRunning()).isTrue();
                assertThat(worker.context().getBeanNamesForType(Housekeeping.class))
                        .hasSize(1);
                assertThat(worker.context().getBeanNamesForType(RealNameSweep.class))
                        .hasSize(1);
                assertThat(worker.get("/actuator/health").statusCode()).isEqualTo(200);
                assertThat(worker.get("/actuator/prometheus").statusCode()).isEqualTo(200);
                assertThat(worker.post("/v1/cycles/search", "application/json", SEARCH)
                                .statusCode())
                        .isEqualTo(403);
                assertThat(worker.get("/.well-known/reissue-certificates.json").statusCode())
                        .isEqualTo(403);

                assertThat(around.temporal()
                                .getWorkflowClient()
                                .newUntypedWorkflowStub(intake)
                                .getResult(Object.class)
                                .toString())
                        .contains("accepted=1");
            }
        }
    }

    @Test
    void withoutARoleGivenAProcessIsBoth() {
        try (Surroundings around = new Surroundings();
                Application both = around.start(Map.of())) {
            assertThat(both.part(Workers.class).isRunning()).isTrue();
            assertThat(both.context().getBeanNamesForType(Housekeeping.class)).hasSize(1);
            assertThat(both.post("/v1/cycles/search", "application/json", SEARCH)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutAnIssuerThereIsNoConsole() {
        try (Surroundings around = new Surroundings();
                Application edge = around.start(Map.of("reissue.roles", "EDGE"))) {
            for (String path :
                    List.of("/console", "/console/brakes", "/console/assets/console.css", "/console/login/oidc")) {
                assertThat(edge.get(path).statusCode()).isEqualTo(403);
            }
        }
    }

    @Test
    void anEdgeStartsWithoutItsIssuerAndItsSessionsNeedTls() {
        try (Surroundings around = new Surroundings();
                Application edge = around.start(Map.of(
                        "reissue.roles",
                        "EDGE",
                        "reissue.oidc.issuer",
                        "https://issuer.example",
                        "reissue.oidc.client-id",
                        "console"))) {
            HttpResponse<String> page = edge.get("/console");
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.headers().firstValue("set-cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax"));
            assertThat(edge.get("/v1/brakes").statusCode())
                    .as("a machine's token is looked up as ever")
                    .isEqualTo(200);
        }
    }

    @Test
    void recoveryPollsNothingListensNowhereAndStartsWhatANewServerDoesNotHave() {
        try (StoreForTests store = new StoreForTests()) {
            UUID file;
            try (Surroundings lost = new Surroundings(store.database(), store.keyFolder());
                    Application edge = lost.start(Map.of("reissue.roles", "EDGE"))) {
                file = idOf(edge.post("/v1/intake-files?name=numbers.csv&fileDate=2026-03-02", "text/csv", FILE));
            }
            try (Surroundings next = new Surroundings(store.database(), store.keyFolder())) {
                try (Application recovery = next.start(Map.of("reissue.roles", "RECOVERY", "server.port", "-1"))) {
                    assertThat(recovery.part(Workers.class).isRunning()).isFalse();
                    assertThat(recovery.context().getBeanNamesForType(Housekeeping.class))
                            .isEmpty();
                    assertThat(recovery.context().getEnvironment().getProperty("local.server.port"))
                            .isEqualTo("-1");
                    Reconcile reconcile = recovery.part(Reconcile.class);

                    Comparison missing = reconcile.start(Reconcile.Pace.fromTheBeginning(2));

                    assertThat(missing.files().sample()).containsExactly(WorkflowIds.intake(file));
                    assertThat(missing.calendars().sample()).containsExactly(WorkflowIds.calendar("CN"));
                    assertThat(reconcile
                                    .look(Reconcile.Pace.fromTheBeginning(2))
                                    .complete())
                            .isTrue();
                }
                try (Application worker = next.start(Map.of("reissue.roles", "WORKER"))) {
                    assertThat(worker.part(Workers.class).isRunning()).isTrue();
                    assertThat(next.temporal()
                                    .getWorkflowClient()
                                    .newUntypedWorkflowStub(WorkflowIds.intake(file))
                                    .getResult(Object.class)
                                    .toString())
                            .contains("accepted=1");
                }
            }
        }
    }

    private static UUID idOf(HttpResponse<String> taken) {
        assertThat(taken.statusCode()).isEqualTo(202);
        var id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(taken.body());
        assertThat(id.find()).isTrue();
        return UUID.fromString(id.group(1));
    }
}
