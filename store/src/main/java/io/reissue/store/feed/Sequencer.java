package io.reissue.store.feed;

import io.reissue.store.audit.AuditSequence;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives feed events and audit entries their numbers, without gaps, in one transaction of its own. One process at a time does it;
 * the others find the lock taken and come back later. A writer that commits late gets a later number: order is that of becoming
 * visible, and no reader has to look back.
 */
public final class Sequencer {
    /** "reissue" in ASCII: any constant will do that nobody else locks. */
    private static final long LOCK = 0x72656973737565L;
    /** What one transaction takes, of each family: short enough to wait for. */
    static final int BATCH = 2_000;

    private final JdbcClient jdbc;
    private final AuditSequence audit;
    private final TransactionTemplate transaction;

    public Sequencer(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = new AuditSequence(jdbc);
        this.transaction = transaction;
    }

    /**
     * What one call numbered.
     *
     * @param more there is probably more: call again
     */
    public record Numbered(int feedEvents, int auditEntries, boolean more) {
        static final Numbered NOTHING = new Numbered(0, 0, false);
    }

    /** Numbers what is committed and has no number yet, up to a batch of each family. */
    public Numbered number() {
        var numbered = transaction.execute(_ -> {
            var locked = jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query(Boolean.class)
                    .single();
            if (!locked) return Numbered.NOTHING;
            int events = numberFeed();
            int entries = audit.number(BATCH);
            return new Numbered(events, entries, events == BATCH || entries == BATCH);
        });
        return numbered == null ? Numbered.NOTHING : numbered;
    }

    private int numberFeed() {
        int events = jdbc.sql("""
                        update feed_event set seq = next.seq
                        from (select id, (select seq from sequenced where family = 'FEED') + row_number() over (order by id) as seq
                              from (select id from feed_event where seq is null order by id limit :limit) as oldest) as next
                        where feed_event.id = next.id
                        """).param("limit", BATCH).update();
        if (events > 0) {
            jdbc.sql("update sequenced set seq = seq + :events where family = 'FEED'")
                    .param("events", events)
                    .update();
        }
        return events;
    }
}
