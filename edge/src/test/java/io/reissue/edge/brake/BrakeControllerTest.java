package io.reissue.edge.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.brake.Brakes;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrakeControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

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
        assertThat(another.getStatus()).isEqualTo(409);
        assertThat(another.getContentAsString()).contains("ID_TAKEN");
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
        assertThat(answer.getErrorMessage()).isEqualTo("scope is missing");
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
