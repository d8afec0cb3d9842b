package io.reissue.edge.partner;

import static io.reissue.store.feed.FeedEventType.DISCONNECTED;
import static io.reissue.store.feed.FeedEventType.PURGED;
import static io.reissue.store.feed.FeedEventType.REASSIGNED;
import static io.reissue.store.feed.FeedEventType.REINSTATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.edge.partner.PartnerEdge.Caller;
import io.reissue.edge.partner.PartnerEdge.Reply;
import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.inventory.NewNumber;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.platform.ContractsForTests;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.protocol.Identifiers;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status feed, over HTTP and PostgreSQL. */
class FeedControllerTest {
    private static final String FEED = "/partner/v1/feed";
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final Caller READER = new Caller("reader-one", ContractsForTests.FROM);

    private final StoreForTests store = new StoreForTests();
    private final StoreParts parts = new StoreParts(store);
    private final PlatformRegistry registry = PlatformsForTests.registry(store);
    private final FeedWriter feed = new FeedWriter(store.jdbc(), store.clock());
    private final Sequencer sequencer = new Sequencer(store.jdbc(), store.transaction());
    private final PartnerEdge edge;
    private long number;

    FeedControllerTest() throws Exception {
        edge = new PartnerEdge(parts);
    }

    @BeforeEach
    void aReaderAndANumber() {
        registry.register(ContractsForTests.keyed(
                "reader-one",
                URI.create("https://platform.example"),
                1_000_000,
                ContractsForTests.TO,
                ContractsForTests.FROM));
        number = parts.inventory()
                .register(List.of(
                        new NewNumber("8613800000001", "CN", null, null, LineType.RESIDENTIAL, NumberStatus.RECYCLING)))
                .getFirst();
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
        store.close();
    }

    @Test
    void anEventIsReadAsACloudEventThatNamesTheNumberAsAgreed() throws Exception {
        feed.write(DISCONNECTED, number, "CN", DAY);
        sequencer.number();

        var reply = edge.get(READER, FEED);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/cloudevents-batch+json;charset=UTF-8");
        assertThat(reply.body())
                .isEqualTo("[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/partner/v1/feed\","
                        + "\"type\":\"number.disconnected\",\"time\":\"2026-11-23T02:00:00Z\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{\"identifier\":\"HMAC_SHA256\",\"id\":\""
                        + Identifiers.keyed(Base64.getDecoder().decode(ContractsForTests.KEY))
                                .identify("+8613800000001")
                        + "\",\"jurisdiction\":\"CN\",\"day\":\"2026-11-23\"}}]");
        assertThat(reply.body()).doesNotContain("13800000001");
    }

    @Test
    void eventsAreInOrderAndAReaderGoesOnWhereItsLinkPoints() throws Exception {
        for (var type : List.of(DISCONNECTED, REINSTATED, DISCONNECTED, PURGED, REASSIGNED))
            feed.write(type, number, "CN", DAY);
        sequencer.number();

        var first = edge.get(READER, FEED + "?limit=3");
        assertThat(ids(first)).containsExactly(1L, 2L, 3L);
        assertThat(first.next()).isEqualTo(FEED + "?after=3&limit=3");
        var second = edge.get(READER, first.next());
        assertThat(ids(second)).containsExactly(4L, 5L);
        assertThat(second.body()).contains("number.purged").contains("number.reassigned");
        var third = edge.get(READER, second.next());
        assertThat(third.body()).isEqualTo("[]");
        assertThat(third.next()).as("where to look for more").isEqualTo(second.next());
        assertThat(ids(edge.get(READER, FEED + "?after=3&limit=3")))
                .as("as often as it likes")
                .containsExactly(4L, 5L);
    }

    @Test
    void onlyEventsOfTheContractsJurisdictionsAreRead() throws Exception {
        for (var jurisdiction : List.of("US", "CN", "HK", "CN", "US")) feed.write(PURGED, number, jurisdiction, DAY);
        sequencer.number();

        assertThat(ids(edge.get(READER, FEED))).containsExactly(2L, 4L);
        assertThat(ids(edge.get(READER, FEED + "?limit=1"))).containsExactly(2L);
        assertThat(edge.get(READER, FEED).body()).doesNotContain("US").doesNotContain("HK");
    }

    @Test
    void severalJurisdictionsAreReadAsOneFeed() throws Exception {
        store.jdbc()
                .sql("update platform set jurisdictions = array['CN', 'HK'] where code = 'reader-one'")
                .update();
        for (var jurisdiction : List.of("HK", "CN", "US", "HK", "CN")) feed.write(PURGED, number, jurisdiction, DAY);
        sequencer.number();

        assertThat(ids(edge.get(READER, FEED + "?limit=3"))).containsExactly(1L, 2L, 4L);
        assertThat(ids(edge.get(READER, FEED + "?after=4&limit=3"))).containsExactly(5L);
    }

