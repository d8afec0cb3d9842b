package io.reissue.edge.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.Doubts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoubtControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final String DOUBTS = "/v1/platforms/" + Scene.REQUIRED + "/doubts";
    private static final String MADE_SURE = "{\"reasonCode\":\"MADE_SURE\"}";

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = new EdgeForTests(DoubtController.class, Doubts.class, parts.doubts());

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void oneOperatorSeesTheDoubtAndAcceptsIt() throws Exception {
        doubted();

        var shown = edge.read("operator-a", DOUBTS);
        assertThat(shown.getStatus()).isEqualTo(200);
        assertThat(shown.getContentAsString())
                .contains("\"jurisdiction\":\"CN\"", "\"items\":40", "\"predicted\":12", "\"gone\":40");
        var accepted = edge.send("operator-a", DOUBTS + "/accept", MADE_SURE);

        assertThat(accepted.getStatus()).isEqualTo(200);
        assertThat(accepted.getContentAsString()).contains("\"items\":40");
        assertThat(edge.read("operator-a", DOUBTS).getContentAsString()).isEqualTo("[]");
        assertThat(edge.send("operator-b", DOUBTS + "/accept", MADE_SURE).getContentAsString())
                .as("repeated")
                .isEqualTo("[]");
    }

    @Test
    void aReasonIsNeededAndAPlatformThatIsThere() throws Exception {
        var reasonless = edge.send("operator-a", DOUBTS + "/accept", "{}");

        assertThat(reasonless.getStatus()).isEqualTo(409);
        assertThat(reasonless.getContentAsString()).contains("REASON_MISSING");
        assertThat(edge.send("operator-a", "/v1/platforms/no-such-bank/doubts/accept", MADE_SURE)
                        .getStatus())
                .isEqualTo(404);
        assertThat(edge.read("operator-a", "/v1/platforms/no-such-bank/doubts").getStatus())
                .isEqualTo(404);
    }

    @Test
    void nobodyButAnOperatorReadsOrAccepts() throws Exception {
        assertThat(edge.read("shop-a", DOUBTS).getStatus()).isEqualTo(403);
        assertThat(edge.send("shop-a", DOUBTS + "/accept", MADE_SURE).getStatus())
                .isEqualTo(403);
        assertThat(edge.send("nobody", DOUBTS + "/accept", MADE_SURE).getStatus())
                .isEqualTo(401);
    }

    private void doubted() {
        STORE.jdbc()
                .sql("insert into bound_rate (platform_id, jurisdiction, items, bound) values (:bank, 'CN', 1000, 300)")
                .param("bank", scene.platform(Scene.REQUIRED))
                .update();
        STORE.jdbc()
                .sql("""
                        insert into streak (id, platform_id, jurisdiction, items, began_at, doubted_at, predicted)
                        values (gen_random_uuid(), :bank, 'CN', 40, :now, :now, 12)
                        """)
                .param("bank", scene.platform(Scene.REQUIRED))
                .param("now", scene.now().atOffset(java.time.ZoneOffset.UTC))
                .update();
    }
}
