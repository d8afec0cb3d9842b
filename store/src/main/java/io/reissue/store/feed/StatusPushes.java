package io.reissue.store.feed;

import io.reissue.store.inventory.Inventory;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.outbox.Outbox.Kind;
import io.reissue.store.protocol.OutgoingStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns the numbered feed into pushes for the partners that want them: a message in the outbox says from after which event to which, so
 * that what is sent again is the same. Messages of one partner arrive in any order; the feed has them in order, and for ever.
 */
public final class StatusPushes {
    /** Messages of one partner at once. The rest of the feed waits in the feed: a partner that is away fills no outbox. */
    static final int AT_ONCE = 10;

    private static final int LARGEST = 1_000;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final FeedReader feed;
    private final Inventory inventory;
    private final Outbox outbox;

    public StatusPushes(
            TransactionTemplate transaction, JdbcClient jdbc, FeedReader feed, Inventory inventory, Outbox outbox) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.feed = feed;
        this.inventory = inventory;
        this.outbox = outbox;
    }

    private record Wish(UUID id, long plannedThrough, Set<String> jurisdictions, int batchLimit, int waiting) {}

    /** Plans what was numbered since the last time, for all partners that are switched on. */
    public void plan() {
        transaction.executeWithoutResult(status -> {
            long last = feed.last();
            for (Wish wish : behind(last)) plan(wish, last);
        });
    }

    private List<Wish> behind(long last) {
        return jdbc.sql("""
                select s.id, s.planned_through, p.jurisdictions, p.batch_limit,
                    (select count(*) from outbox o where o.target = s.id) as waiting
                from status_push s join platform p on p.id = s.platform_id
                where p.active and s.planned_through < :last
                order by s.platform_id for update of s skip locked
                """)
                .param("last", last)
                .query((row, _) -> new Wish(
                        row.getObject("id", UUID.class),
                        row.getLong("planned_through"),
                        Set.of((String[]) row.getArray("jurisdictions").getArray()),
                        row.getInt("batch_limit"),
                        row.getInt("waiting")))
                .list();
    }

    private void plan(Wish wish, long last) {
        long through = wish.plannedThrough();
        for (int waiting = wish.waiting(); waiting < AT_ONCE && through < last; waiting++) {
            var events = feed.after(through, wish.jurisdictions(), wish.batchLimit());
            if (events.isEmpty()) {
                through = last;
            } else {
                outbox.write(
                        Kind.STATUS, wish.id(), through + "-" + events.getLast().seq());
                through = events.getLast().seq();
            }
        }
        jdbc.sql("update status_push set planned_through = :through where id = :id")
                .param("through", through)
                .param("id", wish.id())
                .update();
    }

    /** What one partner is to be told: a request for each type of event. */
    public record Push(int platformId, List<OutgoingStatus> requests) {}

    /**
     * What a message is about, with the numbers opened.
     *
     * @return empty: the partner wants no pushes any more
     */
    public Optional<Push> read(UUID id, String range) {
        record Partner(int platformId, Set<String> jurisdictions) {}
        return jdbc.sql("""
                select p.id, p.jurisdictions from status_push s join platform p on p.id = s.platform_id where s.id = :id
                """)
                .param("id", id)
                .query((row, _) -> new Partner(row.getInt("id"), Set.of((String[])
                        row.getArray("jurisdictions").getArray())))
                .optional()
                .map(partner -> new Push(partner.platformId(), requests(range, partner.jurisdictions())));
    }

    private List<OutgoingStatus> requests(String range, Set<String> jurisdictions) {
        int dash = range.indexOf('-');
        long after = Long.parseLong(range.substring(0, dash));
        long through = Long.parseLong(range.substring(dash + 1));
        var events = feed.after(after, jurisdictions, LARGEST).stream()
                .filter(event -> event.seq() <= through)
                .toList();
        var numbers = inventory.numbers(events.stream().map(FeedEvent::numberId).toList());
        Map<FeedEventType, List<OutgoingStatus.Event>> byType = new EnumMap<>(FeedEventType.class);
        for (var event : events) {
            byType.computeIfAbsent(event.type(), _ -> new ArrayList<>())
                    .add(new OutgoingStatus.Event(
                            event.seq(), numbers.apply(event.numberId()), event.jurisdiction(), event.day()));
        }
        return byType.entrySet().stream()
                .map(entry -> new OutgoingStatus(
                        entry.getKey().code(),
                        "status." + range + "." + entry.getKey().code(),
                        entry.getValue()))
                .toList();
    }
}
