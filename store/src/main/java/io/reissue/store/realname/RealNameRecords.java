package io.reissue.store.realname;

import io.reissue.store.vault.KeyRing;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds to the locked record, as the application and in the caller's transaction. No id leads from a record to a number or a cycle.
 */
public final class RealNameRecords {
    private final JdbcClient application;
    private final RealNameSeal seal;

    /** @param application connected as {@link DatabaseRole#APPLICATION} */
    public RealNameRecords(JdbcClient application, KeyRing keys) {
        this.application = application;
        this.seal = new RealNameSeal(keys.realName());
    }

    /**
     * Keeps a holder's reference and dates.
     *
     * @param from first day of service, in the number's zone
     * @param until last day of service
     * @param deleteAfter last day on which the record may still be there
     */
    public void keep(String reference, LocalDate from, LocalDate until, LocalDate deleteAfter) {
        // Wholly random, unlike all other ids: one that holds a time would lead to the purge of that instant.
        var id = UUID.randomUUID();
        application
                .sql("""
                        insert into real_name.record (id, holder_sealed, service_from, service_until, delete_after)
                        values (:id, :holder, :from, :until, :deleteAfter)
                        """)
                .param("id", id)
                .param("holder", seal.seal(id, reference))
                .param("from", from)
                .param("until", until)
                .param("deleteAfter", deleteAfter)
                .update();
    }
}