    @Test
    void whatHasNoNumberYetIsNotRead() throws Exception {
        feed.write(PURGED, number, "CN", DAY);

        assertThat(edge.get(READER, FEED).body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=01",
                "after=x",
                "after=",
                "after=1e3",
                "after=99999999999999999999",
                "after=2",
                "limit=0",
                "limit=1001",
                "limit=ten",
                "limit=%201"
            })
    void whatIsNoCursorOrNoLimitIsRefusedWithItsParameter(String query) throws Exception {
        feed.write(PURGED, number, "CN", DAY);
        sequencer.number();

        var reply = edge.get(READER, FEED + "?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("\"parameter\":\"" + query.substring(0, query.indexOf('=')) + "\"");
    }

    @Test
    void strangersReadNothing() throws Exception {
        assertThat(edge.getSignedAs(READER, FEED, "GET " + FEED + "?after=0").status())
                .isEqualTo(401);
        assertThat(edge.get(new Caller("reader-one", ContractsForTests.TO), FEED)
                        .status())
                .isEqualTo(401);
        assertThat(edge.get(READER, FEED, "Accept", "text/html").status()).isEqualTo(406);
    }

    @Test
    void aPageHoldsAThousandAtMost() throws Exception {
        store.jdbc()
                .sql("""
                        insert into feed_event (type, number_id, jurisdiction, day, written_at)
                        select 'number.purged', :number, 'CN', :day, :at from generate_series(1, 2500)
                        """)
                .param("number", number)
                .param("day", DAY)
                .param("at", store.clock().instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        while (sequencer.number().more()) {
            // a batch at a time
        }
        var sizes = new ArrayList<Integer>();
        var seen = new ArrayList<Long>();
        for (var page = edge.get(READER, FEED + "?limit=1000");
                !ids(page).isEmpty();
                page = edge.get(READER, page.next())) {
            sizes.add(ids(page).size());
            seen.addAll(ids(page));
        }

        assertThat(sizes).containsExactly(1000, 1000, 500);
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 2500).boxed().toList());
    }

    @Test
    void sixteenWritersAndASlowOneLeaveNoGapForWhoReadsMeanwhile() throws Exception {
        int writers = 16;
        int each = 40;
        var slowHasWritten = new CountDownLatch(1);
        var slowMayCommit = new CountDownLatch(1);
        var writing = new AtomicBoolean(true);
        List<Long> seen;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> store.transaction().executeWithoutResult(_ -> {
                feed.write(REINSTATED, number, "CN", DAY);
                slowHasWritten.countDown();
                await(slowMayCommit);
            }));
            await(slowHasWritten);
            var sequencers = IntStream.range(0, 3)
                    .mapToObj(_ -> threads.submit(() -> {
                        while (writing.get()) sequencer.number();
                    }))
                    .toList();
            Callable<List<Long>> reading = () -> {
                var read = new ArrayList<Long>();
                var target = FEED + "?limit=7";
                boolean last = false;
                while (true) {
                    boolean over = !writing.get();
                    var page = edge.get(READER, target);
                    read.addAll(ids(page));
                    target = page.next();
                    if (last && ids(page).isEmpty()) return read;
                    last = over;
                }
            };
            var reader = threads.submit(reading);
            var fast = IntStream.range(0, writers)
                    .mapToObj(_ -> threads.submit(() -> {
                        for (int i = 0; i < each; i++)
                            store.transaction().executeWithoutResult(_ -> feed.write(PURGED, number, "CN", DAY));
                    }))
                    .toList();
            for (Future<?> writer : fast) writer.get(120, TimeUnit.SECONDS);
            slowMayCommit.countDown();
            slow.get(30, TimeUnit.SECONDS);
            while (numbered() < writers * each + 1) Thread.onSpinWait();
            writing.set(false);
            for (Future<?> one : sequencers) one.get(30, TimeUnit.SECONDS);
            seen = reader.get(60, TimeUnit.SECONDS);
        }

        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(1, writers * each + 1).boxed().toList());
    }

    private long numbered() {
        return store.jdbc()
                .sql("select seq from sequenced where family = 'FEED'")
                .query(Long.class)
                .single();
    }

    private static List<Long> ids(Reply page) {
        return Pattern.compile("\"id\":\"([0-9]+)\",\"source\"")
                .matcher(page.body())
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
