package io.reissue.store.cohort;

import io.reissue.store.cohort.Batches.Sendable;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.protocol.OpenRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What platforms that can't be called may fetch: batches that were offered to them, and the restores that they owe. A fetch is the
 * sending: before it a batch is re-issued without whoever came back, after it nobody alters it.
 */
@Component
public class Offers {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Batches batches;

    public Offers(TransactionTemplate transaction, JdbcClient jdbc, Clock clock, Batches batches) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.batches = batches;
    }

    /** A place in the list; {@code ref} -1: the batch itself, ahead of its restores. */
    public record Place(UUID batch, int ref) {
        public static final Place START = new Place(new UUID(0, 0), -1);

        public static Place of(OpenRequest request) {
            return new Place(request.batch(), request.ref() == null ? -1 : request.ref());
        }
    }

    /** What a fetch finds. */
    public sealed interface Fetched {
        record Content(Sendable sendable) implements Fetched {}

        /** Withdrawn, re-issued, expired, or past its deadline. */
        record Gone() implements Fetched {}

        /** Nothing of this platform's that it was ever offered. */
        record NeverThere() implements Fetched {}
    }

    /** Lets a planned batch be fetched, also once more; says about how many items. Empty: it is pointless by now. */
    public Optional<Integer> offer(UUID id) {
        return jdbc.sql("""
                update batch set offered_at = :now where id = :id and void_by is null and rejected_code is null
                returning size
                """)
                .param("id", id)
                .param("now", SqlTime.param(clock.instant()))
                .query(Integer.class)
                .optional();
    }

    /** What is open to one platform behind a place, in an order that stays: a batch until it is received, a restore until it is answered. */
    public List<OpenRequest> open(int platformId, Place after, int limit) {
        return jdbc.sql("""
                select * from (
                    (select id as batch, -1 as ref, size, respond_by, expires_at from batch
                    where platform_id = :platform and offered_at is not null and void_by is null and rejected_code is null
                        and respond_by > :now and id >= :batch and (id, -1) > (:batch, :ref)
                    order by id limit :limit)
                    union all
                    (select batch_id, ref, 1, null, null from restoration
                    where platform_id = :platform and outcome is null and attempts > 0
                        and (batch_id, ref) > (:batch, :ref)
                    order by batch_id, ref limit :limit)) as open
                order by batch, ref limit :limit
                """)
                .param("platform", platformId)
                .param("now", SqlTime.param(clock.instant()))
                .param("batch", after.batch())
                .param("ref", after.ref())
                .param("limit", limit)
                .query(Offers::request)
                .list();
    }

    private static OpenRequest request(ResultSet row, int n) throws SQLException {
        int ref = row.getInt("ref");
        return new OpenRequest(
                row.getObject("batch", UUID.class),
                ref < 0 ? null : ref,
                row.getInt("size"),
                SqlTime.orNull(row, "respond_by"),
                SqlTime.orNull(row, "expires_at"));
    }

    /**
     * Takes a batch out for its platform. One that was fetched before is the same again until it expires, or not there at all; one
     * that was not is there until its deadline, and looked at once more as if it were sent.
     */
    public Fetched fetch(int platformId, UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Batch> found = batches.find(id).filter(batch -> batch.platformId() == platformId);
            if (found.isEmpty() || !everOffered(found.get())) return new Fetched.NeverThere();
            if (found.get().firstSentAt() == null && !isOpen(found.get(), clock.instant())) return new Fetched.Gone();
            return batches.prepareUnaltered(id)
                    .<Fetched>map(Fetched.Content::new)
                    .orElseGet(() -> {
                        withdraw(id);
                        return new Fetched.Gone();
                    });
        }));
    }

    private static boolean everOffered(Batch batch) {
        return batch.offeredAt() != null || batch.firstSentAt() != null;
    }

    private static boolean isOpen(Batch batch, Instant now) {
        return !batch.isVoid() && batch.respondBy().isAfter(now);
    }

    /** What can't be had any more need not stand in the list; one that was never fetched keeps the mark of having been there. */
    private void withdraw(UUID id) {
        jdbc.sql("update batch set offered_at = null where id = :id and first_sent_at is not null")
                .param("id", id)
                .update();
    }

    /** The platform has what it fetched; false: it never fetched such a batch. */
    public boolean received(int platformId, UUID id) {
        return jdbc.sql("""
                update batch set delivered_at = coalesce(delivered_at, :now), offered_at = null
                where id = :id and platform_id = :platform and first_sent_at is not null
                """)
                        .param("id", id)
                        .param("platform", platformId)
                        .param("now", SqlTime.param(clock.instant()))
                        .update()
                == 1;
    }
}
