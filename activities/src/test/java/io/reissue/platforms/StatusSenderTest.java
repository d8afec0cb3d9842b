package io.reissue.platforms;

import static io.reissue.store.feed.FeedEventType.DISCONNECTED;
import static io.reissue.store.feed.FeedEventType.PURGED;
import static io.reissue.store.feed.FeedEventType.REASSIGNED;
import static io.reissue.store.feed.FeedEventType.REINSTATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reissue.platforms.PlatformForTests.Received;
import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.feed.StatusPushes;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.outbox.Outbox.Message;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.Platform;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partners that want status pushed, over real HTTP. */
class StatusSenderTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    // made with Python, under a key of 32 zero bytes
    private static final String NUMBER = "5c10e9c12677d53cbb8a860f020bf7a6b5da189c1be64a2a010465b0cae0eeec";

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final PlatformForTests there = new PlatformForTests();
    private final FeedWriter feed = new FeedWriter(store.jdbc(), store.clock());
    private final Sequencer sequencer = new Sequencer(store.jdbc(), store.transaction());
    private final StatusPushes pushes = new StatusPushes(
            store.transaction(), store.jdbc(), new FeedReader(store.jdbc()), parts.inventory(), parts.outbox());
    private final HttpPlatformConnector connector = PlatformForTests.connector(registry, store);
    private final StatusSender sender = new StatusSender(connector, registry, pushes);
    private long number;

    @BeforeEach
    void aNumber() {
        number = parts.inventory()
                .register(List.of(
                        new NewNumber("8613800138000", "CN", null, null, LineType.RESIDENTIAL, NumberStatus.RECYCLING)))
                .getFirst();
    }

    @AfterEach
    void close() throws IOException {
        there.close();
        connector.close();
        store.close();
    }

    @Test
    void whoWantsItIsToldWhatBecameOfNumbersOneRequestAType() throws Exception {
        wants();
        happened(DISCONNECTED, PURGED, DISCONNECTED);

        deliver();

        assertThat(there.received()).hasSize(2);
        var disconnected = there.received().getFirst();
        assertThat(disconnected.header("webhook-id")).isEqualTo("status.0-3.number.disconnected");
        assertThat(disconnected.body()).isEqualTo("""
            {"type":"number.disconnected","timestamp":"2026-11-23T02:00:00Z","data":{"identifier":"HMAC_SHA256","items":[\
            {"event":"1","id":"%1$s","jurisdiction":"CN","day":"2026-11-23"},\
            {"event":"3","id":"%1$s","jurisdiction":"CN","day":"2026-11-23"}]}}\
            """.formatted(NUMBER));
        assertThat(new Signatures(store.clock())
                        .hold(
                                List.of(ContractsForTests.TO),
                                disconnected.header("webhook-id"),
                                disconnected.header("webhook-timestamp"),
                                disconnected.header("webhook-signature"),
                                disconnected.body().getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(there.received().getLast().body()).startsWith("{\"type\":\"number.purged\"");
        assertThat(waiting()).isZero();
    }

    @Test
    void everyKindOfEventIsTold() throws Exception {
        wants();
        happened(DISCONNECTED, REINSTATED, PURGED, REASSIGNED);

        deliver();

        assertThat(there.received())
                .extracting(StatusSenderTest::type)
                .containsExactly("number.disconnected", "number.reinstated", "number.purged", "number.reassigned");
    }

    @Test
    void whoDoesNotWantItIsToldNothing() {
        registry.register(ContractsForTests.keyed("other-one", there.endpoint()));
        happened(PURGED);

        pushes.plan();

        assertThat(waiting()).isZero();
    }

    @Test
    void whoNoLongerWantsItIsNotToldWhatWasPlanned() throws Exception {
        wants();
        happened(PURGED);
        pushes.plan();
        registry.register(ContractsForTests.keyed("told-one", there.endpoint()));

        deliver();

        assertThat(there.received()).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void nothingOfOtherJurisdictionsIsTold() throws Exception {
        wants();
        feed.write(PURGED, number, "US", DAY);
        feed.write(PURGED, number, "CN", DAY);
        feed.write(PURGED, number, "HK", DAY);
        sequencer.number();

        deliver();

        assertThat(there.received())
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"event\":\"2\"")
                        .doesNotContain("US")
                        .doesNotContain("HK"));
        assertThat(waiting()).isZero();
    }

    @Test
    void whatHappenedBeforeIsInTheFeedOnly() {
        happened(DISCONNECTED);
        wants();

        pushes.plan();

        assertThat(waiting()).isZero();
    }

    @Test
    void aPartnerThatWasAwayIsToldTheSameUnderTheSameIdWhateverHappenedMeanwhile() throws Exception {
        wants();
        happened(PURGED);
        there.replies(503);
        pushes.plan();
        var message = taken().getFirst();

        assertThatThrownBy(() -> sender.send(message.target(), message.detail()))
                .isInstanceOf(PlatformUnavailable.class);
        happened(PURGED, PURGED);
        pushes.plan();
        sender.send(message.target(), message.detail());

        assertThat(there.received())
                .extracting(Received::body)
                .hasSize(2)
                .containsOnly(there.received().getFirst().body());
        assertThat(there.received())
                .extracting(request -> request.header("webhook-id"))
                .containsOnly("status.0-1.number.purged");
        deliver();
        assertThat(there.received().getLast().body())
                .contains("\"event\":\"2\"")
                .contains("\"event\":\"3\"");
    }

    @Test
    void whatAPartnerRefusesIsNotSentAgain() throws Exception {
        wants();
        happened(PURGED);
        there.replies(400);

        deliver();

        assertThat(waiting()).isZero();
        assertThat(there.received()).hasSize(1);
    }

    @Test
    void whoIsGoneIsSwitchedOffAndToldNothingMoreUntilItIsOnAgain() throws Exception {
        var platform = wants();
        happened(DISCONNECTED, PURGED);
        there.replies(410);

        deliver();
        assertThat(there.received()).hasSize(1);
        assertThat(registry.byId(platform.id()).active()).isFalse();
        happened(REASSIGNED);
        pushes.plan();
        assertThat(waiting()).isZero();

        wants();
        deliver();
        assertThat(type(there.received().getLast())).isEqualTo("number.reassigned");
    }

    @Test
    void aPartnerThatIsAwayFillsNoOutbox() throws Exception {
        wants();
        store.jdbc().sql("update platform set batch_limit = 1").update();
        happened(IntStream.range(0, 15).mapToObj(_ -> PURGED).toArray(FeedEventType[]::new));

        pushes.plan();
        pushes.plan();
        assertThat(waiting()).isEqualTo(10);

        deliver();
        deliver();
        assertThat(there.received()).hasSize(15);
        assertThat(waiting()).isZero();
    }

    private Platform wants() {
        return registry.register(ContractsForTests.toldStatus("told-one", there.endpoint()));
    }

    private void happened(FeedEventType... types) {
        for (var type : types) feed.write(type, number, "CN", DAY);
        sequencer.number();
    }

    /** Plans, and sends what is in the outbox. */
    private void deliver() throws PlatformUnavailable {
        pushes.plan();
        for (var message : taken()) {
            sender.send(message.target(), message.detail());
            parts.outbox().delivered(List.of(message.id()));
        }
    }

    private List<Message> taken() {
        store.clock().advance(Duration.ofMinutes(2));
        var messages = parts.outbox().take(100);
        store.clock().advance(Duration.ofMinutes(-2));
        return messages.stream()
                .sorted(java.util.Comparator.comparingLong(Message::id))
                .toList();
    }

    private long waiting() {
        return store.jdbc().sql("select count(*) from outbox").query(Long.class).single();
    }

    private static String type(Received request) {
        return request.body().substring("{\"type\":\"".length(), request.body().indexOf("\","));
    }
}
