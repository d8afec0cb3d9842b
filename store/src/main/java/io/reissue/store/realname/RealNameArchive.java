package io.reissue.store.realname;

import io.reissue.store.vault.KeyRing;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The other side of the locked record: reads it for an authority, and deletes what is over. */
public final class RealNameArchive {
    private final JdbcClient archive;
    private final RealNameSeal seal;

    /** @param archive connected as {@link DatabaseRole#REAL_NAME} */
    public RealNameArchive(JdbcClient archive, KeyRing keys) {
        this.archive = archive;
        this.seal = new RealNameSeal(keys.realName());
    }

    /** A holder's time with one number; which, nobody knows here. Days in the number's zone. */
    public record Service(LocalDate from, LocalDate until, LocalDate deleteAfter) {}

    /**
     * When a holder was served, the oldest first. Opens every record: there is no index on what nobody may search otherwise.
     */
    public List<Service> find(String reference) {
        try (var records = archive
                .sql("""
                        select id, holder_sealed, service_from, service_until, delete_after from real_name.record
                        order by service_from, service_until
                        """)
                .query((row, _) -> {
                    var holder = seal.open(row.getObject("id", UUID.class), row.getBytes("holder_sealed"));
                    return new Opened(
                            holder,
                            new Service(
                                    row.getObject("service_from", LocalDate.class),
                                    row.getObject("service_until", LocalDate.class),
                                    row.getObject("delete_after", LocalDate.class)));
                })
                .stream()) {
            return records.filter(opened -> opened.holder().equals(reference))
                    .map(Opened::service)
                    .toList();
        }
    }

    /**
     * Deletes the records that may no longer be kept.
     *
     * @param today in the latest zone served: a day is over only when it is over there
     * @return how many
     */
    public int sweep(LocalDate today) {
        return archive.sql("delete from real_name.record where delete_after < :today")
                .param("today", today)
                .update();
    }

    private record Opened(String holder, Service service) {}
}
