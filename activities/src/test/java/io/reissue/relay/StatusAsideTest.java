package io.reissue.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.notices.NoticeSender;
import io.reissue.platforms.Exchange;
import io.reissue.platforms.PlatformConnector;
import io.reissue.platforms.StatusSender;
import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.cycle.NoticeRows;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.feed.StatusPushes;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox.Kind;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformsForTests;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusAsideTest {

    @Test
    void whoeverHasToBeWokenDoesNotWaitForAPartnerThatTakesItsTime() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var woken = new ArrayList<UUID>();
        try (var store = new StoreForTests();
                var temporal = TestWorkflowEnvironment.newInstance()) {
            var parts = new StoreParts(store);
            var pushes = pushes(store, parts);
            somethingToTell(store, parts, pushes);
            var brake = UUID.randomUUID();
            parts.outbox().write(Kind.BRAKE_LIFTED, brake, "");
            PlatformConnector slow = (platform, request) -> {
                await(mayAnswer);
                return new Exchange(Exchange.Kind.DELIVERED, 204, null);
            };
            var relay = relay(
                    store,
                    parts,
                    temporal,
                    new StatusSender(slow, PlatformsForTests.registry(store), pushes),
                    waking(woken));

            assertThat(CompletableFuture.supplyAsync(relay::relayDue).get(30, TimeUnit.SECONDS))
                    .isEqualTo(2);

            assertThat(woken).containsExactly(brake);
            assertThat(waiting(store)).as("what is being told").isEqualTo(1);
            mayAnswer.countDown();
            while (waiting(store) > 0) Thread.onSpinWait();
        }
    }

    private static StatusPushes pushes(StoreForTests store, StoreParts parts) {
        return new StatusPushes(
                store.transaction(), store.jdbc(), new FeedReader(store.jdbc()), parts.inventory(), parts.outbox());
    }

    private static void somethingToTell(StoreForTests store, StoreParts parts, StatusPushes pushes) {
        PlatformsForTests.registry(store)
                .register(ContractsForTests.toldStatus("told-one", URI.create("https://platform.example")));
        long number = parts.inventory()
                .register(List.of(
                        new NewNumber("8613800138000", "CN", null, null, LineType.RESIDENTIAL, NumberStatus.RECYCLING)))
                .getFirst();
        new FeedWriter(store.jdbc(), store.clock())
                .write(FeedEventType.PURGED, number, "CN", LocalDate.parse("2026-11-23"));
        new Sequencer(store.jdbc(), store.transaction()).number();
        pushes.plan();
    }

    private static FollowUp waking(List<UUID> woken) {
        return new FollowUp() {
            @Override
            public Kind kind() {
                return Kind.BRAKE_LIFTED;
            }

            @Override
            public void take(UUID target, String detail) {
                woken.add(target);
            }
        };
    }

    private static OutboxRelay relay(
            StoreForTests store,
            StoreParts parts,
            TestWorkflowEnvironment temporal,
            StatusSender statuses,
            FollowUp followUp) {
        var client = temporal.getWorkflowClient();
        return new OutboxRelay(
                parts.outbox(),
                new RelayBell(Busy.unobserved()),
                parts.cycles(),
                parts.due(),
                new Starter(client, parts.cycles()),
                new NoticeSender(
                        new NoticeRows(store.jdbc(), store.clock()), parts.holders(), (notice, contact, text) -> true),
                statuses,
                client,
                List.of(followUp));
    }

    private static long waiting(StoreForTests store) {
        return store.jdbc().sql("select count(*) from outbox").query(Long.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
