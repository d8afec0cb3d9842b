package io.reissue.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.store.StoreForTests;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformsForTests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlatformControllerTest {
    private static final String PLATFORMS = "/v1/platforms";
    private static final String BANK = PLATFORMS + "/bank-new";
    private static final String WHY = "{\"reasonCode\":\"CONTRACT_SIGNED\"}";
    private static final String TERMS = """
            {"code":"bank-new","nameZh":"新银行","nameEn":"New Bank","kind":"LENDER","jurisdictions":["CN"],
            "delivery":"PUSH","endpoint":"https://bank.example/hooks","identifierForm":"HMAC_SHA256",
            "batchLimit":500,"ratePerSecond":20}""";

    private final StoreForTests store = new StoreForTests();
    private @Nullable String problem;
    private final Onboarding onboarding = OnboardingForTests.over(
            store, platform -> new Pinged(problem == null ? 204 : 302, problem, Duration.ofMillis(41)));
    private final EdgeForTests edge = new EdgeForTests(PlatformController.class, Onboarding.class, onboarding);

    @AfterEach
    void close() {
        edge.close();
        store.close();
    }

    @Test
    void aPlatformIsTakenInReachedAndSwitchedOn() throws Exception {
        var created = edge.send("policy-a", PLATFORMS, TERMS);
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getHeader("Location")).isEqualTo(BANK);
        assertThat(created.getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(created.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(json(created).path("active").asBoolean()).isFalse();
        refused(edge.send("operator-a", BANK + "/resume", WHY), "NOT_REACHED");

        var pinged = edge.send("policy-a", BANK + "/ping", "");

        assertThat(pinged.getContentAsString())
                .isEqualTo("{\"heard\":true,\"status\":204,\"problem\":null,\"millis\":41}");
        assertThat(json(edge.send("operator-a", BANK + "/resume", WHY))
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(json(edge.read("auditor-a", BANK)).path("nameZh").asString()).isEqualTo("新银行");
        assertThat(json(edge.read("auditor-a", PLATFORMS)).size()).isEqualTo(1);
        var suspended = edge.send("operator-b", BANK + "/suspend", WHY);
        assertThat(json(suspended).path("active").asBoolean()).isFalse();
        assertThat(edge.send("operator-b", BANK + "/suspend", "{}").getStatus()).isEqualTo(409);
    }

    @Test
    void whatAPingFoundIsShownAndSwitchesNothingOn() throws Exception {
        edge.send("policy-a", PLATFORMS, TERMS);
        problem = "HTTP_302";

        assertThat(edge.send("operator-a", BANK + "/ping", "").getContentAsString())
                .isEqualTo("{\"heard\":false,\"status\":302,\"problem\":\"HTTP_302\",\"millis\":41}");
        refused(edge.send("operator-a", BANK + "/resume", WHY), "NOT_REACHED");
    }

    @Test
    void whoFetchesIsNotPinged() throws Exception {
        edge.send(
                "policy-a",
                PLATFORMS,
                TERMS.replace("PUSH", "PULL").replace("\"endpoint\":\"https://bank.example/hooks\",", ""));

        refused(edge.send("operator-a", BANK + "/ping", ""), "FETCHES");
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() throws Exception {
        var made = json(edge.send("policy-a", PLATFORMS, TERMS)).path("shownOnce");
        List<String> secrets = new ArrayList<>(List.of(
                made.path("toPlatform").asString(),
                made.path("fromPlatform").asString(),
                made.path("identifierKey").asString()));
        var rotated =
                edge.send("policy-a", BANK + "/secrets", "{\"direction\":\"TO_PLATFORM\",\"oldEndsAfter\":\"P2D\"}");
        assertThat(rotated.getHeader("Cache-Control")).isEqualTo("no-store");
        secrets.add(json(rotated).path("shownOnce").path("toPlatform").asString());
        assertThat(secrets).doesNotHaveDuplicates().allMatch(secret -> secret.length() >= 44);
        assertThat(json(rotated).path("shownOnce").path("fromPlatform").isNull())
                .isTrue();
        assertThat(json(rotated).path("secrets").size()).isEqualTo(3);

        List<String> answers = new ArrayList<>();
        for (var path : List.of(BANK, PLATFORMS))
            answers.add(edge.read("policy-a", path).getContentAsString());
        answers.add(change("policy-a", "\"1\"", TERMS).getContentAsString());
        answers.add(change("policy-a", "\"7\"", TERMS).getContentAsString());
        answers.add(edge.send("policy-a", PLATFORMS, TERMS).getContentAsString());
        answers.add(edge.send("policy-a", BANK + "/ping", "").getContentAsString());
        answers.add(edge.send("operator-a", BANK + "/resume", WHY).getContentAsString());

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .doesNotContain(secrets)
                        .doesNotContain("whsec_", "shownOnce", "identifierKey"));
        assertThat(everythingStored()).doesNotContain(secrets).doesNotContain("whsec_");
    }

    @Test
    void whoeverChangesTermsSaysWhichOnesHeSaw() throws Exception {
        edge.send("policy-a", PLATFORMS, TERMS);
        var smaller = TERMS.replace("500", "100");

        assertThat(change("policy-a", null, smaller).getStatus()).isEqualTo(428);
        var changed = change("policy-a", "\"1\"", smaller);
        assertThat(changed.getStatus()).isEqualTo(200);
        assertThat(changed.getHeader("ETag")).isEqualTo("\"2\"");
        var stale = change("policy-b", "\"1\"", TERMS);
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(change("policy-a", "\"2\"", TERMS.replace("bank-new", "bank-other"))
                        .getStatus())
                .isEqualTo(400);
        assertThat(json(stale).path("present").path("batchLimit").asInt()).isEqualTo(100);
        assertThat(edge.change(
                                "policy-a",
                                HttpMethod.PUT,
                                PLATFORMS + "/nobody",
                                "\"1\"",
                                TERMS.replace("bank-new", "nobody"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aFormThatGivesNumbersAwayIsTakenOnByName() throws Exception {
        var open = TERMS.replace("HMAC_SHA256", "SHA256");
        refused(edge.send("policy-a", PLATFORMS, open), "FORM_NOT_ACKNOWLEDGED");
        var acknowledged = open.replace("\"batchLimit\"", "\"enumerableAcknowledged\":true,\"batchLimit\"");

        var created = json(edge.send("policy-a", PLATFORMS, acknowledged));

        assertThat(created.path("enumerable").asBoolean()).isTrue();
        assertThat(created.path("acknowledgedBy").asString()).isEqualTo("policy-a");
    }

    @Test
    void everyRoleDoesItsOwnPartAndNoOther() throws Exception {
        edge.send("policy-a", PLATFORMS, TERMS);
        for (var who : List.of("operator-a", "auditor-a", "approver-a", "shop-a")) {
            assertThat(edge.send(who, PLATFORMS, TERMS).getStatus()).as(who).isEqualTo(403);
            assertThat(change(who, "\"1\"", TERMS).getStatus()).as(who).isEqualTo(403);
            assertThat(edge.send(who, BANK + "/secrets", "{\"direction\":\"TO_PLATFORM\"}")
                            .getStatus())
                    .as(who)
                    .isEqualTo(403);
        }
        for (var who : List.of("policy-a", "auditor-a", "approver-a", "shop-a")) {
            assertThat(edge.send(who, BANK + "/suspend", WHY).getStatus())
                    .as(who)
                    .isEqualTo(403);
            assertThat(edge.send(who, BANK + "/resume", WHY).getStatus())
                    .as(who)
                    .isEqualTo(403);
        }
        for (var who : List.of("auditor-a", "shop-a"))
            assertThat(edge.send(who, BANK + "/ping", "").getStatus()).as(who).isEqualTo(403);
        assertThat(edge.read("shop-a", BANK).getStatus()).isEqualTo(403);
        assertThat(edge.read("nobody", BANK).getStatus()).isEqualTo(401);
    }

    @Test
    void whatIsMissingIsNamedAndWhatCannotBeIsRefused() throws Exception {
        for (var field : List.of("nameZh", "kind", "jurisdictions", "delivery", "identifierForm", "batchLimit")) {
            var without = TERMS.replace("\"" + field + "\"", "\"other\"");
            assertThat(edge.send("policy-a", PLATFORMS, without).getStatus())
                    .as(field)
                    .isEqualTo(400);
        }
        refused(edge.send("policy-a", PLATFORMS, TERMS.replace("https://bank", "http://bank")), "ENDPOINT_NOT_HTTPS");
        refused(edge.send("policy-a", PLATFORMS, TERMS.replace("PUSH", "PULL")), "ENDPOINT_UNWANTED");
        edge.send("policy-a", PLATFORMS, TERMS);
        refused(edge.send("policy-b", PLATFORMS, TERMS), "CODE_TAKEN");
        refused(
                edge.send("policy-a", BANK + "/secrets", "{\"direction\":\"TO_PLATFORM\",\"oldEndsAfter\":\"P31D\"}"),
                "OVERLAP");
        assertThat(PlatformsForTests.registry(store).all()).hasSize(1);
    }

    /** What a backup of these tables would hold. */
    private String everythingStored() {
        var text = new StringBuilder();
        for (var table : List.of("platform", "platform_secret", "audit_entry"))
            store.jdbc()
                    .sql("select to_jsonb(t)::text from " + table + " t")
                    .query((row, n) -> text.append(row.getString(1)))
                    .list();
        store.jdbc()
                .sql("select sealed from platform_secret union all select identifier_key_sealed from platform")
                .query((row, n) -> text.append(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)))
                .list();
        return text.toString();
    }

    private MockHttpServletResponse change(String who, @Nullable String seen, String body) throws Exception {
        return edge.change(who, HttpMethod.PUT, BANK, seen, body);
    }

    private static void refused(MockHttpServletResponse answer, String code) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("\"code\":\"" + code + "\"");
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }
}
