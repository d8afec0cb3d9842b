package io.reissue.edge.policy;

import static io.reissue.store.policy.PoliciesForTests.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Scope;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.PolicyActivations;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyVersion;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class PolicyControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final JsonMapper JSON = new JsonMapper();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final LocalDate today = LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai"));
    private final PolicyActivations activations = PoliciesForTests.activations(STORE, parts.policies(), parts.outbox());

    private final EdgeForTests edge = new EdgeForTests(PolicyController.class, context -> {
        context.registerBean(PolicyRows.class, () -> PoliciesForTests.rows(STORE));
        context.registerBean(PolicyActivations.class, () -> activations);
    });

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void everyVersionStaysReadableAndSaysWhoAnswersForIt() throws Exception {
        int first = parts.policies().put(document("CN", today.minusDays(900), 100, 30));
        int second = parts.policies().put(document("CN", today.minusDays(800), 120, 40));

        assertThat(edge.read("auditor-a", "/v1/policies").getContentAsString())
                .contains("\"version\":" + first, "\"version\":" + second);
        int scoped = parts.policies()
                .put(document("CN", today.minusDays(800), 120, 40)
                        .within(new Scope("CN", null, LineType.IOT, DisconnectReason.CANCELLED)));
        assertThat(edge.read("auditor-a", "/v1/policies/" + scoped).getContentAsString())
                .startsWith(
                        "{\"version\":" + scoped + ",\"jurisdiction\":\"CN\",\"province\":null,\"lineType\":\"IOT\","
                                + "\"reason\":\"CANCELLED\",\"effectiveFrom\":")
                .contains("\"ends\":false");
        assertThat(edge.read("shop-a", "/v1/policies/" + first).getContentAsString())
                .contains("\"origin\":\"CONFIGURATION\"", "\"author\":null", "\"freezeDays\":100");
        assertThat(edge.read("operator-a", "/v1/policies/" + first + "/diff/" + second)
                        .getContentAsString())
                .contains(
                        "{\"path\":\"askLeadDays\",\"before\":\"30\",\"after\":\"40\"}",
                        "{\"path\":\"freezeDays\",\"before\":\"100\",\"after\":\"120\"}");
        assertThat(edge.read("operator-a", "/v1/policies/999999").getStatus()).isEqualTo(404);
        assertThat(edge.read("operator-a", "/v1/policies/" + first + "/diff/999999")
                        .getStatus())
                .isEqualTo(404);
        assertThat(edge.read("nobody", "/v1/policies").getStatus()).isEqualTo(401);
    }

    @Test
    void pagesAreWalkedInTheOrderOfTheWholeListWithEveryScopeInItsPlace() throws Exception {
        var scopes = List.of(
                new Scope("CN", null, null, DisconnectReason.CANCELLED),
                new Scope("CN", null, LineType.IOT, null),
                new Scope("CN", null, LineType.IOT, DisconnectReason.CANCELLED));
        for (int day = 700; day < 702; day++) {
            var whole = document("CN", today.minusDays(day), 120, 40);
            parts.policies().put(whole);
            scopes.forEach(scope -> parts.policies().put(whole.within(scope)));
        }

        var walked = new ArrayList<Integer>();
        String next = "";
        while (next != null) {
            var page = JSON.readTree(
                    edge.read("auditor-a", "/v1/policies?limit=1" + next).getContentAsString());
            page.path("versions")
                    .forEach(version -> walked.add(version.path("version").intValue()));
            next = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").stringValue();
        }

        assertThat(walked)
                .hasSizeGreaterThanOrEqualTo(8)
                .containsExactlyElementsOf(PoliciesForTests.rows(STORE).versions().stream()
                        .map(PolicyVersion::version)
                        .toList());
    }

    @Test
    void anActivationIsPausedAndResumedByAPolicyAdmin() throws Exception {
        int version = parts.policies().put(document("CN", today.plusDays(1), 120, 40));
        var path = "/v1/policies/" + version + "/activation";
        assertThat(edge.read("operator-a", path).getStatus()).isEqualTo(404);
        STORE.clock().set(scene.now().plus(java.time.Duration.ofDays(1)));
        activations.begin();

        assertThat(edge.read("operator-a", path).getContentAsString()).contains("\"pausedBy\":null", "\"doneAt\":null");
        assertThat(edge.send("operator-a", path + "/pause", "").getStatus()).isEqualTo(403);
        assertThat(edge.send("policy-a", path + "/pause", "").getContentAsString())
                .contains("\"pausedBy\":\"policy-a\"");
        assertThat(edge.send("policy-b", path + "/resume", "").getContentAsString())
                .contains("\"pausedBy\":null");
        assertThat(edge.send("policy-b", "/v1/policies/999999/activation/pause", "")
                        .getStatus())
                .isEqualTo(404);
    }
}
