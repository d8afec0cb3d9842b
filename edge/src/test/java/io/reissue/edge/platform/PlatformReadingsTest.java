package io.reissue.edge.platform;

import static io.reissue.store.Scene.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.EdgeForTests;
import io.reissue.edge.platform.Resend.Sent;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.delivery.Exchanged;
import io.reissue.store.platform.CircuitRules;
import io.reissue.store.platform.CircuitRules.Admission;
import io.reissue.store.platform.Direction;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.standing.Freshness;
import io.reissue.store.standing.PlatformScores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlatformReadingsTest {
    private static final String PLATFORM = "/v1/platforms/" + REQUIRED;
    private static final String DELIVERIES = PLATFORM + "/deliveries";

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final Scene scene = Scene.begin(parts);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final DeliveryLog log = PlatformsForTests.deliveries(store);
    private @Nullable String problem;
    /** As the application's, but for the request itself. */
    private final Resend resend = (platform, batch) -> parts.batches()
            .prepareAgain(batch)
            .<Sent>map(sendable -> {
                note(batch, problem);
                return new Sent.Tried(problem);
            })
            .orElseGet(Sent.Pointless::new);

    private final EdgeForTests edge = new EdgeForTests(PlatformReadings.class, context -> {
        context.registerBean(
                PlatformScores.class, () -> new PlatformScores(store.jdbc(), Freshness.ALWAYS, store.clock()));
        context.registerBean(
                Deliveries.class,
                () -> new Deliveries(registry, log, resend, new AuditLog(store.jdbc(), store.clock())));
    });

    @AfterEach
    void close() {
        edge.close();
        store.close();
    }

    @Test
    void theLogIsReadPageByPage() throws Exception {
        UUID batch = scene.asked(2).batch(REQUIRED);
        note(batch, "TIMEOUT");
        note(batch, null);
        for (int n = 0; n < 3; n++) ping("ping-" + n, n == 1 ? "ADDRESS_REFUSED" : null);

        var first = json(edge.read("auditor-a", DELIVERIES + "?limit=3"));
        assertThat(first.path("deliveries")
                        .valueStream()
                        .map(one -> one.path("webhookId").asString()))
                .containsExactly("ping-2", "ping-1", "ping-0");
        var second = json(edge.read(
                "auditor-a", DELIVERIES + "?limit=3&after=" + first.path("next").asString()));
        var sent = second.path("deliveries").get(0);
        assertThat(sent.path("type").asString()).isEqualTo("unbind.requested");
        assertThat(sent.path("attempts").asInt()).isEqualTo(2);
        assertThat(sent.path("status").asInt()).isEqualTo(202);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(json(edge.read("policy-a", DELIVERIES + "?problems=true"))
                        .path("deliveries")
                        .size())
                .isEqualTo(1);
        assertThat(edge.read("auditor-a", DELIVERIES + "?limit=201").getStatus())
                .isEqualTo(400);
        assertThat(edge.read("auditor-a", "/v1/platforms/nobody/deliveries").getStatus())
                .isEqualTo(404);
        assertThat(edge.read("shop-a", DELIVERIES).getStatus()).isEqualTo(403);
    }

    @Test
    void anOperatorHasABatchSentAgainUnderItsIdAndThatIsOnRecord() throws Exception {
        UUID batch = scene.asked(2).batch(REQUIRED);
        note(batch, "TIMEOUT");

        var again = resend("operator-a");

        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(json(again).path("delivery").path("attempts").asInt()).isEqualTo(2);
        assertThat(json(again).path("delivery").path("webhookId").asString()).isEqualTo(batch.toString());
        assertThat(json(again).path("problem").isNull()).isTrue();
        assertThat(OnboardingForTests.audited(store, REQUIRED))
                .contains("operator-a delivery.resent {\"batch\": \"" + batch + "\", \"result\": \"TAKEN\"}");
        problem = "CONNECTION";
        assertThat(json(resend("operator-a")).path("problem").asString()).isEqualTo("CONNECTION");
        assertThat(resend("auditor-a").getStatus()).isEqualTo(403);
        assertThat(resend("policy-a").getStatus()).isEqualTo(403);
    }

    @Test
    void whatHasExpiredIsNotSentAgain() throws Exception {
        var asked = scene.asked(1);
        note(asked.batch(REQUIRED), "TIMEOUT");
        scene.toFreezeEnd(asked.member(0));

        refused(resend("operator-a"), "NOT_AS_IT_WAS");
    }

    @Test
    void whatWouldDetachAgainFromWhoCameBackIsNotSentAgain() throws Exception {
        var asked = scene.asked(2);
        note(asked.batch(REQUIRED), "TIMEOUT");
        scene.command(asked.member(1), CommandKind.WITHDRAW);

        refused(resend("operator-a"), "NOT_AS_IT_WAS");
    }

    @Test
    void whatThePlatformRejectedIsNotSentAgain() throws Exception {
        UUID batch = scene.asked(1).batch(REQUIRED);
        note(batch, "HTTP_422");
        parts.batches().rejected(batch, "HTTP_422");

        refused(resend("operator-a"), "NOT_AS_IT_WAS");
    }

    @Test
    void onlyABatchIsSentAgainAndOnlyToWhoIsOn() throws Exception {
        ping("a-ping", null);
        refused(resend("operator-a"), "NO_BATCH");
        note(scene.asked(1).batch(REQUIRED), "TIMEOUT");
        registry.deactivate(scene.platform(REQUIRED));
        refused(resend("operator-a"), "SWITCHED_OFF");
        assertThat(edge.send("operator-a", DELIVERIES + "/4711/resend", "").getStatus())
                .isEqualTo(404);
    }

    @Test
    void theScoreCardSaysWhatWentWrongAndWhenItLastTookSomething() throws Exception {
        UUID batch = scene.asked(2).batch(REQUIRED);
        note(batch, null);
        String taken = scene.now().toString();
        store.clock().advance(Duration.ofMinutes(10));
        ping("lost", "TIMEOUT");
        var circuits = PlatformsForTests.circuits(store, CircuitRules.STANDARD);
        for (int failure = 0; failure < 8; failure++)
            circuits.failed(scene.platform(REQUIRED), new Admission.Probe(), "TIMEOUT");
        registry.deactivate(scene.platform(REQUIRED));

        var card = json(edge.read("auditor-a", PLATFORM + "/score"));

        assertThat(card.path("score").path("open").asLong()).isEqualTo(2);
        assertThat(card.path("score").path("active").asBoolean()).isFalse();
        assertThat(card.path("problems").path("TIMEOUT").asLong()).isEqualTo(1);
        assertThat(card.path("lastTaken").asString()).isEqualTo(taken);
        assertThat(card.path("incidents")
                        .valueStream()
                        .map(one -> one.path("kind").asString()))
                .as("one outage is one incident")
                .containsExactlyInAnyOrder("GONE", "CIRCUIT_OPENED");
    }

    private MockHttpServletResponse resend(String who) throws Exception {
        long latest =
                log.page(scene.platform(REQUIRED), null, false, 1).getFirst().id();
        return edge.send(who, DELIVERIES + "/" + latest + "/resend", "");
    }

    private void note(UUID batch, @Nullable String problem) {
        note("unbind.requested", batch.toString(), batch, problem);
    }

    private void ping(String webhookId, @Nullable String problem) {
        note("ping", webhookId, null, problem);
    }

    private void note(String type, String webhookId, @Nullable UUID batch, @Nullable String problem) {
        log.note(
                scene.platform(REQUIRED),
                new Exchanged(
                        Direction.TO_PLATFORM,
                        type,
                        webhookId,
                        batch,
                        0,
                        60,
                        scene.now(),
                        Duration.ofMillis(3),
                        problem == null ? 202 : null,
                        problem,
                        null));
    }

    private static void refused(MockHttpServletResponse answer, String code) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("\"code\":\"" + code + "\"");
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }
}
