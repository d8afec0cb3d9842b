package io.reissue.edge.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.brake.Brakes;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class BrakeControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVERYTHING = "{\"scope\":\"EVERYTHING\",\"reasonCode\":\"WRONG_UNBINDS\"}";
    private static final String MENDED = "{\"reasonCode\":\"MENDED\"}";

    private final EdgeForTests edge =
            new EdgeForTests(BrakeController.class, Brakes.class, new StoreParts(STORE).brakes());

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void anOperatorSetsOneAndTwoLiftIt() throws Exception {
        var set = edge.send("operator-a", "/v1/brakes", EVERYTHING);
        assertThat(set.getStatus()).isEqualTo(201);
        assertThat(set.getContentAsString())
                .contains("\"scope\":\"EVERYTHING\"", "\"code\":null", "\"setBy\":\"operator-a\"", "\"liftedAt\":null");
        var brake = Objects.requireNonNull(set.getHeader("Location"));

        assertThat(edge.send("operator-a", brake + "/lift", MENDED).getStatus()).isEqualTo(202);
        assertThat(edge.send("operator-a", brake + "/lift", MENDED).getStatus()).isEqualTo(202);
        assertThat(edge.read("operator-b", "/v1/brakes").getContentAsString())
                .contains("\"liftWantedBy\":[\"operator-a\"]", "\"waiting\":0");
        var lifted = edge.send("operator-b", brake + "/lift", MENDED);

        assertThat(lifted.getStatus()).isEqualTo(200);
        assertThat(lifted.getContentAsString()).doesNotContain("\"liftedAt\":null");
    }

    @Test
    void aRepeatedRequestIsAnsweredWithTheBrakeThatIsThereAndAnotherUnderItsIdIsRefused() throws Exception {
        var body = "{\"id\":\"" + UUID.randomUUID() + "\",\"scope\":\"EVERYTHING\",\"reasonCode\":\"WRONG_UNBINDS\"}";

        assertThat(edge.send("operator-a", "/v1/brakes", body).getStatus()).isEqualTo(201);
        assertThat(edge.send("operator-a", "/v1/brakes", body).getStatus()).isEqualTo(200);
        var another = edge.send("operator-a", "/v1/brakes", body.replace("WRONG_UNBINDS", "COURT_ORDER"));
        assertThat(another.getStatus()).isEqualTo(422);
        assertThat(another.getContentAsString()).contains("ID_TAKEN");
    }

    @Test
    void theIdMayBeSaidInTheHeaderToo() throws Exception {
        var id = UUID.randomUUID().toString();

        assertThat(keyed(id, EVERYTHING).getStatus()).isEqualTo(201);
        assertThat(keyed("\"" + id + "\"", EVERYTHING).getStatus())
                .as("as a quoted one")
                .isEqualTo(200);
        assertThat(keyed(id, EVERYTHING.replace("WRONG_UNBINDS", "COURT_ORDER")).getStatus())
                .isEqualTo(422);
        assertThat(keyed("again", EVERYTHING).getStatus()).as("no UUID").isEqualTo(400);
        assertThat(keyed(id, EVERYTHING.replace("{", "{\"id\":\"" + UUID.randomUUID() + "\","))
                        .getStatus())
                .as("two ids")
                .isEqualTo(400);
    }

    @Test
    void whatWasLiftedIsNotLiftedByWhoDidNotAskForIt() throws Exception {
        var set = edge.send("operator-a", "/v1/brakes", EVERYTHING);
        var brake = Objects.requireNonNull(set.getHeader("Location"));
        edge.send("operator-a", brake + "/lift", MENDED);

        assertThat(edge.send("operator-a", brake + "/lift", "{}").getContentAsString())
                .contains("REASON_MISSING");
    }

    @Test
    void pagesAreWalkedThroughThoseThatStandAndThenThoseThatDoNot() throws Exception {
        for (int i = 0; i < 3; i++) edge.send("operator-a", "/v1/brakes", EVERYTHING);
        var lifted = Objects.requireNonNull(
                edge.send("operator-a", "/v1/brakes", EVERYTHING).getHeader("Location"));
        edge.send("operator-a", lifted + "/lift", MENDED);
        edge.send("operator-b", lifted + "/lift", MENDED);
        var all = JSON.readTree(edge.read("operator-a", "/v1/brakes?limit=200").getContentAsString());

        var walked = new ArrayList<String>();
        String next = "";
        while (next != null) {
            var page = JSON.readTree(
                    edge.read("operator-a", "/v1/brakes?limit=1" + next).getContentAsString());
            page.path("brakes").forEach(brake -> walked.add(brake.path("id").stringValue()));
            next = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").stringValue();
        }

        assertThat(walked)
                .containsExactlyElementsOf(all.path("brakes")
                        .valueStream()
                        .map(brake -> brake.path("id").stringValue())
                        .toList())
                .contains(lifted.substring(lifted.lastIndexOf('/') + 1));
    }

    private MockHttpServletResponse keyed(String key, String body) throws Exception {
        return edge.send("operator-a", HttpMethod.POST, "/v1/brakes", body, Map.of("Idempotency-Key", key));
    }

    @Test
    void aRefusalSaysWhatWouldMakeItPossible() throws Exception {
        var unknown = edge.send(
                "operator-a",
                "/v1/brakes",
                "{\"scope\":\"PLATFORM\",\"code\":\"no-such-bank\",\"reasonCode\":\"WRONG_UNBINDS\"}");
        var reasonless = edge.send("operator-a", "/v1/brakes", "{\"scope\":\"EVERYTHING\"}");

        assertThat(unknown.getStatus()).isEqualTo(409);
        assertThat(unknown.getContentAsString()).contains("UNKNOWN_CODE", "a platform's code");
        assertThat(reasonless.getStatus()).isEqualTo(409);
        assertThat(reasonless.getContentAsString()).contains("REASON_MISSING");
        assertThat(edge.send("operator-a", "/v1/brakes", "{\"scope\":\"MOON\",\"reasonCode\":\"WRONG_UNBINDS\"}")
                        .getStatus())
                .isEqualTo(400);
        assertThat(edge.send("operator-a", "/v1/brakes/" + UUID.randomUUID() + "/lift", MENDED)
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void withoutAScopeNothingIsSet() throws Exception {
        var answer = edge.send("operator-a", "/v1/brakes", "{\"reasonCode\":\"WRONG_UNBINDS\"}");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentAsString()).contains("\"code\":\"BAD_REQUEST\"", "scope is missing");
    }

    @Test
    void nobodyButAnOperatorSetsReadsOrLiftsOne() throws Exception {
        assertThat(edge.send("shop-a", "/v1/brakes", EVERYTHING).getStatus()).isEqualTo(403);
        assertThat(edge.send("shop-a", "/v1/brakes/" + UUID.randomUUID() + "/lift", MENDED)
                        .getStatus())
                .isEqualTo(403);
        assertThat(edge.send("nobody", "/v1/brakes", EVERYTHING).getStatus()).isEqualTo(401);
        assertThat(edge.read("nobody", "/v1/brakes").getStatus()).isEqualTo(401);
        assertThat(edge.read("shop-a", "/v1/brakes").getStatus()).isEqualTo(403);
    }
}
