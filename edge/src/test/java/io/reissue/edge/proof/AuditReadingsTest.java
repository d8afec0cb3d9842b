package io.reissue.edge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.feed.Sequencer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditReadingsTest {
    @RegisterExtension
    final StoreForTests store = new StoreForTests();

    private final JsonMapper json = new JsonMapper();
    private final EdgeForTests edge =
            new EdgeForTests(AuditReadings.class, AuditTrail.class, new AuditTrail(store.jdbc()));

    @BeforeEach
    void fourEntriesOfTwoPeopleAndOneThatHasNoNumberYet() {
        AuditLog audit = new AuditLog(store.jdbc(), store.clock());
        for (int i = 1; i <= 4; i++)
            audit.write("operator-" + i % 2, "cycle.held", "c-" + i, Map.of("reason", "COURT"));
        new Sequencer(store.jdbc(), store.transaction()).number();
        audit.write("operator-1", "cycle.held", "c-5", Map.of());
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void theLatestComeFirstAndPagesAreWalkedByWhatEachSaysIsNext() throws Exception {
        JsonNode first = read("/v1/audit?limit=3");
        JsonNode second = read("/v1/audit?limit=3&after=" + first.path("next").asString());

        assertThat(subjects(first)).containsExactly("c-4", "c-3", "c-2");
        assertThat(subjects(second)).containsExactly("c-1");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(second.path("entries").get(0).path("detail").path("reason").asString())
                .isEqualTo("COURT");
    }

    @Test
    void whatOnePersonDidIsReadAlone() throws Exception {
        assertThat(subjects(read("/v1/audit?actor=operator-1"))).containsExactly("c-3", "c-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "after=x"})
    void whereNothingCanBeginIsRefused(String query) throws Exception {
        assertThat(edge.read("auditor-a", "/v1/audit?" + query).getStatus()).isEqualTo(400);
    }

    @Test
    void operatorsAndAuditorsReadIt() throws Exception {
        assertThat(edge.read("operator-a", "/v1/audit").getStatus()).isEqualTo(200);
        for (String who : List.of("shop-a", "policy-a", "approver-a"))
            assertThat(edge.read(who, "/v1/audit").getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", "/v1/audit").getStatus()).isEqualTo(401);
    }

    private JsonNode read(String path) throws Exception {
        return json.readTree(edge.read("auditor-a", path).getContentAsString());
    }

    private static List<String> subjects(JsonNode page) {
        return page.path("entries")
                .valueStream()
                .map(entry -> entry.path("subject").asString())
                .toList();
    }
}
