package io.reissue.store.inventory;

import io.reissue.store.audit.AuditLog;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a number from the pool to its next holder: never without the certificate of its latest purge, never without an
 * acknowledged disclosure. One transaction of its own; who the holder is stays the shop's affair.
 */
public final class Assignments {
    private final JdbcClient jdbc;
    private final Inventory inventory;
    private final Tenures tenures;
    private final Disclosures disclosures;
    private final FeedWriter feed;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    public Assignments(
            JdbcClient jdbc,
            Inventory inventory,
            Tenures tenures,
            Disclosures disclosures,
            FeedWriter feed,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.inventory = inventory;
        this.tenures = tenures;
        this.disclosures = disclosures;
        this.feed = feed;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * What the shop asks for.
     *
     * @param e164 digits only
     * @param disclosureVersion what the new holder acknowledged
     * @param startsOn first day of the new tenure, in the number's zone
     */
    public record Assignment(String e164, UUID certificateId, String disclosureVersion, LocalDate startsOn) {

        /** Says nothing about the number: it may end up in a log. */
        @Override
        public String toString() {
            return "Assignment[" + certificateId + "]";
        }
    }

    /** What became of it. */
    public sealed interface Decision {}

    /**
     * The number is in service.
     *
     * @param repeated the same assignment was there already; nothing was written
     */
    public record Assigned(long numberId, LocalDate startedOn, boolean repeated) implements Decision {}

    public record Refused(AssignmentRefusal reason) implements Decision {}

    /**
     * Judges and, when nothing is in the way, assigns. The same request again is answered the same.
     *
     * @param actor principal of the shop
     * @throws IllegalArgumentException when {@code e164} is not the digits of a number
     */
    public Decision assign(String actor, Assignment wanted) {
        var decision = transaction.execute(_ -> decide(actor, wanted));
        if (decision == null) throw new IllegalStateException("an assignment had no result");
        return decision;
    }

    private Decision decide(String actor, Assignment wanted) {
        var numberId = inventory.find(wanted.e164());
        if (numberId.isEmpty()) return new Refused(AssignmentRefusal.UNKNOWN_NUMBER);
        var number = inventory.lock(numberId.getAsLong()).orElseThrow();
        var present = tenures.present(number.id());
        if (present.filter(tenure -> isThis(tenure, wanted)).isPresent()) {
            return new Assigned(number.id(), wanted.startsOn(), true);
        }
        var refusal = refusal(number, wanted);
        if (refusal.isPresent()) return new Refused(refusal.get());
        tenures.openTenure(number.id(), wanted.startsOn(), wanted.certificateId(), wanted.disclosureVersion());
        inventory.setStatus(number.id(), NumberStatus.IN_SERVICE);
        feed.write(FeedEventType.REASSIGNED, number.id(), number.jurisdiction(), wanted.startsOn());
        audit.write(
                actor,
                "number.assigned",
                Long.toString(number.id()),
                Map.of(
                        "certificate", wanted.certificateId().toString(),
                        "disclosure", wanted.disclosureVersion(),
                        "startsOn", wanted.startsOn().toString()));
        return new Assigned(number.id(), wanted.startsOn(), false);
    }

    private static boolean isThis(Tenure tenure, Assignment wanted) {
        return wanted.certificateId().equals(tenure.certificateId())
                && wanted.disclosureVersion().equals(tenure.disclosureVersion())
                && wanted.startsOn().equals(tenure.startedOn());
    }

    private Optional<AssignmentRefusal> refusal(NumberRow number, Assignment wanted) {
        var purge = purge(wanted.certificateId());
        if (purge.isEmpty()) return Optional.of(AssignmentRefusal.UNKNOWN_CERTIFICATE);
        if (purge.get().numberId() != number.id()) {
            return Optional.of(AssignmentRefusal.CERTIFICATE_OF_ANOTHER_NUMBER);
        }
        if (!wanted.certificateId().equals(number.certificateId())) {
            return Optional.of(AssignmentRefusal.CERTIFICATE_SUPERSEDED);
        }
        if (number.status() != NumberStatus.POOL) return Optional.of(AssignmentRefusal.NOT_IN_POOL);
        if (disclosures.find(wanted.disclosureVersion()).isEmpty()) {
            return Optional.of(AssignmentRefusal.DISCLOSURE_NOT_ACKNOWLEDGED);
        }
        if (wanted.startsOn().isBefore(purge.get().day())) return Optional.of(AssignmentRefusal.BEFORE_PURGE);
        return Optional.empty();
    }

    private Optional<Purge> purge(UUID certificateId) {
        return jdbc.sql("""
                        select cycle.number_id, cycle.zone, certificate.issued_at
                        from certificate join cycle on cycle.id = certificate.cycle_id
                        where certificate.id = :certificate
                        """)
                .param("certificate", certificateId)
                .query((row, _) -> new Purge(
                        row.getLong("number_id"),
                        row.getObject("issued_at", OffsetDateTime.class)
                                .atZoneSameInstant(ZoneId.of(row.getString("zone")))
                                .toLocalDate()))
                .optional();
    }

    /** @param day of the purge, in the number's zone */
    private record Purge(long numberId, LocalDate day) {}
}
