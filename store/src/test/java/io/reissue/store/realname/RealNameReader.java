package io.reissue.store.realname;

import io.reissue.store.vault.KeyRing;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens every locked record, in the role and under the key that may. */
final class RealNameReader {
    private final JdbcClient archive;
    private final RealNameSeal seal;

    RealNameReader(JdbcClient archive, KeyRing keys) {
        this.archive = archive;
        seal = new RealNameSeal(keys.realName());
    }

    /** A holder's time with one number; which, nobody knows there. */
    record Service(LocalDate from, LocalDate until, LocalDate deleteAfter) {}

    private record Opened(String holder, Service service) {}

    /** When a holder was served, the oldest first. */
    List<Service> find(String reference) {
        return archive
                .sql("""
                        select id, holder_sealed, service_from, service_until, delete_after from real_name.record
                        order by service_from, service_until
                        """)
                .query((row, _) -> new Opened(
                        seal.open(row.getObject("id", UUID.class), row.getBytes("holder_sealed")),
                        new Service(
                                row.getObject("service_from", LocalDate.class),
                                row.getObject("service_until", LocalDate.class),
                                row.getObject("delete_after", LocalDate.class))))
                .list()
                .stream()
                .filter(opened -> opened.holder().equals(reference))
                .map(Opened::service)
                .toList();
    }
}
