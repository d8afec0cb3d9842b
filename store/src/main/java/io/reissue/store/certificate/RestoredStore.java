package io.reissue.store.certificate;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the database has gone back behind certificates that were issued from it: a restored backup, or a standby that had lagged. */
public final class RestoredStore {
    private final JdbcClient jdbc;
    private final CertificateArchive archive;

    public RestoredStore(JdbcClient jdbc, CertificateArchive archive) {
        this.jdbc = jdbc;
        this.archive = archive;
    }

    /** As others see it: what this transaction has written and not committed does not count. */
    public StoreAge age() {
        return jdbc.sql("""
                select (select coalesce(max(id), 0) from repurge) as repurges, seq from sequenced where family = 'AUDIT'
                """)
                .query((row, _) -> new StoreAge(row.getInt("repurges"), row.getLong("seq")))
                .single();
    }

    /** The age of the database in which the latest certificate was issued, if that is greater than the present one. */
    public Optional<StoreAge> olderBefore() {
        StoreAge present = age();
        return archive.latest().filter(latest -> latest.compareTo(present) > 0);
    }

    /** @throws NotRepurged if it is restored, and what it has forgotten was not purged again */
    public void requireRepurged() {
        if (olderBefore().isPresent()) throw new NotRepurged();
    }
}
