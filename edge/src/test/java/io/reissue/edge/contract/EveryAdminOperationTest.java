package io.reissue.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.contract.ContractForTests;
import io.reissue.contract.ContractForTests.Operation;
import io.reissue.contract.Mutants;
import io.reissue.edge.access.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

/** What is the same whatever is called: each test goes through all that the contract has. */
class EveryAdminOperationTest {
    private static final ContractForTests CONTRACT = ContractForTests.open(AdminContract.yaml());
    private final AdminScene scene = new AdminScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void everyRouteIsInTheContractAndEveryOperationOfTheContractIsARoute() {
        var routes = scene.edge().routes().stream()
                .map(route -> route.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^}]*})*}", "{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routes)
                .as("""
                        Every route of /v1 is an operation of edge/src/main/resources/admin/admin-v1.yaml, and the other way round. A new \
                        one adds there: summary, x-roles, parameters, request body (closed, with an example), every status that it \
                        answers, with the codes of its problems; x-repeat where it is no GET, after and limit where it is a list that \
                        grows, ETag and If-Match where several edit it. What its controller is made with goes into AdminScene, with \
                        one of what its path names; every status that the contract has, a test has to see.""")
                .containsExactlyElementsOf(
                        CONTRACT.paths().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whoIsNotKnownIsToldSo() throws Exception {
        for (Operation operation : those(answered("401")))
            assertThat(ask("nobody", operation, scene.path(operation)).getStatus())
                    .as(operation.name())
                    .isEqualTo(401);
    }

    @Test
    void theRolesThatTheContractNamesAreLetInAndNoOther() throws Exception {
        for (Operation operation : closedToStrangers()) {
            assertThat(ask("guest-a", operation, scene.path(operation)).getStatus())
                    .as(operation.name())
                    .isEqualTo(403);
            var letIn = new TreeSet<String>();
            for (Role role : Role.values()) {
                boolean in = false;
                for (String path : scene.paths(operation))
                    for (String body : bodies(operation))
                        in |= ask(who(role), operation, path, body, Map.of()).getStatus() != 403;
                if (in) letIn.add(role.name());
            }
            assertThat(letIn).as(operation.name()).containsExactlyElementsOf(new TreeSet<>(roles(operation)));
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        for (Operation operation : those(answered("404")))
            assertThat(ask(operation, AdminScene.elsewhere(operation)).getStatus())
                    .as(operation.name())
                    .isEqualTo(404);
    }

    @Test
    void whatCannotBeThereIsMalformed() throws Exception {
        for (Operation operation : those(answered("400").and(one -> one.path().matches(".*\\{(id|year)}.*"))))
            assertThat(ask(operation, AdminScene.garbled(operation)).getStatus())
                    .as(operation.name())
                    .isEqualTo(400);
        for (Operation operation : those(one -> one.node().toString().contains("parameters/Limit")))
            for (String query : List.of("limit=0", "limit=201", "limit=x", "after=x", "after=" + "eHx4fHg"))
                assertThat(ask(operation, scene.path(operation) + "?" + query).getStatus())
                        .as(operation.name() + " " + query)
                        .isEqualTo(400);
        assertThat(ask(who(Role.OPERATOR), sendFile(), "/v1/intake-files?name=x&fileDate=yesterday")
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void whoTakesNothingThatThereIsIsToldSo() throws Exception {
        for (Operation operation : those(answered("406")))
            assertThat(ask(asker(operation), operation, scene.path(operation), null, Map.of("Accept", "image/png"))
                            .getStatus())
                    .as(operation.name())
                    .isEqualTo(406);
    }

    @Test
    void aBodyOfAnotherMediaTypeIsNotRead() throws Exception {
        for (Operation operation : those(answered("415")))
            assertThat(ask(
                                    asker(operation),
                                    operation,
                                    target(operation, scene.path(operation)),
                                    "what?",
                                    Map.of("Content-Type", "image/png"))
                            .getStatus())
                    .as(operation.name())
                    .isEqualTo(415);
    }

    @Test
    void whileTheStoreIsAwayEverybodyIsToldToSendItAgain() throws Exception {
        ((HikariDataSource) scene.store().dataSource()).close();

        for (Operation operation : closedToStrangers())
            assertThat(ask(operation, scene.path(operation)).getStatus())
                    .as(operation.name())
                    .isEqualTo(503);
    }

    /** 400, or where a rule says it, 409. */
    @Test
    void aBodyThatTheContractRefusesIsRefused() throws Exception {
        var taken = new TreeMap<String, Integer>();
        int tried = 0;
        for (Operation operation : those(one -> !json(one).isMissingNode()))
            for (JsonNode mutant : Mutants.of(CONTRACT, json(operation))) {
                tried++;
                int status = asked(operation, mutant);
                if (status != 400 && status != 409) taken.put(operation.name() + " " + mutant, status);
            }

        assertThat(tried).isGreaterThan(150);
        assertThat(taken).isEmpty();
    }

    /** By one of those that may ask for just this. */
    private int asked(Operation operation, JsonNode body) throws Exception {
        int status = 403;
        for (String role : roles(operation))
            if (status == 403)
                status = ask(who(Role.valueOf(role)), operation, scene.path(operation), body.toString(), Map.of())
                        .getStatus();
        return status;
    }

    @Test
    void theContractIsReadByAnybody() throws Exception {
        var read = scene.edge().read("", "/v1/openapi.yaml");

        assertThat(read.getContentAsByteArray()).isEqualTo(AdminContract.yaml());
        assertThat(scene.edge()
                        .read("", "/.well-known/reissue-certificates.json")
                        .getStatus())
                .isEqualTo(200);
    }

    private static List<Operation> those(Predicate<Operation> which) {
        return CONTRACT.paths().stream().filter(which).toList();
    }

    private static List<Operation> closedToStrangers() {
        return those(operation -> !operation.node().has("security"));
    }

    private static Operation sendFile() {
        return those(one -> one.name().equals("POST /v1/intake-files")).getFirst();
    }

    private static Predicate<Operation> answered(String status) {
        return operation -> operation.node().path("responses").has(status);
    }

    private static List<String> roles(Operation operation) {
        return operation
                .node()
                .path("x-roles")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static String who(Role role) {
        return switch (role) {
            case OPERATOR -> "operator-a";
            case SHOP -> "shop-a";
            case AUDITOR -> "auditor-a";
            case POLICY_ADMIN -> "policy-a";
            case APPROVER -> "approver-a";
        };
    }

    private static String asker(Operation operation) {
        return roles(operation).stream()
                .findFirst()
                .map(role -> who(Role.valueOf(role)))
                .orElse("");
    }

    private static JsonNode json(Operation operation) {
        return operation.node().path("requestBody").path("content").path("application/json");
    }

    /** As the contract has them; one that is empty, where it has none. */
    private static List<String> bodies(Operation operation) {
        if (operation.equals(sendFile())) return List.of("number\n");
        var examples = CONTRACT.examples(json(operation));
        return examples.isEmpty()
                ? List.of("")
                : examples.stream().map(JsonNode::toString).toList();
    }

    private MockHttpServletResponse ask(Operation operation, String path) throws Exception {
        return ask(asker(operation), operation, path);
    }

    private MockHttpServletResponse ask(String who, Operation operation, String path) throws Exception {
        return ask(who, operation, path, bodies(operation).getFirst(), Map.of());
    }

    private MockHttpServletResponse ask(
            String who, Operation operation, String path, @Nullable String body, Map<String, String> headers)
            throws Exception {
        var all = new HashMap<>(headers);
        if (operation.node().toString().contains("parameters/IfMatch")) all.put("If-Match", "\"1\"");
        boolean file = operation.equals(sendFile());
        if (file) all.putIfAbsent("Content-Type", "text/csv");
        boolean get = operation.method().equals("GET");
        return scene.edge()
                .send(who, HttpMethod.valueOf(operation.method()), target(operation, path), get ? null : body, all);
    }

    private static String target(Operation operation, String path) {
        return operation.equals(sendFile()) && !path.contains("?") ? path + "?name=day.csv&fileDate=2026-11-20" : path;
    }
}
