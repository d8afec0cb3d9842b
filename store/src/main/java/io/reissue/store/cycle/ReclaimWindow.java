package io.reissue.store.cycle;

import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.vault.HolderVault;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** After the reclaim window nobody has to be reached any more: contact data and notices go, what an undo needs stays. */
@Component
public class ReclaimWindow {
    private static final int AT_ONCE = 5_000;

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final HolderVault holders;

    public ReclaimWindow(TransactionTemplate transaction, JdbcClient jdbc, Clock clock, HolderVault holders) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.holders = holders;
    }

    /** Deletes what is due; says of how many numbers. */
    public int deleteContacts(String jurisdiction) {
        int total = 0;
        for (int chunk = deleteChunk(jurisdiction); chunk > 0; chunk = deleteChunk(jurisdiction)) total += chunk;
        return total;
    }

    private int deleteChunk(String jurisdiction) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> past = jdbc.sql("""
                    update cycle set contact_deleted = true
                    where id in (
                        select id from cycle
                        where jurisdiction = :jurisdiction and not contact_deleted and reclaim_until <= :now
                        order by id limit :limit for update)
                    returning id
                    """)
                    .param("jurisdiction", jurisdiction)
                    .param("now", SqlTime.param(clock.instant()))
                    .param("limit", AT_ONCE)
                    .query((row, n) -> row.getObject(1, UUID.class))
                    .list();
            if (!past.isEmpty()) holders.deleteContacts(past);
            return past.size();
        }));
    }
}
