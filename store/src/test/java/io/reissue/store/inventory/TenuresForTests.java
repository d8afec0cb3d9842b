package io.reissue.store.inventory;

import io.reissue.store.StoreForTests;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What the table of tenures says of a number, read past the store's own code. */
public final class TenuresForTests {
    private TenuresForTests() {}

    /** The oldest first. */
    public static List<Tenure> of(StoreForTests store, long number) {
        return store.jdbc()
                .sql("""
                        select started_on, ended_on, certificate_id, disclosure_version from tenure
                        where number_id = :number order by started_on
                        """)
                .param("number", number)
                .query((row, _) -> new Tenure(
                        number,
                        row.getObject("started_on", LocalDate.class),
                        row.getObject("ended_on", LocalDate.class),
                        row.getObject("certificate_id", UUID.class),
                        row.getString("disclosure_version")))
                .list();
    }
}
