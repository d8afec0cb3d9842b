package io.reissue.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.store.Race;
import io.reissue.store.StoreForTests;
import io.reissue.store.outbox.Outbox.Kind;
import io.reissue.store.outbox.Outbox.Message;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final AtomicInteger rings = new AtomicInteger();
    private final Outbox outbox = new Outbox(STORE.jdbc(), STORE.clock(), rings::incrementAndGet);

    @BeforeEach
    void empty() {
        STORE.jdbc().sql("delete from outbox").update();
    }

    @Test
    void aLeasedMessageComesBackAfterTheLeaseAndNotBefore() {
        var target = UUID.randomUUID();
        outbox.write(Kind.COMMAND, target, "detail");
        var taken = outbox.take(10).getFirst();
        assertThat(taken).isEqualTo(new Message(taken.id(), Kind.COMMAND, target, "detail", 1));

        STORE.clock().advance(Duration.ofSeconds(59));
        assertThat(outbox.take(10)).isEmpty();

        STORE.clock().advance(Duration.ofSeconds(1));
        assertThat(outbox.take(10)).containsExactly(new Message(taken.id(), Kind.COMMAND, target, "detail", 2));
    }

    @Test
    void aDeliveredMessageDoesNotComeBack() {
        outbox.write(Kind.COMMAND, UUID.randomUUID(), "");
        outbox.write(Kind.COMMAND, UUID.randomUUID(), "");
        var taken = outbox.take(10);

        outbox.delivered(List.of(taken.getFirst().id()));
        outbox.delivered(List.of());
        STORE.clock().advance(Duration.ofMinutes(1));

        assertThat(ids(outbox.take(10))).containsExactly(taken.getLast().id());
        assertThat(STORE.jdbc()
                        .sql("select count(*) from outbox")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMessageOfATransactionThatFailedNeverWas() {
        STORE.transaction().executeWithoutResult(status -> {
            outbox.write(Kind.COMMAND, UUID.randomUUID(), "");
            status.setRollbackOnly();
        });

        assertThat(outbox.take(10)).isEmpty();
        assertThat(rings).hasValue(1);
    }

    @Test
    void aRelayTakesNoMoreThanItsLimit() {
        for (int n = 0; n < 5; n++) outbox.write(Kind.COMMAND, UUID.randomUUID(), "");

        assertThat(outbox.take(3)).hasSize(3);
        assertThat(outbox.take(3)).hasSize(2);
    }

    @Test
    void aRelayDoesNotWaitForWhatAnotherIsTaking() throws Exception {
        for (int n = 0; n < 10; n++) outbox.write(Kind.COMMAND, UUID.randomUUID(), "");

        var both = Race.overtaking(STORE, () -> ids(outbox.take(4)), () -> ids(outbox.take(100)));

        assertThat(both.first()).hasSize(4);
        assertThat(both.second()).hasSize(6).doesNotContainAnyElementsOf(both.first());
    }

    @RepeatedTest(20)
    void twoRelaysNeverTakeTheSame() throws Exception {
        for (int n = 0; n < 40; n++) outbox.write(Kind.COMMAND, UUID.randomUUID(), "");

        var both = Race.together(() -> ids(outbox.take(30)), () -> ids(outbox.take(30)));

        assertThat(both.first()).doesNotContainAnyElementsOf(both.second());
        var rest = ids(outbox.take(100));
        assertThat(both.first().size() + both.second().size() + rest.size()).isEqualTo(40);
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }
}
