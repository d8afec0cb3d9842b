package io.reissue.store.cycle;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.policy.Stage;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.recycle.Ending;
import io.reissue.recycle.RecycleRules;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.certificate.CertificateClaims;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.cohort.Members;
import io.reissue.store.feed.FeedEventType;
import io.reissue.store.feed.FeedWriter;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.NumberStatus;
import io.reissue.store.realname.EndOfService;
import io.reissue.store.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The point of no return: verify, destroy, certify, release, in the caller's one transaction on the locked row. Behind it nobody
 * can tell where the previous holder had an account, or restore one.
 */
@Component
class Purge {
    private final JdbcClient jdbc;
    private final CycleRows cycles;
    private final Members members;
    private final Vault vault;
    private final Inventory inventory;
    private final EndOfService endOfService;
    private final Certificates certificates;
    private final CertificateArchive archive;
    private final RestoredStore restored;
    private final FeedWriter feed;
    private final AuditLog audit;
    private final JsonMapper json;
    private final ProofSettings proof;

    Purge(
            JdbcClient jdbc,
            CycleRows cycles,
            Members members,
            Vault vault,
            Inventory inventory,
            EndOfService endOfService,
            Certificates certificates,
            CertificateArchive archive,
            RestoredStore restored,
            FeedWriter feed,
            AuditLog audit,
            JsonMapper json,
            ProofSettings proof) {
        this.jdbc = jdbc;
        this.cycles = cycles;
        this.members = members;
        this.vault = vault;
        this.inventory = inventory;
        this.endOfService = endOfService;
        this.certificates = certificates;
        this.archive = archive;
        this.restored = restored;
        this.feed = feed;
        this.audit = audit;
        this.json = json;
        this.proof = proof;
    }

    /** The row and its membership are locked; {@code facts} were read behind the locks. */
    void purge(CycleRow row, CycleFacts facts, Instant now) {
        if (!RecycleRules.mayPurge(facts, now)) throw new IllegalStateException("a purge that the rules forbid");
        endOfService.keepRecord(row.id(), row.numberId(), row.disconnectedOn(), FactsReader.today(row, now));
        String keyEncryptionKey = destroy(row);
        UUID certificateId = UuidCreator.getTimeOrderedEpoch();
        StageCounts counts = counts(facts);
        List<String> unresolved = codes(facts, item -> !item.outcome().cleared());
        List<String> waived = codes(facts, Item::waived);
        String certificate = certificates.issue(new CertificateClaims(
                certificateId,
                row.id(),
                row.jurisdiction(),
                row.ending(),
                row.disconnectedOn(),
                row.floorAt(),
                requireNonNull(row.freezeEnd()),
                now,
                counts,
                unresolved,
                waived,
                proof.temporalRetention(),
                proof.backupHorizon(),
                keyEncryptionKey,
                proof.disclosureVersion(),
                proof.issuer()));
        keepResult(row.id(), facts.items().size(), unresolved, waived, counts);
        release(row, row.ending(), certificateId, now, "cycle.purged");
        // last: what goes wrong now is the commit's fault, and then the purge that follows is archived behind this one
        archive.add(restored.age(), certificate);
    }

    /**
     * Does once more what a certificate says was done, in a database that has forgotten it; nothing is judged, for it has happened. The row
     * is locked, open, and disclosed.
     */
    void purgeAgain(CycleRow row, CertificateClaims claims, String certificate) {
        Instant then = claims.purgedAt();
        endOfService.keepRecord(row.id(), row.numberId(), row.disconnectedOn(), FactsReader.today(row, then));
        destroy(row);
        certificates.keep(claims, certificate);
        keepResult(row.id(), claims.counts().platforms(), claims.unresolved(), claims.waived(), claims.counts());
        cycles.frozenUntil(row.id(), claims.ending(), claims.freezeEnd());
        release(row, claims.ending(), claims.certificateId(), then, "cycle.purged-again");
    }

    private void release(CycleRow row, Ending ending, UUID certificateId, Instant at, String deed) {
        inventory.certify(row.numberId(), certificateId, status(ending));
        feed.write(FeedEventType.PURGED, row.numberId(), row.jurisdiction(), FactsReader.today(row, at));
        audit.write(AuditLog.SYSTEM, deed, row.id().toString(), Map.of("certificate", certificateId.toString()));
        cycles.close(row.id(), ending.state(), at);
    }

    /** Says under which key-encryption key the destroyed key was wrapped: what a restored backup would need. */
    private String destroy(CycleRow row) {
        String keyEncryptionKey = vault.shred(row.id()).orElseThrow();
        members.forget(row.id());
        for (String family : List.of("own_ask", "restoration")) {
            jdbc.sql("delete from " + family + " where cycle_id = :cycle")
                    .param("cycle", row.id())
                    .update();
        }
        jdbc.sql("delete from outbox where target = :cycle")
                .param("cycle", row.id())
                .update();
        return keyEncryptionKey;
    }

    private void keepResult(UUID cycleId, int asked, List<String> unresolved, List<String> waived, StageCounts counts) {
        jdbc.sql("""
                insert into cycle_result (cycle_id, asked, unresolved, waived, counts)
                values (:cycle, :asked,
                    (select coalesce(array_agg(id order by id), '{}') from platform where code = any (:unresolved)),
                    (select coalesce(array_agg(id order by id), '{}') from platform where code = any (:waived)),
                    :counts::jsonb)
                """)
                .param("cycle", cycleId)
                .param("asked", asked)
                .param("unresolved", unresolved.toArray(String[]::new))
                .param("waived", waived.toArray(String[]::new))
                .param("counts", json.writeValueAsString(counts))
                .update();
    }

    /** The certificate of a purged cycle. */
    java.util.Optional<UUID> certificateOf(UUID cycleId) {
        return jdbc.sql("select id from certificate where cycle_id = :cycle")
                .param("cycle", cycleId)
                .query(UUID.class)
                .optional();
    }

    /** What a closed cycle left behind of its stages. */
    java.util.Optional<StageCounts> countsOf(UUID cycleId) {
        return jdbc.sql("select counts::text from cycle_result where cycle_id = :cycle")
                .param("cycle", cycleId)
                .query(String.class)
                .optional()
                .map(counts -> json.readValue(counts, StageCounts.class));
    }

    private static NumberStatus status(Ending ending) {
        return switch (ending) {
            case RELEASE -> NumberStatus.POOL;
            case RETURN_TO_DONOR -> NumberStatus.RETURNED_TO_DONOR;
            case RETIRE -> NumberStatus.RETIRED;
        };
    }

    static StageCounts counts(CycleFacts facts) {
        return new StageCounts(counts(facts, Stage.IDENTITY), counts(facts, Stage.REQUIRED), counts(facts, Stage.REST));
    }

    private static String counts(CycleFacts facts, Stage stage) {
        List<Item> items =
                facts.items().stream().filter(item -> item.stage() == stage).toList();
        long cleared = items.stream().filter(item -> item.outcome().cleared()).count();
        long waived = items.stream()
                .filter(item -> !item.outcome().cleared() && item.waived())
                .count();
        return cleared + "/" + (items.size() - cleared - waived) + "/" + waived;
    }

    private static List<String> codes(CycleFacts facts, Predicate<Item> which) {
        return facts.items().stream().filter(which).map(Item::platform).toList();
    }
}
