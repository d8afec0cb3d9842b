package io.reissue.edge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandInput;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.story.CycleList;
import io.reissue.store.story.OnRecord;
import io.reissue.store.story.PlatformTable;
import io.reissue.store.story.StoriesForTests;
import io.reissue.store.story.Timeline;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CycleReadingsTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final JsonMapper json = new JsonMapper();
    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final StoriesForTests stories = StoriesForTests.over(parts);
    private final EdgeForTests edge = new EdgeForTests(CycleReadings.class, context -> {
        context.registerBean(Clock.class, STORE::clock);
        context.registerBean(CycleRows.class, parts::cycles);
        context.registerBean(CycleList.class, stories::list);
        context.registerBean(Timeline.class, stories::timeline);
        context.registerBean(PlatformTable.class, stories::platforms);
        context.registerBean(OnRecord.class, stories::onRecord);
    });

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void pagesAreWalkedByWhatEachSaysIsNext() throws Exception {
        var held = IntStream.range(0, 3).mapToObj(n -> scene.resting()).toList();
        held.forEach(cycle -> scene.command(cycle, CommandKind.HOLD));
        String file = scene.row(held.getFirst()).intakeFileId().toString();

        var first = read("/v1/cycles?held=true&limit=2");
        var second =
                read("/v1/cycles?held=true&limit=2&after=" + first.get("next").asString());

        assertThat(first.get("cycles").size()).isEqualTo(2);
        assertThat(second.get("cycles").get(0).get("id").asString())
                .isLessThan(first.get("cycles").get(1).get("id").asString());
        assertThat(read("/v1/cycles?file=" + file).get("cycles").size()).isEqualTo(1);
        assertThat(read("/v1/cycles?file=" + file).get("next").isNull()).isTrue();
        assertThat(read("/v1/cycles?file=" + file + "&age=P1D").get("cycles").size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=NOWHERE", "stuck=NOT_A_REASON", "limit=0", "limit=201", "age=old", "after=x"})
    void aFilterThatIsNoneIsRefused(String query) throws Exception {
        assertThat(edge.read("operator-a", "/v1/cycles?" + query).getStatus()).isEqualTo(400);
    }

    @Test
    void aStoryAndItsPlatformsAreReadWithoutTheNumber() throws Exception {
        var cycle = scene.cleared(1).member(0);
        String number = parts.inventory().e164(scene.row(cycle).numberId());

        var told = edge.read("operator-a", "/v1/cycles/" + cycle + "/timeline").getContentAsString();
        var table = read("/v1/cycles/" + cycle + "/platforms");

        assertThat(told)
                .contains("LEFT_SERVICE", "DISCLOSED", "SEALED", "STAGE_OPENED")
                .doesNotContain(number, Scene.HOLDER, Scene.CONTACT);
        assertThat(table.get("lines").size()).isEqualTo(3);
        assertThat(table.get("lines").get(0).get("outcome").asString()).isEqualTo("NOT_BOUND");
    }

    @Test
    void ofANumberThatIsNotDisclosedYetWhatThereIsIsRead() throws Exception {
        String path = "/v1/cycles/" + scene.accepted();

        assertThat(edge.read("operator-a", path + "/timeline").getContentAsString())
                .contains("LEFT_SERVICE", "TAKEN_IN")
                .doesNotContain("DISCLOSED");
        assertThat(read(path + "/platforms").get("lines").size()).isZero();
    }

    @Test
    void aWholeNumberIsShownToAnOperatorOnlyAndOnRecord() throws Exception {
        var cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());
        String path = "/v1/cycles/" + cycle + "/number";

        assertThat(edge.send("auditor-a", path, "").getStatus()).isEqualTo(403);
        assertThat(edge.send("shop-a", path, "").getStatus()).isEqualTo(403);
        assertThat(edge.send("nobody", path, "").getStatus()).isEqualTo(401);
        assertThat(shown(cycle)).isZero();

        var answer = edge.send("operator-a", path, "");
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).isEqualTo("{\"number\":\"+" + number + "\"}");
        assertThat(shown(cycle)).isEqualTo(1);
    }

    @Test
    void aNoteIsReadByItsOwnCallAndOnRecord() throws Exception {
        var cycle = scene.resting();
        var hold = new CommandInput(
                UUID.randomUUID(),
                cycle,
                CommandKind.HOLD,
                "operator-a",
                Scene.OFFICES,
                "CASE",
                "asked by letter",
                null,
                null,
                null,
                false,
                false);
        scene.command(hold);
        String path = "/v1/cycles/" + cycle + "/commands/" + hold.id() + "/note";

        assertThat(edge.read("operator-a", "/v1/cycles/" + cycle + "/timeline").getContentAsString())
                .contains("\"note\":true")
                .doesNotContain("asked by letter");
        assertThat(edge.send("auditor-a", path, "").getStatus()).isEqualTo(403);
        assertThat(shown(cycle)).isZero();
        assertThat(edge.send("operator-b", path, "").getContentAsString()).isEqualTo("{\"note\":\"asked by letter\"}");
        assertThat(shown(cycle)).isEqualTo(1);
    }

    @Test
    void ofACycleThatThereIsNotNothingIsSaid() throws Exception {
        String path = "/v1/cycles/" + UUID.randomUUID();

        assertThat(edge.read("operator-a", path + "/timeline").getStatus()).isEqualTo(404);
        assertThat(edge.read("operator-a", path + "/platforms").getStatus()).isEqualTo(404);
        assertThat(edge.send("operator-a", path + "/number", "").getStatus()).isEqualTo(404);
        assertThat(edge.send("operator-a", path + "/commands/" + UUID.randomUUID() + "/note", "")
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void anAuditorReadsAndAShopDoesNot() throws Exception {
        assertThat(edge.read("auditor-a", "/v1/cycles").getStatus()).isEqualTo(200);
        assertThat(edge.read("shop-a", "/v1/cycles").getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", "/v1/cycles").getStatus()).isEqualTo(401);
    }

    private JsonNode read(String path) throws Exception {
        return json.readTree(edge.read("operator-a", path).getContentAsString());
    }

    private long shown(UUID cycle) {
        return STORE.jdbc()
                .sql("select count(*) from audit_entry where subject = :cycle and action like '%.shown'")
                .param("cycle", cycle.toString())
                .query(Long.class)
                .single();
    }
}
