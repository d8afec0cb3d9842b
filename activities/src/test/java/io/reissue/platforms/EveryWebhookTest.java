package io.reissue.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.contract.ContractForTests;
import io.reissue.platforms.Exchange.Kind;
import io.reissue.store.StoreForTests;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.IdentifierForm;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Outgoing;
import io.reissue.store.protocol.OutgoingBatch;
import io.reissue.store.protocol.OutgoingItem;
import io.reissue.store.protocol.OutgoingPing;
import io.reissue.store.protocol.OutgoingStatus;
import io.reissue.store.protocol.PartnerContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the contract says that a partner is sent and may answer, sent and answered over real HTTP. */
class EveryWebhookTest {
    private static final UUID BATCH = UUID.fromString("01939f0e-0000-7000-8000-000000000001");
    private static final Instant CUTOFF = Instant.parse("2026-08-19T16:00:00Z");
    private static final String NUMBER = "+9990000000001";
    private static final AtomicInteger PLATFORMS = new AtomicInteger();

    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final PlatformRegistry registry = PlatformsForTests.registry(STORE);
    private final PlatformForTests there = new PlatformForTests();
    private final HttpPlatformConnector connector = PlatformForTests.connector(registry, STORE);

    @AfterEach
    void close() throws IOException {
        there.close();
        connector.close();
    }

    static Stream<Arguments> webhooksAndTheirAnswers() {
        return ContractForTests.open(PartnerContract.yaml()).statusesOfWebhooks().entrySet().stream()
                .flatMap(webhook -> webhook.getValue().stream().map(status -> Arguments.of(webhook.getKey(), status)));
    }

    @ParameterizedTest
    @MethodSource("webhooksAndTheirAnswers")
    void whatAPartnerAnswersIsTakenAsTheContractHasIt(String type, String status) throws PlatformUnavailable {
        var platform = platform();
        switch (status) {
            case "200" -> {
                there.repliesJson("{\"part\":1,\"of\":1,\"remainder\":\"NOT_BOUND\",\"results\":[]}");
                assertThat(connector.send(platform, sent(type)).kind()).isEqualTo(Kind.ANSWERED);
            }
            case "202", "2XX" -> {
                there.replies(status.equals("202") ? 202 : 204);
                assertThat(connector.send(platform, sent(type)).kind()).isEqualTo(Kind.DELIVERED);
            }
            case "410" -> {
                there.replies(410);
                assertThat(connector.send(platform, sent(type)).kind()).isEqualTo(Kind.GONE);
                assertThat(registry.byId(platform.id()).active()).isFalse();
            }
            case "429", "503" -> {
                there.replies(Integer.parseInt(status), Map.of("Retry-After", "30"), new byte[0]);
                assertThatThrownBy(() -> connector.send(platform, sent(type)))
                        .asInstanceOf(InstanceOfAssertFactories.type(PlatformUnavailable.class))
                        .extracting(PlatformUnavailable::retryAfter)
                        .isEqualTo(Duration.ofSeconds(30));
            }
            case "4XX" -> {
                there.replies(422);
                assertThat(connector.send(platform, sent(type)).kind()).isEqualTo(Kind.REJECTED);
            }
            default -> throw new AssertionError("nobody has tried what happens after " + status);
        }
        assertThat(there.received()).hasSize(1);
        assertThat(there.received().getFirst().body()).startsWith("{\"type\":\"" + type + "\"");
    }

    private static Outgoing sent(String type) {
        return switch (type) {
            case "unbind.requested", "binding.queried" ->
                batch(
                        type,
                        CUTOFF.plus(Duration.ofDays(100)),
                        CUTOFF.plus(Duration.ofDays(120)),
                        List.of(new OutgoingItem(0, NUMBER, CUTOFF, List.of())));
            case "restore.requested" ->
                batch(type, null, null, List.of(new OutgoingItem(17, NUMBER, null, List.of("a1", "a2"))));
            case "ping" -> new OutgoingPing("msg-1");
            default ->
                new OutgoingStatus(
                        type,
                        "msg-1",
                        List.of(new OutgoingStatus.Event(4711, NUMBER, "CN", LocalDate.parse("2026-11-23"))));
        };
    }

    private static OutgoingBatch batch(
            String type, @Nullable Instant respondBy, @Nullable Instant expiresAt, List<OutgoingItem> items) {
        return new OutgoingBatch(type, BATCH, "msg-1", respondBy, expiresAt, IdentifierForm.HMAC_SHA256, items);
    }

    private Platform platform() {
        return registry.register(ContractsForTests.keyed("webhooks" + PLATFORMS.incrementAndGet(), there.endpoint()));
    }
}
