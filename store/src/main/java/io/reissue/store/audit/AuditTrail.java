package io.reissue.store.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the audit backwards. An entry without a number is not there yet. */
public final class AuditTrail {
    private final JdbcClient jdbc;

    public AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry and its number. */
    public record Numbered(long seq, AuditEntry entry) {}

    /**
     * The latest entries before one.
     *
     * @param before null: from the last
     * @param actor of one principal only; null: of all
     */
    public List<Numbered> before(@Nullable Long before, @Nullable String actor, int limit) {
        // said in so many words, a person is found by the index of what people did
        String whose = actor == null || AuditLog.reserved(actor) ? "" : " and actor <> '" + AuditLog.SYSTEM + "'";
        return jdbc.sql("select seq, " + AuditEntry.COLUMNS + """
                 from audit_entry
                where seq is not null and (:before::bigint is null or seq < :before)
                    and (:actor::text is null or actor = :actor)%s
                order by seq desc limit :limit
                """.formatted(whose))
                .param("before", before)
                .param("actor", actor)
                .param("limit", limit)
                .query((row, _) -> new Numbered(row.getLong("seq"), AuditEntry.of(row)))
                .list();
    }
}
