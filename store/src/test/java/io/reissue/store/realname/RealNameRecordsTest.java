package io.reissue.store.realname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.reissue.store.StoreForTests;
import io.reissue.store.realname.RealNameReader.Service;
import io.reissue.store.vault.FileKeyRing;
import io.reissue.store.vault.SealBroken;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class RealNameRecordsTest {
    private static final LocalDate FROM = LocalDate.parse("2020-03-01");
    private static final LocalDate UNTIL = LocalDate.parse("2026-08-20");
    private static final LocalDate DELETE_AFTER = LocalDate.parse("2028-08-20");

    private final StoreForTests store = new StoreForTests();
    private final HikariDataSource archiveSource = store.as(DatabaseRole.REAL_NAME);
    private final RealNameRecords records = new RealNameRecords(store.jdbc(), store.keys());
    private final RealNameArchive archive = new RealNameArchive(JdbcClient.create(archiveSource));
    private final RealNameReader reader = new RealNameReader(JdbcClient.create(archiveSource), store.keys());

    @AfterEach
    void close() {
        archiveSource.close();
        store.close();
    }

    @Test
    void whatTheApplicationKeepsIsFoundByItsHolder() {
        records.keep("ref-1", FROM, UNTIL, DELETE_AFTER);
        records.keep("ref-2", FROM, UNTIL, DELETE_AFTER);
        records.keep("ref-1", FROM.minusYears(5), FROM, DELETE_AFTER);

        assertThat(reader.find("ref-1"))
                .containsExactly(
                        new Service(FROM.minusYears(5), FROM, DELETE_AFTER), new Service(FROM, UNTIL, DELETE_AFTER));
        assertThat(reader.find("ref-3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from real_name.record",
                "select id from real_name.record",
                "delete from real_name.record",
                "update real_name.record set delete_after = date '2100-01-01'",
                "insert into real_name.record select * from real_name.record",
                "truncate real_name.record"
            })
    void theApplicationCanOnlyAdd(String statement) {
        records.keep("ref-1", FROM, UNTIL, DELETE_AFTER);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.jdbc().sql(statement).update())
                .havingRootCause()
                .withMessageContaining("permission denied for table record");
        assertThat(reader.find("ref-1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "cycle", "holder", "cycle_key", "certificate", "audit_entry"})
    void whoReadsTheArchiveReadsNothingElse(String table) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> JdbcClient.create(archiveSource)
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .havingRootCause()
                .withMessageContaining("permission denied for table " + table);
    }

    @Test
    void theReferenceIsSealedUnderAKeyOfItsOwnForItsOwnRecord(@TempDir Path folder) {
        records.keep("ref-1", FROM, UNTIL, DELETE_AFTER);
        records.keep("ref-2", FROM, UNTIL, DELETE_AFTER);
        var otherKeys = new RealNameReader(JdbcClient.create(archiveSource), new FileKeyRing(folder, store.clock()));

        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> otherKeys.find("ref-1"));

        try (var owner = store.owner()) {
            JdbcClient.create(owner)
                    .sql(
                            "update real_name.record set holder_sealed = (select holder_sealed from real_name.record order by id limit 1)")
                    .update();
        }
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> reader.find("ref-1"));
    }

    @Test
    void aRecordIsThereUntilItsLastDayIsOverAndNotADayLonger() {
        records.keep("ref-1", FROM, UNTIL, DELETE_AFTER);
        records.keep("ref-1", FROM, UNTIL, DELETE_AFTER.plusDays(1));

        assertThat(archive.sweep(DELETE_AFTER)).isZero();
        assertThat(archive.sweep(DELETE_AFTER.plusDays(1))).isEqualTo(1);
        assertThat(reader.find("ref-1")).containsExactly(new Service(FROM, UNTIL, DELETE_AFTER.plusDays(1)));
    }

    @Test
    void aRecordIsKeptTogetherWithTheRestOfItsTransactionOrNotAtAll() {
        store.transaction().executeWithoutResult(status -> {
            records.keep("ref-1", FROM, UNTIL, DELETE_AFTER);
            status.setRollbackOnly();
        });

        assertThat(reader.find("ref-1")).isEmpty();
    }
}
