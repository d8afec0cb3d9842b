package io.reissue.store.delivery;

import io.reissue.outcome.AnswerReceipt;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.platform.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log of each platform. An entry leads to no number: it names a batch, and after a purge nothing leads from there to a cycle. What is
 * about one number alone goes with that number all the same, for its counts would be that number's.
 */
@Component
public class DeliveryLog {
    /** Rows that one statement of the sweep deletes: others get at the table between two. */
    private static final int SWEPT_AT_ONCE = 10_000;

    private static final String COLUMNS = """
            select id, direction, type, webhook_id, batch_id, items, bytes, attempts, first_at, last_at, took_millis, status, problem,
                accepted, duplicates, conflicts, gone
            from delivery
            """;

    /** Entries that are written side by side: however many platforms answer at once, numbers find connections to the database. */
    private static final int AT_ONCE = 4;

    /** What no batch is named by. */
    private static final String NOTHING = "about as (select null::uuid as id, null::uuid as cohort_id)";

    /**
     * The batch, unless whom it names was forgotten. One of a single number is there as long as that number is a member; whoever purges
     * it waits until the entry is there to be deleted. Bitmaps end with the byte of their last bit, which here is the only one. Whoever
     * forgets the outcomes of a cohort deletes its (cohort, platform) rows.
     */
    private static final String BATCH = """
            one as materialized (
                select 1 from membership m join batch b on m.cohort_id = b.cohort_id
                where b.id = :batch and m.ordinal = case b.size when 1 then
                    (octet_length(b.members) - 1) * 8 + log(2, get_byte(b.members, octet_length(b.members) - 1))::int end
                for key share of m),
            about as materialized (
                select b.id, b.cohort_id from batch b
                join cohort_platform cp on cp.cohort_id = b.cohort_id and cp.platform_id = b.platform_id
                where b.id = :batch and b.platform_id = :platform and (b.size > 1 or exists (select from one))
                for key share of cp)""";

    private final JdbcClient jdbc;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    public DeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes one exchange; nothing, where what it was about was purged meanwhile. In no other transaction. */
    public void note(int platformId, Exchanged exchanged) {
        turns.acquireUninterruptibly();
        try {
            write(platformId, exchanged);
        } finally {
            turns.release();
        }
    }

    /** One statement, so that what it locks it holds no longer than it takes. */
    private void write(int platformId, Exchanged exchanged) {
        AnswerReceipt receipt = exchanged.receipt();
        jdbc.sql("""
                with %s
                insert into delivery (platform_id, direction, type, webhook_id, batch_id, cohort_id, items, bytes, first_at, last_at,
                    took_millis, status, problem, accepted, duplicates, conflicts, gone)
                select :platform, :direction, :type, :webhook, about.id, about.cohort_id, :items, :bytes, :at, :at,
                    :took, :status, :problem, :accepted, :duplicates, :conflicts, :gone
                from about
                on conflict (platform_id, direction, webhook_id) do update set attempts = delivery.attempts + 1,
                    last_at = greatest(delivery.last_at, excluded.last_at), took_millis = excluded.took_millis,
                    status = excluded.status, problem = excluded.problem, accepted = excluded.accepted,
                    duplicates = excluded.duplicates, conflicts = excluded.conflicts, gone = excluded.gone
                """.formatted(exchanged.batch() == null ? NOTHING : BATCH))
                .param("platform", platformId)
                .param("batch", exchanged.batch())
                .param("direction", exchanged.direction().name())
                .param("type", exchanged.type())
                .param("webhook", exchanged.webhookId())
                .param("items", exchanged.items())
                .param("bytes", exchanged.bytes())
                .param("at", SqlTime.param(exchanged.at()))
                .param("took", Math.max(0, exchanged.took().toMillis()))
                .param("status", exchanged.status(), Types.INTEGER)
                .param("problem", exchanged.problem(), Types.VARCHAR)
                .param("accepted", receipt == null ? null : receipt.accepted(), Types.INTEGER)
                .param("duplicates", receipt == null ? null : receipt.duplicates(), Types.INTEGER)
                .param("conflicts", receipt == null ? null : receipt.conflicts().size(), Types.INTEGER)
                .param("gone", receipt == null ? null : receipt.gone().size(), Types.INTEGER)
                .update();
    }

    /**
     * The latest first.
     *
     * @param before an id that a page ended with; null: from the start
     * @param problems only what was not taken
     */
    public List<Logged> page(int platformId, @Nullable Long before, boolean problems, int limit) {
        return jdbc.sql(COLUMNS + """
                where platform_id = :platform and (:before::bigint is null or id < :before)
                    and (not :problems or problem is not null)
                order by id desc limit :limit
                """)
                .param("platform", platformId)
                .param("before", before, Types.BIGINT)
                .param("problems", problems)
                .param("limit", limit)
                .query(DeliveryLog::read)
                .list();
    }

    public Optional<Logged> find(int platformId, long id) {
        return jdbc.sql(COLUMNS + "where platform_id = :platform and id = :id")
                .param("platform", platformId)
                .param("id", id)
                .query(DeliveryLog::read)
                .optional();
    }

    /** Forgets what was last heard of before then. */
    public void forgetBefore(Instant then) {
        int swept;
        do {
            swept = jdbc.sql("""
                    delete from delivery where id in (
                        select id from delivery where last_at < :then order by last_at limit :most for update skip locked)
                    """)
                    .param("then", SqlTime.param(then))
                    .param("most", SWEPT_AT_ONCE)
                    .update();
        } while (swept == SWEPT_AT_ONCE);
    }

    private static Logged read(ResultSet row, int n) throws SQLException {
        return new Logged(
                row.getLong("id"),
                Direction.valueOf(row.getString("direction")),
                row.getString("type"),
                row.getString("webhook_id"),
                row.getObject("batch_id", UUID.class),
                row.getInt("items"),
                row.getInt("bytes"),
                row.getInt("attempts"),
                SqlTime.instant(row, "first_at"),
                SqlTime.instant(row, "last_at"),
                row.getLong("took_millis"),
                row.getObject("status", Integer.class),
                row.getString("problem"),
                row.getObject("accepted", Integer.class),
                row.getObject("duplicates", Integer.class),
                row.getObject("conflicts", Integer.class),
                row.getObject("gone", Integer.class));
    }
}
