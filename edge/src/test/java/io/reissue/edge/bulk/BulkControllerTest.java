package io.reissue.edge.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.bulk.BulkRules;
import io.reissue.edge.EdgeForTests;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.bulk.BulksForTests;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BulkControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final JsonMapper json = new JsonMapper();
    private final StoreParts parts = new StoreParts(STORE);
    private final Scene scene = Scene.begin(parts);
    private final BulksForTests bulks = new BulksForTests(parts);
    private final EdgeForTests edge = new EdgeForTests(BulkController.class, Bulks.class, bulks.bulks());

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aWrongFileIsWithdrawnAsItWasPreviewed() throws Exception {
        UUID cycle = scene.resting();
        String file = "{\"file\":\"" + scene.row(cycle).intakeFileId() + "\",\"open\":true}";

        var preview = send("operator-a", "WITHDRAW", file);
        assertThat(preview.getStatus()).isEqualTo(201);
        JsonNode seen = read(preview);
        assertThat(seen.path("members").asInt()).isEqualTo(1);
        assertThat(seen.path("outcomes").get(0).path("verdict").asString()).isEqualTo("ACCEPTED");
        String tag = Objects.requireNonNull(preview.getHeader("ETag"));
        assertThat(tag).isEqualTo("\"" + seen.path("fingerprint").asString() + "\"");
        assertThat(preview.getHeader("Location")).isEqualTo(path(seen));

        var confirmed = confirm("operator-a", seen, tag);
        assertThat(confirmed.getStatus()).isEqualTo(200);
        assertThat(read(confirmed).path("state").asString()).isEqualTo("RUNNING");
        assertThat(confirm("operator-a", seen, tag).getStatus()).as("again").isEqualTo(200);
        bulks.takeAll(id(seen));

        JsonNode done = read(edge.read("auditor-a", path(seen)));
        assertThat(done.path("state").asString()).isEqualTo("DONE");
        assertThat(done.path("left").asInt()).isZero();
        assertThat(done.path("outcomes").get(0).path("became").asInt()).isEqualTo(1);
        assertThat(scene.row(cycle).state().undoing()).isTrue();
        assertThat(edge.read("auditor-a", path(seen) + "/results.csv").getContentAsString())
                .isEqualTo("cycle,verdict,refusal\r\n" + cycle + ",ACCEPTED,\r\n");
        assertThat(read(edge.read("auditor-a", "/v1/bulk"))
                        .path("bulks")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id(seen).toString());
    }

    @Test
    void aPoliceListIsHeldAndItsOtherRowsAreNamedByLineAndCode() throws Exception {
        UUID cycle = scene.resting();
        String number = parts.inventory().e164(scene.row(cycle).numberId());
        String list = "number;case\n+" + number + ";4711\n+8613999999999;4712\n";

        var preview = upload("operator-a", "kind=HOLD&reasonCode=POLICE_REQUEST", list);

        assertThat(preview.getStatus()).isEqualTo(201);
        assertThat(preview.getContentAsString()).doesNotContain(number, "13999999999");
        JsonNode seen = read(preview);
        assertThat(seen.path("members").asInt()).isEqualTo(1);
        assertThat(seen.path("badRows").path("UNKNOWN_NUMBER").asInt()).isEqualTo(1);
        assertThat(edge.read("auditor-a", path(seen) + "/bad-rows.csv").getContentAsString())
                .isEqualTo("line,code\r\n1,NOT_A_NUMBER\r\n3,UNKNOWN_NUMBER\r\n");
        assertThat(scene.row(cycle).held()).isFalse();
    }

    @Test
    void aListThatIsTooLargeIsRefusedByName() throws Exception {
        var refused = upload("operator-a", "kind=HOLD&reasonCode=CASE", "1".repeat(BulkRules.MOST_BYTES + 1));

        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(read(refused).path("code").asString()).isEqualTo("LIST_TOO_LARGE");
        assertThat(read(refused).path("detail").asString()).contains("split the list");
    }

    @Test
    void whatIsNoLongerWhatWasSeenIsNotDone() throws Exception {
        UUID cycle = scene.resting();
        JsonNode seen = read(upload("operator-a", "kind=HOLD&reasonCode=CASE", cycle.toString()));
        String tag = "\"" + seen.path("fingerprint").asString() + "\"";

        assertThat(confirm("operator-a", seen, null).getStatus()).isEqualTo(428);
        assertThat(confirm("operator-a", seen, "W/" + tag).getStatus()).isEqualTo(400);
        refused(confirm("operator-a", seen, "\"" + "0".repeat(64) + "\""), 412, "OTHER_FINGERPRINT");
        refused(confirm("operator-b", seen, tag), 409, "NOT_YOURS");
        scene.command(cycle, CommandKind.EXTEND_FREEZE);
        scene.command(Scene.input(
                cycle,
                CommandKind.EXTEND_FREEZE,
                "operator-b",
                Objects.requireNonNull(scene.row(cycle).freezeEnd()).plusSeconds(60),
                null));
        refused(confirm("operator-a", seen, tag), 412, "SET_CHANGED");
        STORE.clock().set(STORE.clock().instant().plus(BulkRules.PREVIEW_LASTS));
        refused(confirm("operator-a", seen, tag), 409, "PREVIEW_EXPIRED");
        assertThat(scene.row(cycle).held()).isFalse();
    }

    @Test
    void aBulkIsStoppedAndWhatIsLeftIsNotDone() throws Exception {
        UUID cycle = scene.resting();
        JsonNode seen = read(upload("operator-a", "kind=HOLD&reasonCode=CASE", cycle.toString()));
        refused(edge.send("operator-b", path(seen) + "/stop", ""), 409, "NOT_RUNNING");
        confirm("operator-a", seen, "\"" + seen.path("fingerprint").asString() + "\"");

        JsonNode stopped = read(edge.send("operator-b", path(seen) + "/stop", ""));
        bulks.takeAll(id(seen));

        assertThat(stopped.path("stoppedBy").asString()).isEqualTo("operator-b");
        assertThat(stopped.path("left").asInt()).isEqualTo(1);
        assertThat(scene.row(cycle).held()).isFalse();
        assertThat(read(edge.send("operator-a", path(seen) + "/stop", ""))
                        .path("stoppedBy")
                        .asString())
                .isEqualTo("operator-b");
    }

    @Test
    void theWrongRolePreviewsConfirmsAndStopsNothing() throws Exception {
        String cycle = scene.resting().toString();
        JsonNode seen = read(upload("operator-a", "kind=HOLD&reasonCode=CASE", cycle));
        String tag = "\"" + seen.path("fingerprint").asString() + "\"";

        for (String who : new String[] {"auditor-a", "shop-a", "policy-a", "approver-a"}) {
            assertThat(send(who, "HOLD", "{\"jurisdiction\":\"CN\"}").getStatus())
                    .isEqualTo(403);
            assertThat(upload(who, "kind=HOLD&reasonCode=CASE", cycle).getStatus())
                    .isEqualTo(403);
            assertThat(confirm(who, seen, tag).getStatus()).isEqualTo(403);
            assertThat(edge.send(who, path(seen) + "/stop", "").getStatus()).isEqualTo(403);
        }
        assertThat(edge.read("shop-a", "/v1/bulk").getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", path(seen)).getStatus()).isEqualTo(401);
        assertThat(send("operator-a", "SHORTEN_FREEZE", "{\"jurisdiction\":\"CN\"}")
                        .getStatus())
                .as("an operator shortens nothing")
                .isEqualTo(403);
        assertThat(upload("policy-a", "kind=SHORTEN_FREEZE&reasonCode=CASE&until=2030-01-01T00:00:00Z", cycle)
                        .getStatus())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\"}|400|",
                "{\"reasonCode\":\"CASE\",\"filter\":{\"held\":true}}|400|",
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"filter\":{\"state\":\"NOWHERE\"}}|400|",
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"filter\":{\"stuck\":\"NO_REASON\"}}|400|",
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"filter\":{\"open\":true}}|409|FILTER_EMPTY",
                "{\"kind\":\"HOLD\",\"filter\":{\"held\":false}}|409|REASON_MISSING",
                "{\"kind\":\"REINSTATE\",\"reasonCode\":\"CASE\",\"filter\":{\"held\":false}}|409|NOT_IN_BULK",
                "{\"kind\":\"ASK_AGAIN\",\"reasonCode\":\"CASE\",\"filter\":{\"held\":false}}|409|PLATFORM_MISSING",
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"filter\":{\"age\":\"P40Y\"}}|409|NOTHING_SELECTED",
                "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"of\":\"019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11\"}|409|UNKNOWN_BULK"
            })
    void whatCannotBeAskedIsRefused(String body, int status, @Nullable String title) throws Exception {
        var answer = edge.send("operator-a", "/v1/bulk", body);

        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        if (title != null) assertThat(read(answer).path("code").asString()).isEqualTo(title);
    }

    @Test
    void bulksAreReadPageByPage() throws Exception {
        String cycle = scene.resting().toString();
        JsonNode first = read(upload("operator-a", "kind=HOLD&reasonCode=CASE", cycle));
        STORE.clock().advance(Duration.ofMinutes(1));
        JsonNode second = read(upload("operator-a", "kind=HOLD&reasonCode=CASE", cycle));

        JsonNode page = read(edge.read("auditor-a", "/v1/bulk?limit=1"));
        JsonNode next = read(edge.read(
                "auditor-a", "/v1/bulk?limit=1&after=" + page.path("next").asString()));

        assertThat(id(page.path("bulks").get(0))).isEqualTo(id(second));
        assertThat(id(next.path("bulks").get(0))).isEqualTo(id(first));
    }

    @Test
    void theSameUnderAnIdIsPreviewedOnceAndAnythingElseIsRefused() throws Exception {
        UUID cycle = scene.resting();
        UUID key = UUID.randomUUID();
        String hold = "{\"kind\":\"HOLD\",\"reasonCode\":\"CASE\",\"filter\":{\"file\":\""
                + scene.row(cycle).intakeFileId() + "\"}}";

        var first = keyed(key, hold, "application/json", "");
        var again = keyed(key, hold, "application/json", "");

        assertThat(first.getStatus()).as(first.getContentAsString()).isEqualTo(201);
        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(again.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(id(read(first))).isEqualTo(key);
        refused(keyed(key, hold.replace("CASE", "OTHER_CASE"), "application/json", ""), 422, "ID_TAKEN");
        refused(keyed(key, hold.replace("}}", ",\"open\":true}}"), "application/json", ""), 422, "ID_TAKEN");
        refused(keyed(key, cycle.toString(), "text/csv", "?kind=HOLD&reasonCode=CASE"), 422, "ID_TAKEN");
        assertThat(keyed(key, cycle.toString(), "text/csv", "?kind=HOLD&reasonCode=CASE&id=" + UUID.randomUUID())
                        .getStatus())
                .isEqualTo(400);
    }

    private MockHttpServletResponse keyed(UUID key, String body, String type, String query) throws Exception {
        return edge.send(
                "operator-a",
                HttpMethod.POST,
                "/v1/bulk" + query,
                body,
                Map.of("Idempotency-Key", "\"" + key + "\"", "Content-Type", type));
    }

    @Test
    void whatThereIsNotIsNotFound() throws Exception {
        String path = "/v1/bulk/" + UUID.randomUUID();

        assertThat(edge.read("operator-a", path).getStatus()).isEqualTo(404);
        assertThat(edge.send("operator-a", path + "/stop", "").getStatus()).isEqualTo(404);
        assertThat(edge.send("operator-a", path + "/confirmation", "").getStatus())
                .isEqualTo(404);
        assertThat(edge.read("operator-a", path + "/results.csv").getStatus()).isEqualTo(404);
    }

    private MockHttpServletResponse send(String who, String kind, String filter) throws Exception {
        return edge.send(
                who, "/v1/bulk", "{\"kind\":\"" + kind + "\",\"reasonCode\":\"CASE\",\"filter\":" + filter + "}");
    }

    private MockHttpServletResponse upload(String who, String query, String list) throws Exception {
        return edge.upload(who, "/v1/bulk?" + query, "text/csv", list);
    }

    private MockHttpServletResponse confirm(String who, JsonNode bulk, @Nullable String tag) throws Exception {
        return edge.change(who, HttpMethod.POST, path(bulk) + "/confirmation", tag, "");
    }

    private void refused(MockHttpServletResponse answer, int status, String title) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        assertThat(read(answer).path("code").asString()).isEqualTo(title);
    }

    private JsonNode read(MockHttpServletResponse answer) throws Exception {
        return json.readTree(answer.getContentAsString());
    }

    private static UUID id(JsonNode bulk) {
        return UUID.fromString(bulk.path("id").asString());
    }

    private static String path(JsonNode bulk) {
        return "/v1/bulk/" + id(bulk);
    }
}
