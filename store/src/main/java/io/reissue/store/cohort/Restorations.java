package io.reissue.store.cohort;

import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.platform.IdentifierForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code restoration}: what an undo still owes the holder who came back. */
@Component
public class Restorations {
    /** Patient, but every day: the holder waits for his accounts. */
    private static final Period ASK_AGAIN_AFTER = Period.ofDays(1);

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;

    public Restorations(TransactionTemplate transaction, JdbcClient jdbc, Clock clock) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One delivery to be undone, or all there may have been.
     *
     * @param cutoff whatever any batch with this cutoff has detached; null: what this batch has
     * @param form as that delivery named the number
     * @param attempt this one, counted from 1
     */
    public record Owed(
            UUID cycleId,
            UUID batchId,
            int ref,
            long numberId,
            @Nullable Instant cutoff,
            IdentifierForm form,
            int attempt) {
        /** Of {@code restoration r}, its {@code cycle c} and its {@code batch b}. */
        private static final String COLUMNS = """
                r.cycle_id, r.batch_id, r.ref, c.number_id, case when r.any_batch then c.disconnected_at end as cutoff,
                    b.identifier_form, r.attempts
                """;

        static Owed read(ResultSet row, int n) throws SQLException {
            return new Owed(
                    row.getObject("cycle_id", UUID.class),
                    row.getObject("batch_id", UUID.class),
                    row.getInt("ref"),
                    row.getLong("number_id"),
                    SqlTime.orNull(row, "cutoff"),
                    IdentifierForm.valueOf(row.getString("identifier_form")),
                    row.getInt("attempts"));
        }
    }

    /** All that one platform still owes this cycle, or nothing if another run has taken it over; notes the attempt before anything is sent. */
    public List<Owed> begin(UUID cycleId, String runId, int platformId) {
        Instant again =
                clock.instant().atZone(ZoneOffset.UTC).plus(ASK_AGAIN_AFTER).toInstant();
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
                update restoration r set attempts = attempts + 1, ask_again_at = :again
                from cycle c, batch b
                where c.id = r.cycle_id and b.id = r.batch_id and c.run_id = :run and r.cycle_id = :cycle and r.platform_id = :platform and r.outcome is null
                returning
                """ + Owed.COLUMNS)
                .param("cycle", cycleId)
                .param("run", runId)
                .param("platform", platformId)
                .param("again", SqlTime.param(again))
                .query(Owed::read)
                .list()));
    }

    /** What a platform owes about one item of a batch, once it was asked for it and as long as it has not answered. */
    public Optional<Owed> open(int platformId, UUID batchId, int ref) {
        return jdbc.sql("select " + Owed.COLUMNS + """
                from restoration r join cycle c on c.id = r.cycle_id join batch b on b.id = r.batch_id
                where r.batch_id = :batch and r.ref = :ref and r.platform_id = :platform and r.outcome is null and r.attempts > 0
                """)
                .param("batch", batchId)
                .param("ref", ref)
                .param("platform", platformId)
                .query(Owed::read)
                .optional();
    }
}
