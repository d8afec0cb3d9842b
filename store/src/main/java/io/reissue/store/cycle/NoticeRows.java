package io.reissue.store.cycle;

import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code notice}: what a holder is told, and whether it arrived. Gone with the purge. */
@Component
public class NoticeRows {
    private final JdbcClient jdbc;
    private final Clock clock;

    public NoticeRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public record Waiting(UUID cycleId, String textVersion) {}

    public Optional<Waiting> waiting(UUID id) {
        return jdbc.sql("select cycle_id, text_version from notice where id = :id and state = 'WAITING'")
                .param("id", id)
                .query((row, n) -> new Waiting(row.getObject("cycle_id", UUID.class), row.getString("text_version")))
                .optional();
    }

    public void done(UUID id, boolean sent) {
        jdbc.sql("update notice set state = :state, done_at = :now where id = :id")
                .param("id", id)
                .param("state", sent ? "SENT" : "UNDELIVERABLE")
                .param("now", SqlTime.param(clock.instant()))
                .update();
    }
}
