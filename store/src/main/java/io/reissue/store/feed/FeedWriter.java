package io.reissue.store.feed;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the platforms, in the transaction that makes it true. Events are written without a number, so that writers never queue;
 * {@link Sequencer} numbers them.
 */
public final class FeedWriter {
    private final JdbcClient jdbc;
    private final Clock clock;

    public FeedWriter(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes one event.
     *
     * @param day of what happened, in the number's zone
     */
    public void write(FeedEventType type, long numberId, String jurisdiction, LocalDate day) {
        jdbc.sql("""
                        insert into feed_event (type, number_id, jurisdiction, day, written_at)
                        values (:type, :number, :jurisdiction, :day, :at)
                        """)
                .param("type", type.code())
                .param("number", numberId)
                .param("jurisdiction", jurisdiction)
                .param("day", day)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
