package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.sandbox.Sandbox.Login;
import io.reissue.store.brake.Brakes;
import io.reissue.store.bulk.Bulks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People at the door: over HTTP, through the sandbox's issuer, into a whole sandbox. */
class ConsoleLoginTest {
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";

    @RegisterExtension
    static final OpenSandbox OPEN = new OpenSandbox();

    private final JsonMapper json = new JsonMapper();
    private final Sandbox sandbox = OPEN.sandbox();
    private final Browser browser = new Browser(sandbox.edge());

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void withoutALoginThereAreOnlyTheAssets() {
        assertThat(browser.get("/console/assets/console.css").statusCode()).isEqualTo(200);
        assertThat(browser.get("/console/assets/signed-out.html").statusCode()).isEqualTo(200);
        var page = browser.get("/console/brakes");

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(Browser.location(page).getPath()).isEqualTo("/console/login/oidc");
        var toIssuer = Browser.location(browser.get("/console/login/oidc"));
        assertThat(toIssuer.getPath()).isEqualTo("/authorize");
        assertThat(toIssuer.getQuery())
                .contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=");
    }

    @Test
    void everyRoleReadsTheConsole() {
        for (Login login : Login.values()) {
            try (Browser one = new Browser(sandbox.edge())) {
                var page = one.logIn(login.principal());
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.uri().getPath()).isEqualTo("/console");
                assertThat(page.body()).contains(login.principal());
                assertThat(one.get("/console/brakes").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoCameForAPageGetsItAfterTheLogin() {
        assertThat(browser.logIn("auditor", "/console/audit").uri().getPath()).isEqualTo("/console/audit");
    }

    @Test
    void theCookieIsForThisServerOnlyAndNoScriptsEyes() {
        assertThat(browser.get("/console/login/oidc").headers().firstValue("set-cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void pagesRunNothingInlineAndStandInNoFrame() {
        browser.logIn("operator-a");

        var policy = browser.get("/console").headers().firstValue("content-security-policy");

        assertThat(policy).hasValueSatisfying(said -> {
            assertThat(said)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(said).containsPattern("form-action 'self' http://127\\.0\\.0\\.1:\\d+;");
        });
    }

    @Test
    void aSessionFromBeforeTheLoginIsWorthNothingAfterIt() {
        browser.get("/console/login/oidc");
        String before = browser.session();

        browser.logIn("operator-a");

        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(withSession(before, "/console").statusCode()).isEqualTo(302);
        assertThat(withSession(browser.session(), "/console").statusCode()).isEqualTo(200);
    }

    @Test
    void aForgedFormIsRefusedAndChangesNothing() {
        browser.logIn("operator-a");
        long before = brakes();

        var without = browser.post("/console/brakes", brake("EVERYTHING", ""));
        var wrong = browser.post("/console/brakes", brake("EVERYTHING", "guessed"));

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(brakes()).isEqualTo(before);
    }

    @Test
    void aListIsTakenFromWhoCameByThePageOnlyAndIsNoFileMeanwhile() {
        Map<String, String> fields = Map.of(
                "id", UUID.randomUUID().toString(), "kind", "HOLD", "reasonCode", "TRIED", "until", "", "platform", "");
        assertThat(browser.upload("/console/bulk/lists", fields, "+8613000000000\n")
                        .statusCode())
                .as("from somebody who has not logged in")
                .isEqualTo(403);
        browser.logIn("operator-a");
        assertThat(browser.upload("/console/bulk/lists", fields, "+8613000000000\n")
                        .statusCode())
                .as("without a token")
                .isEqualTo(403);
        assertThat(sandbox.bean(Bulks.class).latest(null, 1)).isEmpty();
        var known = new HashMap<>(fields);
        known.put("_csrf", Browser.csrf(browser.get("/console/bulk")));

        var taken = browser.upload("/console/bulk/lists", known, "+8613000000000\n".repeat(100_000));

        assertThat(taken.statusCode()).isEqualTo(302);
        assertThat(Browser.location(taken).getPath()).isEqualTo("/console/bulk/" + fields.get("id"));
        assertThat(browser.open(Browser.location(taken).getPath()).body()).contains("Never taken in 100,000");
        for (String who : List.of("auditor", "shop")) {
            browser.forgetSession();
            var page = browser.logIn(who);
            var others = new HashMap<>(fields);
            others.put("_csrf", Browser.csrf(page));
            assertThat(browser.upload("/console/bulk/lists", others, "x").statusCode())
                    .as(who)
                    .isEqualTo(403);
            assertThat(browser.get("/console/bulk").statusCode()).isEqualTo(who.equals("shop") ? 403 : 200);
        }
    }

    @Test
    void whoAsksForAPageThatIsNotThereIsShownTheWayBackAndAProgramReadsAProblem() {
        browser.logIn("operator-a");

        for (String path : List.of(
                "/console/whatever",
                "/console/cycles/" + UUID.randomUUID(),
                "/console/cycles/no-id",
                "/console/failed")) {
            var page = browser.get(path);
            assertThat(page.statusCode()).as(path).isBetween(400, 404);
            assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
            assertThat(page.body()).contains("<html", "href=\"/console\"").doesNotContain("\"status\"");
        }
        var problem = send(HttpRequest.newBuilder(sandbox.edge().resolve("/v1/cycles/" + UUID.randomUUID()))
                .header("authorization", "Bearer " + sandbox.folder().token(Login.OPERATOR_A.principal())));
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void aFormWhoseSessionHasEndedIsNotTakenAndLeadsToTheLogin() {
        browser.logIn("operator-a");
        var token = Browser.csrf(browser.get("/console/brakes"));
        long before = brakes();
        browser.forgetSession();

        var sent = browser.post("/console/brakes", brake("EVERYTHING", token));

        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(Browser.location(sent).getPath()).isEqualTo("/console/login/oidc");
        assertThat(brakes()).isEqualTo(before);
        assertThat(browser.getPart("/console/brakes").statusCode()).isEqualTo(401);
        assertThat(browser.getPart("/console/brakes").headers().firstValue("hx-refresh"))
                .hasValue("true");
    }

    @Test
    void theWrongRoleReadsAndChangesNothing() {
        browser.logIn("auditor");
        var token = Browser.csrf(browser.get("/console/brakes"));
        long before = brakes();

        assertThat(browser.post("/console/brakes", brake("EVERYTHING", token)).statusCode())
                .isEqualTo(403);
        for (String path : List.of(
                "numbers",
                "clock",
                "bulk",
                "bulk/" + UUID.randomUUID() + "/confirmation",
                "bulk/" + UUID.randomUUID() + "/stop",
                "policies/drafts",
                "policies/calendars/CN/2031",
                "policies/drafts/" + UUID.randomUUID() + "/approval",
                "cycles/" + UUID.randomUUID() + "/number",
                "cycles/" + UUID.randomUUID() + "/commands",
                "whatever-comes-next")) {
            assertThat(browser.post("/console/" + path, Map.of("_csrf", token)).statusCode())
                    .isEqualTo(403);
        }
        assertThat(brakes()).isEqualTo(before);
    }

    @Test
    void aFormThatIsSentTwiceHasOneEffectAndItsActorIsTheSub() {
        browser.logIn("operator-a");
        var token = Browser.csrf(browser.get("/console/brakes"));
        long before = brakes();
        var fields = new HashMap<>(brake("JURISDICTION", token));
        fields.put("code", "KR");

        assertThat(browser.post("/console/brakes", fields).statusCode()).isEqualTo(302);
        assertThat(browser.post("/console/brakes", fields).statusCode()).isEqualTo(302);

        assertThat(brakes()).isEqualTo(before + 1);
        assertThat(sandbox.bean(Brakes.class).latest())
                .anySatisfy(state -> assertThat(state.setBy()).isEqualTo("operator-a"));
    }

    @Test
    void whoLeavesIsOut() {
        browser.logIn("operator-a");
        String session = browser.session();
        var token = Browser.csrf(browser.get("/console/brakes"));

        assertThat(browser.post("/console/logout", Map.of()).statusCode()).isEqualTo(403);
        var left = browser.post("/console/logout", Map.of("_csrf", token));

        assertThat(Browser.location(left).getPath()).isEqualTo("/console/assets/signed-out.html");
        assertThat(withSession(session, "/console").statusCode()).isEqualTo(302);
    }

    @Test
    void aSessionOpensNoApi() {
        browser.logIn("operator-a");

        assertThat(browser.get("/v1/brakes").statusCode()).isEqualTo(401);
    }

    @Test
    void oneSubIsOnePersonWhicheverWayHeComes() throws Exception {
        var first = api("operator-a", "access_token");
        var second = api("operator-b", "access_token");
        var set = send(first, "/v1/brakes", "{\"scope\":\"JURISDICTION\",\"code\":\"AU\",\"reasonCode\":\"TRIED\"}");
        assertThat(set.statusCode()).isEqualTo(201);
        assertThat(json.readTree(set.body()).get("setBy").asString()).isEqualTo("operator-a");
        String lift = set.headers().firstValue("location").orElseThrow() + "/lift";
        String reason = "{\"reasonCode\":\"MENDED\"}";

        assertThat(send(first, lift, reason).statusCode()).isEqualTo(202);
        assertThat(send(first, lift, reason).statusCode()).isEqualTo(202);
        String machine = sandbox.folder().token(Login.OPERATOR_A.principal());
        assertThat(send(machine, lift, reason).statusCode()).isEqualTo(202);
        browser.logIn("operator-a");
        var token = Browser.csrf(browser.get("/console/brakes"));
        browser.post(lift.replace("/v1/", "/console/"), Map.of("_csrf", token, "reasonCode", "MENDED"));
        assertThat(standing(lift)).isTrue();

        assertThat(send(second, lift, reason).statusCode()).isEqualTo(200);
        assertThat(standing(lift)).isFalse();
    }

    @Test
    void aShopReadsHowEverythingIsGoingButNoNumberNoFileAndNotTheAudit() {
        String page = browser.logIn("shop").body();
        assertThat(page).contains("/console/cohorts").doesNotContain("href=\"/console/audit\"");

        for (String closed : List.of("numbers", "stuck", "intake", "audit", "cycles/" + UUID.randomUUID())) {
            assertThat(browser.get("/console/" + closed).statusCode())
                    .as(closed)
                    .isEqualTo(403);
        }
        browser.forgetSession();
        assertThat(browser.logIn("auditor", "/console/audit").statusCode()).isEqualTo(200);
    }

    @Test
    void whoMayShortenAFreezeReadsTheCycleItIsForAndNeitherItsNumberNorOthers() {
        for (String name : List.of("policy-admin", "approver")) {
            var token = Browser.csrf(browser.logIn(name));
            String nowhere = "/console/cycles/" + UUID.randomUUID();

            assertThat(browser.get(nowhere).statusCode()).as(name).isEqualTo(404);
            for (String closed : List.of("numbers", "stuck", "intake", "audit")) {
                assertThat(browser.get("/console/" + closed).statusCode())
                        .as(closed)
                        .isEqualTo(403);
            }
            assertThat(browser.post(nowhere + "/number", Map.of("_csrf", token)).statusCode())
                    .isEqualTo(403);
            browser.forgetSession();
        }
    }

    @Test
    void aTokenOpensTheApiOnlyIfItWasIssuedForItByThisIssuerAndForTheRole() throws Exception {
        assertThat(send(api("shop", "access_token"), "/v1/brakes", "{}").statusCode())
                .isEqualTo(403);
        assertThat(send(api("operator-a", "id_token"), "/v1/brakes", "{}").statusCode())
                .isEqualTo(401);
        String forged = api("operator-a", "access_token").replaceFirst("[^.]+$", "AAAA");
        assertThat(send(forged, "/v1/brakes", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void theIssuerGivesNothingToWhoDoesNotKnowTheVerifierOrComesTwice() throws Exception {
        String code = code("operator-a");

        assertThat(exchange(code, VERIFIER + "x").statusCode()).isEqualTo(400);
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(400);
        code = code("operator-a");
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(400);
    }

    @Test
    void theIssuerSendsNobodyElsewhere() {
        for (String elsewhere : new String[] {"https://elsewhere.example/", "http://127.0.0.1:1/console/signed-in"}) {
            var page = send(HttpRequest.newBuilder(issuer().resolve(
                            "/authorize?client_id=reissue-console&response_type=code&scope=openid&code_challenge=x"
                                    + "&code_challenge_method=S256&redirect_uri="
                                    + URLEncoder.encode(elsewhere, StandardCharsets.UTF_8))));
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.headers().firstValue("location")).isEmpty();
        }
    }

    private static Map<String, String> brake(String scope, String token) {
        return Map.of(
                "id", UUID.randomUUID().toString(), "scope", scope, "code", "", "reasonCode", "TRIED", "_csrf", token);
    }

    private long brakes() {
        return sandbox.bean(Brakes.class).latest().size();
    }

    private boolean standing(String lift) {
        UUID id = UUID.fromString(lift.split("/")[3]);
        return sandbox.bean(Brakes.class).latest().stream()
                .anyMatch(state -> state.brake().id().equals(id) && state.liftedAt() == null);
    }

    private HttpResponse<String> withSession(String session, String path) {
        return send(HttpRequest.newBuilder(sandbox.edge().resolve(path)).header("cookie", "reissue=" + session));
    }

    private HttpResponse<String> send(String token, String path, String body) {
        return send(HttpRequest.newBuilder(sandbox.edge().resolve(path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private URI issuer() {
        return URI.create(sandbox.property("reissue.oidc.issuer"));
    }

    private String back() {
        return sandbox.edge() + "/console/signed-in";
    }

    /** A token of somebody, as a client of his own would get it. */
    private String api(String name, String which) throws Exception {
        JsonNode tokens = json.readTree(exchange(code(name), VERIFIER).body());
        return tokens.get(which).asString();
    }

    private String code(String name) throws Exception {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        var answer = form(
                "/login",
                "client_id=reissue-console&response_type=code&scope=openid&code_challenge_method=S256&code_challenge="
                        + challenge + "&redirect_uri="
                        + URLEncoder.encode(back(), StandardCharsets.UTF_8) + "&person=" + name);
        return Browser.location(answer).getQuery().replaceFirst("code=", "");
    }

    private HttpResponse<String> exchange(String code, String verifier) {
        return form(
                "/token",
                "client_id=reissue-console&grant_type=authorization_code&code=" + code + "&code_verifier=" + verifier
                        + "&redirect_uri=" + URLEncoder.encode(back(), StandardCharsets.UTF_8));
    }

    private HttpResponse<String> form(String path, String body) {
        return send(HttpRequest.newBuilder(issuer().resolve(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }
}
