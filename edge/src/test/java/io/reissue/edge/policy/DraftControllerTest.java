package io.reissue.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.PolicyDrafts;
import io.reissue.store.policy.PolicyPreview;
import io.reissue.store.policy.PolicyRows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DraftControllerTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DRAFTS = "/v1/policies/drafts";

    private final Scene scene = Scene.begin(new StoreParts(STORE));
    private final LocalDate soon =
            LocalDate.ofInstant(scene.now(), ZoneId.of("Asia/Shanghai")).plusDays(500);
    private final UUID id = UUID.randomUUID();
    private final String path = DRAFTS + "/" + id;

    private final EdgeForTests edge = new EdgeForTests(DraftController.class, context -> {
        context.registerBean(PolicyDrafts.class, () -> PoliciesForTests.drafts(STORE));
        context.registerBean(PolicyRows.class, () -> PoliciesForTests.rows(STORE));
        context.registerBean(PolicyPreview.class, () -> PoliciesForTests.preview(STORE));
    });

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aDraftIsWrittenReadWeighedAndApprovedBySomebodyElse() throws Exception {
        scene.resting();
        var written = edge.send("policy-a", DRAFTS, draft(120));
        assertThat(written.getStatus()).isEqualTo(201);
        assertThat(written.getHeader("Location")).isEqualTo(path);
        assertThat(written.getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(edge.read("auditor-a", path).getContentAsString())
                .contains("\"author\":\"policy-a\"", "\"freezeDays\":120", "\"version\":null");
        assertThat(edge.read("operator-a", DRAFTS).getContentAsString()).contains(id.toString());

        var weighed = edge.send("approver-a", path + "/preview", "");
        assertThat(weighed.getStatus()).isEqualTo(200);
        assertThat(weighed.getContentAsString()).contains("\"laterBy\":", "\"pool\":", "\"resting\":");

        var approved = approve("approver-a", "\"1\"");
        assertThat(approved.getStatus()).isEqualTo(200);
        assertThat(approved.getContentAsString()).doesNotContain("\"version\":null");
        assertThat(approve("approver-a", "\"1\"").getStatus()).as("once more").isEqualTo(200);
        refused(edit("policy-a", "\"1\"", 130), "ALREADY_APPROVED");
    }

    @Test
    void theSameRequestIsAnsweredAlikeAndAnotherUnderItsIdIsRefused() throws Exception {
        assertThat(edge.send("policy-a", DRAFTS, draft(120)).getStatus()).isEqualTo(201);
        assertThat(edge.send("policy-a", DRAFTS, draft(120)).getStatus()).isEqualTo(200);

        taken(edge.send("policy-a", DRAFTS, draft(121)));
        taken(edge.send("policy-b", DRAFTS, draft(120)));
        assertThat(edge.read("policy-a", path).getContentAsString()).contains("\"freezeDays\":120");
    }

    @Test
    void aStaleEditShowsWhatIsThereAndOverwritesNothing() throws Exception {
        edge.send("policy-a", DRAFTS, draft(120));
        var edited = edit("policy-a", "\"1\"", 130);
        assertThat(edited.getStatus()).isEqualTo(200);
        assertThat(edited.getHeader("ETag")).isEqualTo("\"2\"");

        var stale = edit("policy-a", "\"1\"", 140);

        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(stale.getContentAsString()).contains("\"code\":\"STALE\"", "\"freezeDays\":130", "\"revision\":2");
        assertThat(approve("approver-a", "\"1\"").getStatus()).isEqualTo(412);
        assertThat(edge.read("policy-a", path).getContentAsString()).contains("\"freezeDays\":130", "\"version\":null");
        assertThat(edit("policy-a", null, 140).getStatus()).isEqualTo(428);
        assertThat(edit("policy-a", "2", 140).getStatus()).isEqualTo(400);
        assertThat(edit("policy-a", "W/\"2\"", 140).getStatus()).isEqualTo(400);
        assertThat(approve("approver-a", null).getStatus()).isEqualTo(428);
    }

    @Test
    void aRefusalNamesTheRuleItsSourceAndWhatWouldHelp() throws Exception {
        var below = edge.send("policy-a", DRAFTS, draft(60));
        refused(below, "BELOW_FLOOR");
        assertThat(below.getContentAsString())
                .contains("60 days", "floor of 90", "Telecommunication service specification", "at least as long");
        assertThat(edge.read("policy-a", path).getStatus()).isEqualTo(404);

        edge.send("lead-a", DRAFTS, draft(120));
        refused(approve("lead-a", "\"1\""), "SAME_PRINCIPAL");
        refused(edit("policy-b", "\"1\"", 130), "NOT_THE_AUTHOR");
        assertThat(edge.read("policy-a", path).getContentAsString()).contains("\"version\":null", "\"revision\":1");
    }

    @Test
    void aDraftMayBeForAProvinceALineTypeOrAReasonAndNamesNoneOtherwise() throws Exception {
        String scoped =
                document(120).replace("\"jurisdiction\":\"CN\"", "\"jurisdiction\":\"CN\",\"lineType\":\"IOT\"");

        assertThat(edge.send("policy-a", DRAFTS, "{\"id\":\"" + id + "\",\"document\":" + scoped + "}")
                        .getStatus())
                .isEqualTo(201);
        assertThat(edge.read("policy-a", path).getContentAsString())
                .contains("\"lineType\":\"IOT\"")
                .doesNotContain("province", "\"ends\"");
        assertThat(approve("approver-a", "\"1\"").getStatus()).isEqualTo(200);
        UUID other = UUID.randomUUID();
        for (String unknown : List.of(scoped.replace("IOT", "PREPAID"), scoped.replace("lineType", "tariff")))
            assertThat(edge.send("policy-a", DRAFTS, "{\"id\":\"" + other + "\",\"document\":" + unknown + "}")
                            .getStatus())
                    .isEqualTo(400);
        String ends = scoped.replace("\"jurisdiction\"", "\"ends\":true,\"jurisdiction\"");
        refused(
                edge.send(
                        "policy-a",
                        DRAFTS,
                        "{\"id\":\"" + other + "\",\"document\":" + ends.replace("IOT", "BUSINESS") + "}"),
                "NOTHING_TO_END");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jurisdiction", "effectiveFrom", "freezeDays", "spread", "required", "asking", "askAgainAfter"})
    void aDocumentThatLacksSomethingIsMalformed(String part) throws Exception {
        assertThat(edge.send("policy-a", DRAFTS, draft(120, part)).getStatus()).isEqualTo(400);
        assertThat(edge.read("policy-a", path).getStatus()).isEqualTo(404);
    }

    @Test
    void whatIsNoDraftIsMalformedAndWhatIsNotThereNotFound() throws Exception {
        assertThat(edge.send("policy-a", DRAFTS, "{\"id\":\"" + id + "\"}").getStatus())
                .isEqualTo(400);
        assertThat(edge.send("policy-a", DRAFTS, draft(120).replace("[\"bank-one\"]", "[null]"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(edge.send("policy-a", DRAFTS, draft(120).replace("\"PT1S\"", "\"soon\""))
                        .getStatus())
                .isEqualTo(400);
        assertThat(edge.send("policy-a", path + "/preview", "").getStatus()).isEqualTo(404);
        assertThat(edit("policy-a", "\"1\"", 120).getStatus()).isEqualTo(404);
        assertThat(approve("approver-a", "\"1\"").getStatus()).isEqualTo(404);
    }

    @Test
    void pagesAreWalkedTheLatestChangedFirst() throws Exception {
        edge.send("policy-a", DRAFTS, draft(120));
        edge.send(
                "policy-a",
                DRAFTS,
                draft(120).replace(id.toString(), UUID.randomUUID().toString()));
        var all = JSON.readTree(edge.read("policy-a", DRAFTS + "?limit=200").getContentAsString());

        var walked = new ArrayList<JsonNode>();
        String next = "";
        while (next != null) {
            var page = JSON.readTree(
                    edge.read("policy-a", DRAFTS + "?limit=1" + next).getContentAsString());
            page.path("drafts").forEach(walked::add);
            next = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").stringValue();
        }

        assertThat(walked).hasSizeGreaterThan(1).containsExactlyElementsOf(all.path("drafts"));
    }

    @Test
    void whoMayDoWhat() throws Exception {
        assertThat(edge.send("operator-a", DRAFTS, draft(120)).getStatus()).isEqualTo(403);
        assertThat(edge.send("approver-a", DRAFTS, draft(120)).getStatus()).isEqualTo(403);
        edge.send("policy-a", DRAFTS, draft(120));
        assertThat(approve("policy-b", "\"1\"").getStatus()).isEqualTo(403);
        assertThat(edit("approver-a", "\"1\"", 130).getStatus()).isEqualTo(403);
        assertThat(edge.send("auditor-a", path + "/preview", "").getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", path).getStatus()).isEqualTo(401);
        assertThat(edge.read("policy-a", path).getContentAsString()).contains("\"revision\":1", "\"version\":null");
    }

    private String draft(int freezeDays, String... without) {
        return "{\"id\":\"" + id + "\",\"document\":" + document(freezeDays, without) + "}";
    }

    private String document(int freezeDays, String... without) {
        return PoliciesForTests.json(PoliciesForTests.document("CN", soon, freezeDays, 40), without);
    }

    private MockHttpServletResponse edit(String who, @Nullable String seen, int freezeDays) throws Exception {
        return edge.change(who, HttpMethod.PUT, path, seen, "{\"document\":" + document(freezeDays) + "}");
    }

    private MockHttpServletResponse approve(String who, @Nullable String seen) throws Exception {
        return edge.change(who, HttpMethod.POST, path + "/approval", seen, "");
    }

    private static void taken(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("ID_TAKEN");
    }

    private static void refused(MockHttpServletResponse answer, String code) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("\"code\":\"" + code + "\"", "\"detail\":\"");
    }
}
