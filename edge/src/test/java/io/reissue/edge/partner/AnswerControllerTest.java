package io.reissue.edge.partner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.reissue.contract.Conversation;
import io.reissue.outcome.Answer.Said;
import io.reissue.store.StoreForTests;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.PartnerConversation;
import io.reissue.store.protocol.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AnswerControllerTest {
    private static final UUID BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000001");
    private static final UUID OTHERS_BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000002");
    private static final UUID NO_BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000003");
    private static final URI ENDPOINT = URI.create("https://platform.example");
    private static final String UNBOUND = results("{\"ref\":\"7\",\"outcome\":\"UNBOUND\"}");
    private static final String REFUSED = results("{\"ref\":\"7\",\"outcome\":\"REFUSED\",\"reason\":\"OTHER\"}");
    private static final String OTHERS_SECRET = secret("the-secret-of-another-one");
    private static final String STRANGERS_SECRET = secret("the-secret-of-nobody-here");
    private static final AtomicInteger PLATFORMS = new AtomicInteger();

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);
    private final AnswerBookForTests book = new AnswerBookForTests();
    private final MockMvc edge = MockMvcBuilders.standaloneSetup(new AnswerController(
                    new PartnerGate(registry, PlatformsForTests.rates(STORE), new Signatures(STORE.clock())),
                    book,
                    PlatformsForTests.deliveries(STORE),
                    STORE.clock(),
                    new Hands()))
            .alwaysDo(exchange -> heard(exchange.getRequest(), exchange.getResponse()))
            .build();
    private final Platform platform = register(100, ContractsForTests.FROM);

    AnswerControllerTest() {
        book.asked(BATCH, platform.id());
        book.asked(OTHERS_BATCH, register(100, OTHERS_SECRET).id());
    }

    @Test
    void anAnswerIsTakenAndReceipted() throws Exception {
        var response = send("msg-1", UNBOUND);

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getContentAsString())
                .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"conflicts\":[],\"gone\":[],\"unknownRefs\":[]}");
        assertThat(book.said()).isEqualTo(Map.of(7, Said.UNBOUND));
    }

    @Test
    void theSameAnswerAgainGetsTheSameReceiptAndIsTakenOnce() throws Exception {
        var first = send("msg-1", UNBOUND).getContentAsString();
        var second = send("msg-1", UNBOUND);

        assertThat(second.getStatus()).isEqualTo(202);
        assertThat(second.getContentAsString()).isEqualTo(first);
        assertThat(book.answers()).isEqualTo(1);
    }

    @Test
    void anUsedWebhookIdWithAnotherBodyIsAConflict() throws Exception {
        send("msg-1", UNBOUND);
        var response = send("msg-1", results("{\"ref\":\"8\",\"outcome\":\"UNBOUND\"}"));

        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(book.said()).containsOnlyKeys(7);
    }

    @Test
    void theSameBodyAboutAnotherBatchIsAnotherAnswer() throws Exception {
        var second = UUID.fromString("01939f0e-0000-7000-8000-000000000009");
        book.asked(second, platform.id());
        send("msg-1", UNBOUND);

        assertThat(send(second, "msg-1", UNBOUND, ContractsForTests.FROM).getStatus())
                .isEqualTo(409);
    }

    @Test
    void whatSpeaksForTheRestIsTakenAlthoughAllThatItListsIsInConflict() throws Exception {
        send("msg-1", UNBOUND);

        var response = send("msg-2", REFUSED.replace("\"of\":1,", "\"of\":1,\"remainder\":\"NOT_BOUND\","));

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getContentAsString()).contains("\"conflicts\":[\"7\"]");
    }

    @Test
    void whereNothingIsAcceptableTheStatusSaysWhy() throws Exception {
        send("msg-1", UNBOUND);
        book.purge(3);

        var conflict = send("msg-2", REFUSED);
        assertThat(conflict.getStatus()).isEqualTo(409);
        assertThat(conflict.getContentType()).isEqualTo("application/problem+json");
        assertThat(conflict.getContentAsString())
                .contains("\"conflicts\":[\"7\"]")
                .contains("\"gone\":[]");

        var gone = send("msg-3", results("{\"ref\":\"3\",\"outcome\":\"UNBOUND\"}"));
        assertThat(gone.getStatus()).isEqualTo(410);
        assertThat(gone.getContentAsString()).contains("\"gone\":[\"3\"]");

        var unknown = send("msg-4", results("{\"ref\":\"77\",\"outcome\":\"UNBOUND\"}"));
        assertThat(unknown.getStatus()).isEqualTo(409);
        assertThat(unknown.getContentAsString()).contains("\"unknownRefs\":[\"77\"]");

        var partly = send(
                "msg-5", results("{\"ref\":\"3\",\"outcome\":\"UNBOUND\"},{\"ref\":\"4\",\"outcome\":\"UNBOUND\"}"));
        assertThat(partly.getStatus()).isEqualTo(202);
        assertThat(partly.getContentAsString()).contains("\"accepted\":1").contains("\"gone\":[\"3\"]");
    }

    @Test
    void anothersBatchIsTheSameAsOneThatNeverWas() throws Exception {
        var named = Map.of("webhook-partner", platform.code());
        for (var batch : List.of(OTHERS_BATCH, NO_BATCH)) {
            var path = "/partner/v1/batches/" + batch + "/outcomes";
            var response = send(path, "msg-1", body(UNBOUND), signature("msg-1", UNBOUND), named);
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsString().replace(batch.toString(), ""))
                    .isEqualTo("{\"detail\":\"no such"
                            + " batch\",\"instance\":\"/partner/v1/batches//outcomes\",\"status\":404,\"title\":\"Not"
                            + " Found\"}");
            assertThat(send(batch, "msg-1", UNBOUND, STRANGERS_SECRET).getStatus())
                    .isEqualTo(401);
        }
        assertThat(book.answers()).isZero();
    }

    @Test
    void whoDoesNotSayItsNameIsFoundByItsSecretAsLongAsItsAnswerIsShort() throws Exception {
        var secret = secret("a-secret-that-one-partner-has");
        registry.register(ContractsForTests.keyed("unnamed-one", ENDPOINT, 100, ContractsForTests.TO, secret));

        assertThat(send(BATCH, "msg-1", UNBOUND, secret).getStatus()).isEqualTo(404);
        assertThat(send(NO_BATCH, "msg-1", UNBOUND, secret).getStatus()).isEqualTo(404);
        var longOne = UNBOUND + " ".repeat(16 * 1024);
        assertThat(send(BATCH, "msg-1", longOne, secret).getStatus()).isEqualTo(401);
        assertThat(send(NO_BATCH, "msg-1", longOne, secret).getStatus()).isEqualTo(401);
        assertThat(send("msg-1", longOne).getStatus()).as("its own batch").isEqualTo(202);
    }

    @Test
    void aNameIsHeldAgainstTheSignature() throws Exception {
        var other = registry.register(
                ContractsForTests.keyed("named-other", ENDPOINT, 100, ContractsForTests.TO, OTHERS_SECRET));

        assertThat(send(
                                path(),
                                "msg-1",
                                body(UNBOUND),
                                signature("msg-1", UNBOUND),
                                Map.of("webhook-partner", other.code()))
                        .getStatus())
                .isEqualTo(401);
        assertThat(send(
                                path(),
                                "msg-1",
                                body(UNBOUND),
                                signature("msg-1", UNBOUND),
                                Map.of("webhook-partner", "nobody"))
                        .getStatus())
                .isEqualTo(401);
        assertThat(book.answers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-1-1-1-1", "01939F0E-0000-7000-8000-000000000001", "null"})
    void whatIsNoBatchIdAsWeWriteThemIsNotThere(String batch) throws Exception {
        var path = "/partner/v1/batches/" + batch + "/outcomes";

        assertThat(send(
                                path,
                                "msg-1",
                                body(UNBOUND),
                                signature("msg-1", UNBOUND),
                                Map.of("webhook-partner", platform.code()))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aBadSignatureIsRefusedAndNothingIsStored() throws Exception {
        assertThat(send(BATCH, "msg-1", UNBOUND, STRANGERS_SECRET).getStatus()).isEqualTo(401);
        assertThat(send(BATCH, "msg-1", UNBOUND, ContractsForTests.TO).getStatus())
                .as("our own secret signs nothing of theirs")
                .isEqualTo(401);
        assertThat(send(path(), "msg-1", body(REFUSED), signature("msg-1", UNBOUND), Map.of())
                        .getStatus())
                .isEqualTo(401);
        assertThat(send(path(), "msg-2", body(UNBOUND), signature("msg-1", UNBOUND), Map.of())
                        .getStatus())
                .isEqualTo(401);
        assertThat(edge.perform(post(path()).content(UNBOUND))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(401);
        assertThat(book.answers()).isZero();
    }

    @Test
    void aTimestampIsHeldAgainstOurClockAndNoOther() throws Exception {
        var signature = signature("msg-1", UNBOUND);
        var sent = STORE.clock().instant();
        STORE.clock().advance(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(send(path(), "msg-1", sent, body(UNBOUND), signature, Map.of())
                        .getStatus())
                .isEqualTo(401);
        STORE.clock().set(Instant.parse("2031-01-01T00:00:00Z"));
        assertThat(send("msg-1", UNBOUND).getStatus()).isEqualTo(202);
    }

    @Test
    void bothSecretsOfARotationAreTaken() throws Exception {
        registry.register(ContractsForTests.keyed(platform.code(), ENDPOINT, 100, ContractsForTests.TO, OTHERS_SECRET));

        assertThat(send(BATCH, "msg-1", UNBOUND, ContractsForTests.FROM).getStatus())
                .isEqualTo(202);
        assertThat(send(BATCH, "msg-2", UNBOUND, OTHERS_SECRET).getStatus()).isEqualTo(202);

        STORE.clock().advance(PlatformRegistry.ROTATION);
        assertThat(send(BATCH, "msg-3", UNBOUND, ContractsForTests.FROM).getStatus())
                .isEqualTo(401);
    }

    @Test
    void aMalformedAnswerIsRefusedAsAWholeWithPointers() throws Exception {
        var response = send(
                "msg-1",
                results("{\"ref\":\"1\",\"outcome\":\"UNBOUND\"},{\"ref\":\"zhang-san\",\"outcome\":\"LOST\"}"));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("\"pointer\":\"/results/1/ref\"")
                .contains("\"pointer\":\"/results/1/outcome\"")
                .doesNotContain("zhang-san")
                .doesNotContain("LOST");
        assertThat(book.answers()).isZero();
    }

    @Test
    void aZippedBodyIsTakenAndItsContentIsWhatIsSigned() throws Exception {
        var response = send(
                path(),
                "msg-1",
                zipped(body(UNBOUND)),
                signature("msg-1", UNBOUND),
                Map.of("Content-Encoding", "gzip"));

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(book.said()).containsOnlyKeys(7);
    }

    @Test
    void whatIsTooLargeIsRefusedAlsoWhenItIsSmallWhileZipped() throws Exception {
        var large = new byte[8 * 1024 * 1024 + 1];
        assertThat(send(path(), "msg-1", large, "v1,x", Map.of()).getStatus()).isEqualTo(413);
        assertThat(send(path(), "msg-1", zipped(large), "v1,x", Map.of("Content-Encoding", "gzip"))
                        .getStatus())
                .isEqualTo(413);

        var many = results(IntStream.rangeClosed(0, 10_000)
                .mapToObj(_ -> "{\"ref\":\"1\",\"outcome\":\"UNBOUND\"}")
                .collect(Collectors.joining(",")));
        assertThat(send("msg-1", many).getStatus()).isEqualTo(413);
        assertThat(book.answers()).isZero();
    }

    @Test
    void encodingsThatNobodyAgreedOnAreRefused() throws Exception {
        assertThat(send(path(), "msg-1", body(UNBOUND), "v1,x", Map.of("Content-Encoding", "br"))
                        .getStatus())
                .isEqualTo(415);
        assertThat(send(path(), "msg-1", body(UNBOUND), "v1,x", Map.of("Content-Encoding", "gzip"))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void aPartnerThatIsTooFastIsToldWhenToComeBack() throws Exception {
        var slow = register(1, ContractsForTests.FROM);
        book.asked(BATCH, slow.id());
        assertThat(send("msg-1", UNBOUND).getStatus()).isEqualTo(202);

        var response = send("msg-2", UNBOUND);
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");

        STORE.clock().advance(Duration.ofSeconds(1));
        assertThat(send("msg-2", UNBOUND).getStatus()).isEqualTo(202);
    }

    @Test
    void strangersDoNotUseUpAPartnersRate() throws Exception {
        var slow = register(1, ContractsForTests.FROM);
        book.asked(BATCH, slow.id());
        for (int i = 0; i < 5; i++)
            assertThat(send(BATCH, "msg-1", UNBOUND, STRANGERS_SECRET).getStatus())
                    .isEqualTo(401);

        assertThat(send("msg-1", UNBOUND).getStatus()).isEqualTo(202);
    }

    private MockHttpServletResponse send(String webhookId, String json) throws Exception {
        return send(BATCH, webhookId, json, ContractsForTests.FROM);
    }

    private MockHttpServletResponse send(UUID batch, String webhookId, String json, String secret) throws Exception {
        var signature =
                Signatures.sign(List.of(secret), webhookId, STORE.clock().instant(), json);
        return send("/partner/v1/batches/" + batch + "/outcomes", webhookId, body(json), signature, Map.of());
    }

    private MockHttpServletResponse send(
            String path, String webhookId, byte[] body, String signature, Map<String, String> headers)
            throws Exception {
        return send(path, webhookId, STORE.clock().instant(), body, signature, headers);
    }

    private MockHttpServletResponse send(
            String path, String webhookId, Instant at, byte[] body, String signature, Map<String, String> headers)
            throws Exception {
        var request = post(path)
                .contentType("application/json")
                .header("webhook-id", webhookId)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", signature)
                .content(body);
        headers.forEach(request::header);
        return edge.perform(request).andReturn().getResponse();
    }

    private static void heard(MockHttpServletRequest request, MockHttpServletResponse response) throws IOException {
        PartnerConversation.OF_THIS_RUN.answered(
                new Conversation.Request("POST", requireNonNull(request.getRequestURI()), request::getHeader, null),
                new Conversation.Response(response.getStatus(), response::getHeader, response.getContentAsString()));
    }

    private static String signature(String webhookId, String json) {
        return Signatures.sign(
                List.of(ContractsForTests.FROM), webhookId, STORE.clock().instant(), json);
    }

    private static String path() {
        return "/partner/v1/batches/" + BATCH + "/outcomes";
    }

    private static String results(String results) {
        return "{\"part\":1,\"of\":1,\"results\":[" + results + "]}";
    }

    private static byte[] body(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    private Platform register(int ratePerSecond, String secretFrom) {
        return registry.register(ContractsForTests.keyed(
                "partner" + PLATFORMS.incrementAndGet(), ENDPOINT, ratePerSecond, ContractsForTests.TO, secretFrom));
    }
}
