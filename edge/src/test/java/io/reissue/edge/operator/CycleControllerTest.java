package io.reissue.edge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;

class CycleControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final EdgeForTests edge = CycleEdgeForTests.over(parts);

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aNumberIsFoundByItsDigitsAndShownMasked() throws Exception {
        var cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());

        var found = edge.send("operator-a", "/v1/cycles/search", "{\"number\":\"+" + number + "\"}")
                .getContentAsString();

        assertThat(found)
                .contains(cycle.toString(), "+86•••••••" + number.substring(9))
                .doesNotContain(number);
    }

    @Test
    void aNumberThatIsNotDisclosedYetIsShownAsItIsAndRefusesACommandByName() throws Exception {
        var cycle = scene.accepted();
        String number = parts.inventory().e164(scene.row(cycle).numberId());
        String path = "/v1/cycles/" + cycle;

        assertThat(edge.read("operator-a", path).getContentAsString())
                .contains("\"state\":\"ACCEPTED\"", "\"freezeEnd\":null", "\"policy\":null")
                .doesNotContain(number);
        assertThat(edge.send("operator-a", "/v1/cycles/search", "{\"number\":\"" + number + "\"}")
                        .getContentAsString())
                .contains(cycle.toString(), "ACCEPTED");
        var hold = edge.send("operator-a", path + "/commands", "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}");
        assertThat(hold.getStatus()).isEqualTo(409);
        assertThat(hold.getContentAsString()).contains("NOT_DISCLOSED", "RESTING");
        assertThat(scene.row(cycle).held()).isFalse();
        assertThat(edge.send(
                                "operator-a",
                                "/v1/cycles/" + UUID.randomUUID() + "/commands",
                                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}")
                        .getStatus())
                .as("of a cycle that there is not")
                .isEqualTo(404);
    }

    @Test
    void theSecondApprovalOfOnePersonIsRefusedAndNothingIsWaived() throws Exception {
        var cycle = scene.asked(1).member(0);

        assertThat(waive("operator-a", cycle).getStatus()).isEqualTo(202);
        var again = waive("operator-a", cycle);

        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(again.getContentAsString()).contains("SAME_PRINCIPAL");
        assertThat(scene.count("waiver", cycle)).isZero();
        assertThat(waive("operator-b", cycle).getStatus()).isEqualTo(200);
        assertThat(scene.count("waiver", cycle)).isEqualTo(1);
    }

    @Test
    void aWaiverOnAPurgedNumberIsRefusedAndChangesNothing() throws Exception {
        var cycle = scene.due(1).member(0);
        scene.finish(cycle);
        var before = scene.row(cycle);

        for (String who : new String[] {"operator-a", "operator-b"}) {
            var answer = waive(who, cycle);
            assertThat(answer.getStatus()).isEqualTo(409);
            assertThat(answer.getContentAsString()).contains("\"title\"", "\"detail\"");
        }
        assertThat(scene.count("waiver", cycle)).isZero();
        assertThat(scene.row(cycle)).isEqualTo(before);
    }

    @Test
    void aCommandThatIsSentTwiceHasOneEffect() throws Exception {
        var cycle = scene.resting();
        String hold = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}";
        String path = "/v1/cycles/" + cycle + "/commands";

        assertThat(edge.send("operator-a", path, hold).getStatus()).isEqualTo(200);
        assertThat(edge.send("operator-a", path, hold).getStatus()).isEqualTo(200);

        var other = edge.send("operator-a", path, hold.replace("HOLD", "WITHDRAW"));
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString()).contains("\"code\":\"ID_TAKEN\"");

        assertThat(scene.count("command", cycle)).isEqualTo(1);
    }

    @Test
    void theIdMayBeSaidInTheHeaderToo() throws Exception {
        var cycle = scene.resting();
        String path = "/v1/cycles/" + cycle + "/commands";
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String hold = "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}";

        var first = edge.send("operator-a", HttpMethod.POST, path, hold, key);
        var again = edge.send("operator-a", HttpMethod.POST, path, hold, key);

        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(again.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(scene.count("command", cycle)).isEqualTo(1);
    }

    @Test
    void theWrongRoleCommandsNothing() throws Exception {
        var cycle = scene.resting();
        String hold = "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}";

        for (String who : new String[] {"auditor-a", "shop-a", "policy-a", "approver-a"}) {
            assertThat(edge.send(who, "/v1/cycles/" + cycle + "/commands", hold).getStatus())
                    .isEqualTo(403);
        }
        assertThat(scene.count("command", cycle)).isZero();
        assertThat(scene.row(cycle).held()).isFalse();
    }

    @Test
    void aFreezeIsShortenedByAPolicyAdminAndThenByAnotherOrAnApprover() throws Exception {
        var cycle = scene.resting();
        var end = Objects.requireNonNull(scene.row(cycle).freezeEnd());
        scene.command(Scene.input(cycle, CommandKind.EXTEND_FREEZE, "operator-a", end.plus(Duration.ofDays(60)), null));

        assertThat(shorten("operator-a", cycle, end).getStatus()).isEqualTo(403);
        var early = shorten("approver-a", cycle, end);
        assertThat(early.getStatus()).isEqualTo(409);
        assertThat(early.getContentAsString()).contains("OTHER_OFFICE", "a policy admin");
        assertThat(shorten("policy-a", cycle, end).getStatus()).isEqualTo(202);
        assertThat(shorten("policy-a", cycle, end).getStatus()).as("alone").isEqualTo(409);
        assertThat(edge.read("approver-a", "/v1/cycles/" + cycle).getContentAsString())
                .contains("waitingForSecond", "SHORTEN_FREEZE", "\"until\":\"" + end + "\"");
        assertThat(shorten("approver-a", cycle, end).getStatus()).isEqualTo(200);

        assertThat(scene.row(cycle).freezeEnd()).isEqualTo(end);
    }

    private MockHttpServletResponse shorten(String who, UUID cycle, Instant until) throws Exception {
        return edge.send(
                who,
                "/v1/cycles/" + cycle + "/commands",
                "{\"kind\":\"SHORTEN_FREEZE\",\"reasonCode\":\"CASE\",\"until\":\"" + until + "\"}");
    }

    private MockHttpServletResponse waive(String who, UUID cycle) throws Exception {
        return edge.send(
                who,
                "/v1/cycles/" + cycle + "/commands",
                "{\"kind\":\"WAIVE\",\"platform\":\"" + Scene.REQUIRED + "\",\"reasonCode\":\"CASE\"}");
    }
}
