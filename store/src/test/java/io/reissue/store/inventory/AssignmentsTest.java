package io.reissue.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.policy.LineType;
import io.reissue.store.StoreForTests;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.feed.FeedEvent;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedReader;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.inventory.Assignments.Assigned;
import io.reissue.store.inventory.Assignments.Assignment;
import io.reissue.store.inventory.Assignments.Decision;
import io.reissue.store.inventory.Assignments.Refused;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class AssignmentsTest {
    private static final String E164 = "8613800000001";
    /** The day of the purge in Shanghai, where the number is; the store's clock begins at 10 in the morning there. */
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private final StoreForTests store = new StoreForTests();
    private final Inventory inventory = new Inventory(store.jdbc(), store.keys());
    private final Tenures tenures = new Tenures(store.jdbc());
    private final Assignments assignments = new Assignments(
            store.jdbc(),
            inventory,
            tenures,
            new Disclosures(),
            new FeedWriter(store.jdbc(), store.clock()),
            new AuditLog(store.jdbc(), store.clock()),
            store.transaction());
    private long number;
    private UUID certificate = new UUID(0, 0);

    @BeforeEach
    void aCertifiedNumberInThePool() {
        number = register(E164);
        certificate = certify(number);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCertifiedNumberFromThePoolGoesToAHolderWhoAcknowledgedTheDisclosure() {
        assertThat(assign(certificate, "1", TODAY)).isEqualTo(new Assigned(number, TODAY, false));

        assertThat(TenuresForTests.of(store, number))
                .containsExactly(new Tenure(number, TODAY, null, certificate, "1"));
        assertThat(inventory.row(number).orElseThrow().status()).isEqualTo(NumberStatus.IN_SERVICE);
        new Sequencer(store.jdbc(), store.transaction()).number();
        assertThat(feed())
                .containsExactly(new FeedEvent(
                        1,
                        FeedEventType.REASSIGNED,
                        number,
                        "CN",
                        TODAY,
                        store.clock().instant()));
        assertThat(store.jdbc()
                        .sql("select actor || ' ' || action || ' ' || (detail->>'certificate') from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("shop-7 number.assigned " + certificate);
    }

    @Test
    void theSameRequestAgainIsAnsweredTheSameAndWritesNothing() {
        assign(certificate, "1", TODAY);

        assertThat(assign(certificate, "1", TODAY)).isEqualTo(new Assigned(number, TODAY, true));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void aNumberThatWasNeverHereIsUnknown() {
        assertThat(assignments.assign("shop-7", new Assignment("8613800000099", certificate, "1", TODAY)))
                .isEqualTo(new Refused(AssignmentRefusal.UNKNOWN_NUMBER));
    }

    @Test
    void withoutACertificateThereIsNoAssignment() {
        assertRefused(assign(UUID.randomUUID(), "1", TODAY), AssignmentRefusal.UNKNOWN_CERTIFICATE);
    }

    @Test
    void anotherNumbersCertificateDoesNotDo() {
        assertRefused(
                assign(certify(register("8613800000002")), "1", TODAY),
                AssignmentRefusal.CERTIFICATE_OF_ANOTHER_NUMBER);
    }

    @Test
    void anEarlierCertificateOfTheNumberDoesNotDo() {
        certify(number);

        assertRefused(assign(certificate, "1", TODAY), AssignmentRefusal.CERTIFICATE_SUPERSEDED);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POOL")
    void onlyANumberInThePoolIsAssigned(NumberStatus status) {
        inventory.setStatus(number, status);

        assertRefused(assign(certificate, "1", TODAY), AssignmentRefusal.NOT_IN_POOL);
    }

    @Test
    void aDisclosureThatDoesNotExistWasNotAcknowledged() {
        assertRefused(assign(certificate, "", TODAY), AssignmentRefusal.DISCLOSURE_NOT_ACKNOWLEDGED);
    }

    @Test
    void noTenureBeginsBeforeTheDayOfThePurgeInTheNumbersZone() {
        assertRefused(assign(certificate, "1", TODAY.minusDays(1)), AssignmentRefusal.BEFORE_PURGE);
    }

    @Test
    void anAssignmentThatFailsHalfwayLeavesNothingBehind() {
        try (var owner = store.owner()) {
            JdbcClient.create(owner)
                    .sql("revoke insert on audit_entry from reissue_app")
                    .update();
        }

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> assign(certificate, "1", TODAY));
        assertThat(TenuresForTests.of(store, number)).isEmpty();
        assertThat(inventory.row(number).orElseThrow().status()).isEqualTo(NumberStatus.POOL);
        assertThat(store.jdbc()
                        .sql("select count(*) from feed_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ofEightShopsThatWantANumberOneGetsIt() throws Exception {
        var together = new CyclicBarrier(8);
        var decisions = new ArrayList<Future<Decision>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int shop = 0; shop < 8; shop++) {
                var day = TODAY.plusDays(shop);
                decisions.add(threads.submit(() -> {
                    together.await();
                    return assign(certificate, "1", day);
                }));
            }
        }
        var results = new ArrayList<Decision>();
        for (var decision : decisions) results.add(decision.get());
        assertThat(results).filteredOn(Assigned.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(Refused.class::isInstance)
                .hasSize(7)
                .containsOnly(new Refused(AssignmentRefusal.NOT_IN_POOL));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void everyDisclosureVersionIsThereInBothLanguages() {
        var disclosures = new Disclosures();

        assertThat(disclosures.latest()).satisfies(text -> {
            assertThat(text.zh()).contains("本号码");
            assertThat(text.en()).contains("previous holder");
            assertThat(disclosures.find(text.version())).contains(text);
        });
        assertThat(disclosures.find("0")).isEmpty();
    }

    private Decision assign(UUID withCertificate, String disclosure, LocalDate startsOn) {
        return assignments.assign("shop-7", new Assignment(E164, withCertificate, disclosure, startsOn));
    }

    private void assertRefused(Decision decision, AssignmentRefusal reason) {
        assertThat(decision).isEqualTo(new Refused(reason));
        assertThat(TenuresForTests.of(store, number)).isEmpty();
        assertThat(written()).isZero();
    }

    private long written() {
        return store.jdbc()
                        .sql("select (select count(*) from feed_event) + (select count(*) from audit_entry)")
                        .query(Long.class)
                        .single()
                / 2;
    }

    private List<FeedEvent> feed() {
        return new FeedReader(store.jdbc()).after(0, Set.of("CN"), 10);
    }

    private long register(String e164) {
        return inventory
                .register(List.of(new NewNumber(e164, "CN", null, null, LineType.RESIDENTIAL, NumberStatus.RECYCLING)))
                .getFirst();
    }

    private UUID certify(long numberId) {
        var id = UUID.randomUUID();
        var cycle = store.cycle(numberId);
        // Only its being there counts here; what it says is tested where it is signed.
        store.jdbc()
                .sql("insert into certificate (id, cycle_id, jws, issued_at) values (:id, :cycle, '', :at)")
                .param("id", id)
                .param("cycle", cycle)
                .param("at", store.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
        store.jdbc()
                .sql("""
                        insert into policy (version, jurisdiction, effective_from, body, created_at)
                        values (1, 'CN', date '2026-01-01', '{}', :at) on conflict do nothing
                        """)
                .param("at", store.clock().instant().atOffset(ZoneOffset.UTC))
                .update();
        store.jdbc().sql("""
                        update cycle set state = 'RELEASED', policy_version = 1, freeze_end = floor_at,
                            disclosed_at = created_at, closed_at = floor_at, disconnect_reason = null
                        where id = :id
                        """).param("id", cycle).update();
        inventory.certify(numberId, id, NumberStatus.POOL);
        return id;
    }
}
