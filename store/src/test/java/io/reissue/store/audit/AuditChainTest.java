package io.reissue.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditChain.Broken;
import io.reissue.store.audit.AuditChain.Intact;
import io.reissue.store.audit.AuditChain.Why;
import io.reissue.store.feed.Sequencer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditChainTest {
    private static final int ENTRIES = 9;

    private final StoreForTests store = new StoreForTests();
    private final AuditLog audit = new AuditLog(store.jdbc(), store.clock());
    private final AuditChain chain = new AuditChain(store.jdbc(), store.transactionManager());

    @BeforeEach
    void nineEntriesInThreeBatches() {
        var sequencer = new Sequencer(store.jdbc(), store.transaction());
        for (int i = 1; i <= ENTRIES; i++) {
            audit.write(
                    "operator-" + i,
                    "cycle.held",
                    "c-" + i,
                    Map.of("reason", "COURT", "until", "2027-01-01T00:00:00Z"));
            if (i % 3 == 0) sequencer.number();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anUntouchedChainIsIntactAndItsHeadStaysTheSame() {
        var intact = chain.verify();

        assertThat(intact).isInstanceOfSatisfying(Intact.class, found -> {
            assertThat(found.entries()).isEqualTo(ENTRIES);
            assertThat(found.head()).hasSize(64);
        });
        audit.write("operator", "cycle.held", "c-10", Map.of());
        assertThat(chain.verify()).as("what has no number yet changes nothing").isEqualTo(intact);
    }

    @Test
    void anEmptyAuditIsIntact() {
        try (var empty = new StoreForTests()) {
            assertThat(new AuditChain(empty.jdbc(), empty.transactionManager()).verify())
                    .isEqualTo(new Intact(0, "0".repeat(64)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'somebody'",
                "action = 'cycle.waived'",
                "subject = 'c-6'",
                "detail = detail || '{\"reason\": \"OTHER\"}'",
                "detail = detail - 'until'",
                "at = at + interval '1 microsecond'",
                "hash = decode(repeat('11', 32), 'hex')",
                "previous = decode(repeat('11', 32), 'hex')"
            })
    void aChangedEntryIsNamed(String change) {
        tamper("update audit_entry set " + change + " where seq = 5");

        assertThat(chain.verify()).isEqualTo(new Broken(5, Why.CHANGED));
    }

    @Test
    void aDeletedEntryIsNamed() {
        tamper("delete from audit_entry where seq = 4");

        assertThat(chain.verify()).isEqualTo(new Broken(4, Why.MISSING));
    }

    @Test
    void theDeletedLastEntriesAreNamedToo() {
        tamper("delete from audit_entry where seq >= 8");

        assertThat(chain.verify()).isEqualTo(new Broken(8, Why.MISSING));
    }

    @Test
    void aDeletedEntryWhoseGapIsClosedIsNamed() {
        tamper("delete from audit_entry where seq = 4");
        for (int seq = 5; seq <= ENTRIES; seq++) tamper("update audit_entry set seq = seq - 1 where seq = " + seq);

        assertThat(chain.verify()).isEqualTo(new Broken(4, Why.CHANGED));
    }

    @Test
    void anInsertedEntryIsNamed() {
        for (int seq = ENTRIES; seq >= 4; seq--) tamper("update audit_entry set seq = seq + 1 where seq = " + seq);
        tamper("""
                insert into audit_entry (seq, at, actor, action, subject, detail, previous, hash)
                select 4, at, 'somebody', action, subject, detail, hash, hash from audit_entry where seq = 3
                """);
        assertThat(chain.verify()).isEqualTo(new Broken(4, Why.CHANGED));
    }

    @Test
    void anEntryThatTheSequencerNeverNumberedIsNamed() {
        tamper("""
                insert into audit_entry (seq, at, actor, action, subject, detail, previous, hash)
                select 10, at, 'somebody', action, subject, detail, hash, hash from audit_entry where seq = 9
                """);

        assertThat(chain.verify()).isEqualTo(new Broken(10, Why.ADDED));
    }

    @Test
    void swappedEntriesAreNamed() {
        tamper("update audit_entry set seq = -1 where seq = 3");
        tamper("update audit_entry set seq = 3 where seq = 6");
        tamper("update audit_entry set seq = 6 where seq = -1");

        assertThat(chain.verify()).isEqualTo(new Broken(3, Why.CHANGED));
    }

    @Test
    void anEntryThatWasChangedTogetherWithItsOwnLinkIsFoundAtTheNextOne() {
        rechain(5);

        assertThat(chain.verify()).isEqualTo(new Broken(6, Why.RELINKED));
    }

    @Test
    void theLastEntryChangedTogetherWithItsOwnLinkIsFoundByTheSequencersMemory() {
        rechain(ENTRIES);

        assertThat(chain.verify()).isEqualTo(new Broken(ENTRIES, Why.RELINKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_entry set actor = 'x'", "delete from audit_entry"})
    void theApplicationItselfCanNeitherChangeNorDeleteEntries(String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.jdbc().sql(statement).update())
                .havingRootCause()
                .withMessageContaining("permission denied for table audit_entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613800000001", "Li Hua", "a@example.org", "电话"})
    void anythingThatIsNoCodeAndNoIdIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit.write("operator", "cycle.held", "c-1", Map.of("reason", text)))
                .withMessage("the audit's detail must be a code or an id");
    }

    /** What somebody does who knows how links are made, but does not rewrite all that follows. */
    private void rechain(int seq) {
        tamper("update audit_entry set actor = 'somebody' where seq = " + seq);
        var link = store.jdbc()
                .sql("select previous, " + AuditEntry.COLUMNS + " from audit_entry where seq = :seq")
                .param("seq", seq)
                .query((row, _) -> AuditEntry.of(row).link(row.getBytes("previous"), seq))
                .single();
        try (var owner = store.owner()) {
            JdbcClient.create(owner)
                    .sql("update audit_entry set hash = :hash where seq = :seq")
                    .param("hash", link)
                    .param("seq", seq)
                    .update();
        }
    }

    private void tamper(String sql) {
        try (var owner = store.owner()) {
            assertThat(JdbcClient.create(owner).sql(sql).update()).isPositive();
        }
    }
}
