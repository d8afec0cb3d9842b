package io.reissue.store.realname;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The other side of the locked record: deletes what is over. */
public final class RealNameArchive {
    private final JdbcClient archive;

    /** @param archive connected as {@link DatabaseRole#REAL_NAME} */
    public RealNameArchive(JdbcClient archive) {
        this.archive = archive;
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
}
