package io.reissue.store.feed;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the feed in order. An event without a number is not there yet; whoever has seen n never meets a new one before n. */
public final class FeedReader {
    private final JdbcClient jdbc;

    public FeedReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The {@code seq} of the last numbered event, whosever it is; 0: there is none. */
    public long last() {
        return jdbc.sql("select seq from sequenced where family = 'FEED'")
                .query(Long.class)
                .single();
    }

    /**
     * What follows a cursor. Reads no more than what it returns of each jurisdiction, however rare those are among the others.
     *
     * @param after the {@code seq} of the last event seen; 0: from the start
     * @param jurisdictions of the reader's contract
     */
    public List<FeedEvent> after(long after, Collection<String> jurisdictions, int limit) {
        return jdbc.sql("""
                        select e.* from unnest(:jurisdictions) as mine (jurisdiction)
                        cross join lateral (
                            select seq, type, number_id, jurisdiction, day, written_at from feed_event
                            where jurisdiction = mine.jurisdiction and seq > :after
                            order by seq limit :limit) as e
                        order by e.seq limit :limit
                        """)
                .param("after", after)
                .param("jurisdictions", jurisdictions.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> new FeedEvent(
                        row.getLong("seq"),
                        FeedEventType.of(row.getString("type")),
                        row.getLong("number_id"),
                        row.getString("jurisdiction"),
                        row.getObject("day", LocalDate.class),
                        row.getObject("written_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
