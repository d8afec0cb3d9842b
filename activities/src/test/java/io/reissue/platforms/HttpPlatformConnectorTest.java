package io.reissue.platforms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.platforms.Exchange.Kind;
import io.reissue.store.StoreForTests;
import io.reissue.store.delivery.Logged;
import io.reissue.store.platform.CircuitRules;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.Delivery;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformContract;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Outgoing;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.OutgoingItem;
import io.reissue.store.protocol.OutgoingPing;
import io.reissue.store.protocol.OutgoingStatus;
import io.reissue.store.protocol.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPlatformConnectorTest {
    private static final UUID BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000001");
    private static final Instant CUTOFF = Instant.parse("2026-08-19T16:00:00Z");
    private static final String NUMBER = "+8613800138000";
    private static final String ANSWER =
            "{\"part\":1,\"of\":1,\"remainder\":\"NOT_BOUND\",\"results\":[{\"ref\":\"0\",\"outcome\":\"UNBOUND\"}]}";
    private static final AtomicInteger PLATFORMS = new AtomicInteger();
    private static final CircuitRules RULES =
            new CircuitRules(3, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(2));
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final ConnectorSettings SETTINGS =
            new ConnectorSettings(PATIENT, PATIENT, PATIENT, Duration.ZERO, true, Set.of());
    private static final ConnectorSettings HASTY = new ConnectorSettings(
            PATIENT, Duration.ofMillis(300), Duration.ofMillis(800), Duration.ZERO, true, Set.of());

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);
    private final PlatformForTests there = new PlatformForTests();
    private final HttpPlatformConnector connector = connector(SETTINGS);
    private final HttpPlatformConnector otherWorker = connector(SETTINGS);

    @AfterEach
    void close() throws IOException {
        there.close();
        connector.close();
        otherWorker.close();
    }

    @Test
    void anAskIsSentAsTheProtocolHasIt() throws PlatformUnavailable {
        var platform = platform();
        var exchange = connector.send(
                platform,
                new OutgoingBatch(
                        "unbind.requested",
                        BATCH,
                        "msg-1",
                        Instant.parse("2026-11-27T08:00:00Z"),
                        Instant.parse("2026-12-19T16:00:00Z"),
                        IdentifierForm.HMAC_SHA256,
                        List.of(
                                new OutgoingItem(0, NUMBER, CUTOFF, List.of()),
                                new OutgoingItem(7, "+12025550123", CUTOFF, List.of()))));

        assertThat(exchange).isEqualTo(new Exchange(Kind.DELIVERED, 202, null));
        var request = there.received().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.body()).isEqualTo("""
            {"type":"unbind.requested","timestamp":"%s","data":{"batch":"01939f0e-0000-7000-8000-000000000001",\
            "respondBy":"2026-11-27T08:00:00Z","expiresAt":"2026-12-19T16:00:00Z","identifier":"HMAC_SHA256","items":[\
            {"ref":"0","id":"%s","cutoff":"2026-08-19T16:00:00Z"},\
            {"ref":"7","id":"%s","cutoff":"2026-08-19T16:00:00Z"}]}}\
            """.formatted(
                        STORE.clock().instant(),
                        // made with Python, under a key of 32 zero bytes
                        "5c10e9c12677d53cbb8a860f020bf7a6b5da189c1be64a2a010465b0cae0eeec",
                        "25cf3fa4248b68f9de834ecc56a30e058ea7caa23b3144a2984c24686d9e478e"));
    }

    @Test
    void aRestoreNamesHandlesAndACutoffOnlyWhereItIsOfWhateverBatch() throws PlatformUnavailable {
        connector.send(
                platform(IdentifierForm.E164),
                new OutgoingBatch(
                        "restore.requested",
                        BATCH,
                        "msg-2",
                        null,
                        null,
                        IdentifierForm.E164,
                        List.of(
                                new OutgoingItem(3, NUMBER, null, List.of("a1", "a2")),
                                new OutgoingItem(4, NUMBER, CUTOFF, List.of()))));

        assertThat(there.received().getFirst().body()).endsWith("""
            "identifier":"E164","items":[{"ref":"3","id":"8613800138000","handles":["a1","a2"]},\
            {"ref":"4","id":"8613800138000","cutoff":"2026-08-19T16:00:00Z"}]}}\
            """);
    }

    @Test
    void theSignatureHoldsForTheSecretsOfBothEndsOfARotation() throws PlatformUnavailable {
        var code = "rotating" + PLATFORMS.incrementAndGet();
        registry.register(ContractsForTests.keyed(code, there.endpoint()));
        var next = "whsec_"
                + Base64.getEncoder().encodeToString("another-secret-of-ours-24".getBytes(StandardCharsets.US_ASCII));
        connector.send(
                registry.register(ContractsForTests.keyed(code, there.endpoint(), 100, next, ContractsForTests.FROM)),
                ask());

        var request = there.received().getFirst();
        for (var secret : List.of(next, ContractsForTests.TO)) {
            assertThat(new Signatures(STORE.clock())
                            .hold(
                                    List.of(secret),
                                    "msg-ask",
                                    request.header("webhook-timestamp"),
                                    request.header("webhook-signature"),
                                    request.body().getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
        assertThat(request.header("webhook-id")).isEqualTo("msg-ask");
    }

    @Test
    void anAnswerInTheResponseIsRead() throws PlatformUnavailable {
        there.repliesJson(ANSWER);

        var exchange = connector.send(platform(), ask());

        assertThat(exchange.kind()).isEqualTo(Kind.ANSWERED);
        var answer = requireNonNull(exchange.answer());
        assertThat(answer.remainder()).isEqualTo(Remainder.NOT_BOUND);
        assertThat(answer.results()).extracting(Result::ref).containsExactly(0);
    }

    @Test
    void aZippedAnswerIsReadToo() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(ANSWER.getBytes(StandardCharsets.UTF_8));
        }
        there.replies(200, Map.of("Content-Encoding", "gzip"), zipped.toByteArray());

        assertThat(connector.send(platform(), ask()).kind()).isEqualTo(Kind.ANSWERED);
    }

    @Test
    void anEmptyTwoHundredOrAnAcceptedWithABodyIsDelivered() throws PlatformUnavailable {
        var platform = platform();
        there.replies(200);
        there.replies(202, Map.of(), "{\"queued\":true}".getBytes(StandardCharsets.UTF_8));

        assertThat(connector.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
        assertThat(connector.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
    }

    @Test
    void whatIsSaidToAStatusEventIsNotRead() throws PlatformUnavailable {
        there.repliesJson("{\"thank\":\"you\"}");

        assertThat(connector.send(platform(), new OutgoingPing("msg-3")))
                .isEqualTo(new Exchange(Kind.DELIVERED, 200, null));
    }

    @Test
    void whatIsSentIsInThePlatformsLogUnderItsIdOnceHoweverOften() throws Exception {
        var platform = platform();
        var status = new OutgoingStatus(
                "number.purged",
                "msg-status",
                List.of(new OutgoingStatus.Event(1, NUMBER, "CN", LocalDate.parse("2026-11-23"))));
        there.replies(503);
        assertThat(unavailable(connector, platform, status).code()).isEqualTo("HTTP_503");
        var failed = log(platform);
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.problem()).isEqualTo("HTTP_503");

        connector.send(platform, status);

        var sent = log(platform);
        assertThat(sent.type()).isEqualTo("number.purged");
        assertThat(sent.webhookId()).isEqualTo("msg-status");
        assertThat(sent.items()).isEqualTo(1);
        assertThat(sent.bytes()).isEqualTo(there.received().getLast().body().length());
        assertThat(sent.attempts()).isEqualTo(2);
        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.problem()).isNull();
        assertThat(PlatformsForTests.deliveries(STORE).page(platform.id(), null, false, 10))
                .hasSize(1);
    }

    private static Logged log(Platform platform) {
        return PlatformsForTests.deliveries(STORE)
                .page(platform.id(), null, false, 1)
                .getFirst();
    }

    @Test
    void aMalformedAnswerIsNoAnswer() {
        there.repliesJson("{\"ok\":true}");

        assertThat(unavailable(connector, platform()).code()).isEqualTo("MALFORMED_ANSWER");
    }

    @Test
    void anAnswerOfMoreThanEightMebibytesIsNotReadToItsEnd() {
        there.replies(200, Map.of(), new byte[9 * 1024 * 1024]);

        assertThat(unavailable(connector, platform()).code()).isEqualTo("MALFORMED_ANSWER");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 301, 302, 307})
    void aRefusalIsNotSentAgainNorARedirectFollowed(int status) throws PlatformUnavailable {
        there.replies(status, Map.of("Location", there.endpoint().toString()), "no".getBytes(StandardCharsets.UTF_8));

        assertThat(connector.send(platform(), ask())).isEqualTo(new Exchange(Kind.REJECTED, status, null));
        assertThat(there.received()).hasSize(1);
    }

    @Test
    void goneSwitchesThePlatformOff() throws PlatformUnavailable {
        var platform = platform();
        there.replies(410);

        assertThat(connector.send(platform, ask())).isEqualTo(new Exchange(Kind.GONE, 410, null));

        var off = registry.byId(platform.id());
        assertThat(off.active()).isFalse();
        assertThat(unavailable(connector, off).code()).isEqualTo("SWITCHED_OFF");
        assertThat(there.received()).hasSize(1);
    }

    @Test
    void retryAfterIsHandedOnAndHoldsForAllWorkers() throws PlatformUnavailable {
        var platform = platform();
        there.replies(429, Map.of("Retry-After", "90"), new byte[0]);

        var busy = unavailable(connector, platform);
        assertThat(busy.code()).isEqualTo("HTTP_429");
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(90));
        var kept = unavailable(otherWorker, platform);
        assertThat(kept.code()).isEqualTo("CIRCUIT_OPEN");
        assertThat(kept.retryAfter()).isEqualTo(Duration.ofSeconds(90));
        assertThat(there.received()).hasSize(1);

        STORE.clock().advance(Duration.ofSeconds(90));
        assertThat(otherWorker.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
        assertThat(connector.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
    }

    @Test
    void retryAfterMayBeADateByOurClock() {
        STORE.clock().set(Instant.parse("2027-03-01T00:00:00Z"));
        there.replies(503, Map.of("Retry-After", "Mon, 01 Mar 2027 00:10:00 GMT"), new byte[0]);

        var busy = unavailable(connector, platform());

        assertThat(busy.code()).isEqualTo("HTTP_503");
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void failuresOfAllWorkersOpenTheCircuitAndOneTryClosesIt() throws PlatformUnavailable {
        var platform = platform();
        there.replies(500);
        there.replies(502);
        there.breaksOff();

        assertThat(unavailable(connector, platform).code()).isEqualTo("HTTP_500");
        assertThat(unavailable(otherWorker, platform).code()).isEqualTo("HTTP_502");
        assertThat(unavailable(connector, platform).code()).isEqualTo("CONNECTION");
        assertThat(unavailable(otherWorker, platform).code()).isEqualTo("CIRCUIT_OPEN");
        assertThat(there.received()).hasSize(3);

        STORE.clock().advance(Duration.ofMinutes(1));
        assertThat(connector.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
        assertThat(otherWorker.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
    }

    @Test
    void twoWorkersShareTheRateOfAPlatform() throws PlatformUnavailable {
        var platform = registry.register(ContractsForTests.keyed(
                "paced" + PLATFORMS.incrementAndGet(),
                there.endpoint(),
                2,
                ContractsForTests.TO,
                ContractsForTests.FROM));
        connector.send(platform, ask());
        otherWorker.send(platform, ask());

        var limited = unavailable(connector, platform);
        assertThat(limited.code()).isEqualTo("RATE_LIMITED");
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(there.received()).hasSize(2);

        STORE.clock().advance(limited.retryAfter());
        assertThat(connector.send(platform, ask()).kind()).isEqualTo(Kind.DELIVERED);
    }

    @Test
    void aSilentPlatformTimesOut() throws IOException {
        there.isSilent();

        try (var hasty = connector(HASTY)) {
            assertThat(unavailable(hasty, platform()).code()).isEqualTo("TIMEOUT");
        }
    }

    @Test
    void aResponseThatTricklesIsCutOff() throws IOException {
        there.trickles();

        try (var hasty = connector(HASTY)) {
            assertThat(unavailable(hasty, platform()).code()).isEqualTo("TIMEOUT");
        }
    }

    @Test
    void aPortThatNobodyListensOnIsAConnectionFailure() {
        var platform = platform();
        there.close();

        var failure = unavailable(connector, platform);
        assertThat(failure.code()).isEqualTo("CONNECTION");
        assertThat(failure).hasNoCause();
    }

    @Test
    void whoDoesNotSayWhenIsTriedAgainAsTheSettingsHaveIt() throws IOException {
        var soon = new ConnectorSettings(
                SETTINGS.connectTimeout(),
                SETTINGS.readTimeout(),
                SETTINGS.totalTimeout(),
                Duration.ofMinutes(1),
                true,
                Set.of());
        try (var connector = connector(soon)) {
            there.replies(503, Map.of("Retry-After", "120"), new byte[0]);
            assertThat(unavailable(connector, platform()).retryAfter()).isEqualTo(Duration.ofMinutes(2));
            there.replies(500);
            assertThat(unavailable(connector, platform()).retryAfter()).isEqualTo(Duration.ofMinutes(1));
            there.replies(500);
            assertThat(unavailable(this.connector, platform()).retryAfter())
                    .as("without a setting, as the asker has it")
                    .isZero();
        }
    }

    @Test
    void loopbackIsNotCalledUnlessItIsAllowed() throws IOException {
        var strict = new ConnectorSettings(
                SETTINGS.connectTimeout(),
                SETTINGS.readTimeout(),
                SETTINGS.totalTimeout(),
                Duration.ZERO,
                false,
                Set.of());
        try (var connector = connector(strict)) {
            assertThat(unavailable(connector, platform()).code()).isEqualTo("ADDRESS_REFUSED");
            var https = URI.create("https://127.0.0.1:" + there.endpoint().getPort() + "/hooks");
            assertThat(unavailable(connector, platform(https)).code()).isEqualTo("ADDRESS_REFUSED");
        }
        assertThat(there.received()).isEmpty();
    }

    @Test
    void numbersAndHandlesAreNotInWhatIsPrinted() {
        var restore = new OutgoingBatch(
                "restore.requested",
                BATCH,
                "msg-ask",
                null,
                null,
                IdentifierForm.HMAC_SHA256,
                List.of(new OutgoingItem(0, NUMBER, CUTOFF, List.of("handle-1"))));

        assertThat(restore)
                .asString()
                .contains("msg-ask")
                .doesNotContain("13800138000")
                .doesNotContain("handle-1");
    }

    private static OutgoingBatch ask() {
        return new OutgoingBatch(
                "unbind.requested",
                BATCH,
                "msg-ask",
                CUTOFF.plus(Duration.ofDays(100)),
                CUTOFF.plus(Duration.ofDays(120)),
                IdentifierForm.HMAC_SHA256,
                List.of(new OutgoingItem(0, NUMBER, CUTOFF, List.of())));
    }

    private static PlatformUnavailable unavailable(PlatformConnector connector, Platform platform) {
        return unavailable(connector, platform, ask());
    }

    private static PlatformUnavailable unavailable(PlatformConnector connector, Platform platform, Outgoing sent) {
        return catchThrowableOfType(PlatformUnavailable.class, () -> connector.send(platform, sent));
    }

    private Platform platform() {
        return platform(there.endpoint());
    }

    private Platform platform(URI endpoint) {
        return registry.register(ContractsForTests.keyed("platform" + PLATFORMS.incrementAndGet(), endpoint));
    }

    private Platform platform(IdentifierForm form) {
        return registry.register(new PlatformContract(
                "platform" + PLATFORMS.incrementAndGet(),
                "",
                "",
                Platform.Kind.ACCOUNT,
                Set.of("CN"),
                Delivery.PUSH,
                there.endpoint(),
                form,
                null,
                1000,
                100,
                ContractsForTests.TO,
                ContractsForTests.FROM,
                false));
    }

    private static HttpPlatformConnector connector(ConnectorSettings settings) {
        return new HttpPlatformConnector(
                PlatformsForTests.registry(STORE),
                PlatformsForTests.circuits(STORE, RULES),
                PlatformsForTests.rates(STORE),
                PlatformsForTests.deliveries(STORE),
                STORE.clock(),
                settings);
    }
}
