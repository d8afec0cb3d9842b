package io.reissue.store.policy;

import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code policy_activation}. */
@Component
class ActivationRows {
    private static final String COLUMNS =
            "select id, version, began_at, moved, later, paused_by, done_at from policy_activation ";

    private final JdbcClient jdbc;

    ActivationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Activation(
            UUID id,
            int version,
            Instant beganAt,
            long moved,
            long later,
            @Nullable String pausedBy,
            @Nullable Instant doneAt) {}

    /** Says whether it is new. */
    boolean insert(UUID id, int version, Instant now) {
        return jdbc.sql("""
                insert into policy_activation (id, version, began_at) values (:id, :version, :now)
                on conflict (version) do nothing
                """)
                        .param("id", id)
                        .param("version", version)
                        .param("now", SqlTime.param(now))
                        .update()
                == 1;
    }

    Optional<Activation> find(int version) {
        return jdbc.sql(COLUMNS + "where version = :version")
                .param("version", version)
                .query(ActivationRows::read)
                .optional();
    }

    Optional<Activation> lock(int version) {
        return jdbc.sql(COLUMNS + "where version = :version for update")
                .param("version", version)
                .query(ActivationRows::read)
                .optional();
    }

    Optional<Activation> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id for update")
                .param("id", id)
                .query(ActivationRows::read)
                .optional();
    }

    void moved(UUID id, long numbers, long later) {
        jdbc.sql("update policy_activation set moved = moved + :numbers, later = later + :later where id = :id")
                .param("numbers", numbers)
                .param("later", later)
                .param("id", id)
                .update();
    }

    void done(UUID id, Instant now) {
        jdbc.sql("update policy_activation set done_at = :now where id = :id")
                .param("now", SqlTime.param(now))
                .param("id", id)
                .update();
    }

    /** There is more to do. */
    void again(UUID id) {
        jdbc.sql("update policy_activation set done_at = null where id = :id")
                .param("id", id)
                .update();
    }

    void pause(UUID id, @Nullable String actor) {
        jdbc.sql("update policy_activation set paused_by = :actor where id = :id")
                .param("actor", actor, java.sql.Types.VARCHAR)
                .param("id", id)
                .update();
    }

    private static Activation read(ResultSet row, int n) throws SQLException {
        return new Activation(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                SqlTime.instant(row, "began_at"),
                row.getLong("moved"),
                row.getLong("later"),
                row.getString("paused_by"),
                SqlTime.orNull(row, "done_at"));
    }
}
