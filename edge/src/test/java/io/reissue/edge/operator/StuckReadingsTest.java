package io.reissue.edge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.standing.StuckNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StuckReadingsTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final JsonMapper json = new JsonMapper();
    private final Scene scene = Scene.begin(new StoreParts(STORE));
    private final EdgeForTests edge =
            new EdgeForTests(StuckReadings.class, StuckNumbers.class, new StuckNumbers(STORE.jdbc()));

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void pagesAreWalkedByWhatEachSaysIsNextWithoutLosingWhatGotStuckAtTheSameInstant() throws Exception {
        var asked = scene.asked(3);
        asked.cohort().members().forEach(cycle -> stuck(cycle, "CAP_REACHED"));
        stuck(scene.resting(), "REQUIRED_REFUSES");
        String path = "/v1/stuck?reason=CAP_REACHED&jurisdiction=CN&limit=1";

        List<String> found = new ArrayList<>();
        for (JsonNode page = read(path);
                found.size() < 9 && !page.path("numbers").isEmpty();
                page = read(path + behind(page))) {
            found.add(page.path("numbers").get(0).path("cycle").asString());
            assertThat(page.path("numbers").get(0).path("open").get(0).asString())
                    .isEqualTo(Scene.REQUIRED);
        }

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        asked.cohort().members().stream().map(UUID::toString).toList());
        assertThat(read("/v1/stuck?reason=CAP_REACHED&limit=200").path("next").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "reason=NOT_A_REASON", "after=x"})
    void whereNothingCanBeginIsRefused(String query) throws Exception {
        assertThat(edge.read("operator-a", "/v1/stuck?" + query).getStatus()).isEqualTo(400);
    }

    @Test
    void operatorsAndAuditorsReadThem() throws Exception {
        assertThat(edge.read("auditor-a", "/v1/stuck").getStatus()).isEqualTo(200);
        for (String who : List.of("shop-a", "policy-a", "approver-a"))
            assertThat(edge.read(who, "/v1/stuck").getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", "/v1/stuck").getStatus()).isEqualTo(401);
    }

    private static String behind(JsonNode page) {
        return "&after=" + page.path("next").asString();
    }

    private JsonNode read(String path) throws Exception {
        return json.readTree(edge.read("operator-a", path).getContentAsString());
    }

    private static void stuck(UUID cycle, String reason) {
        STORE.jdbc()
                .sql("update cycle set stuck_reason = :reason, stuck_since = disclosed_at where id = :id")
                .param("reason", reason)
                .param("id", cycle)
                .update();
    }
}
