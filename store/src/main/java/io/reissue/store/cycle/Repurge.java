package io.reissue.store.cycle;

import io.reissue.recycle.CycleState;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.certificate.CertificateArchive.Entry;
import io.reissue.store.certificate.CertificateClaims;
import io.reissue.store.certificate.CertificateVerifier;
import io.reissue.store.certificate.CertificateVerifier.Genuine;
import io.reissue.store.certificate.CertificateVerifier.Rejected;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.certificate.RestoredStore;
import io.reissue.store.certificate.StoreAge;
import io.reissue.store.jdbc.SqlTime;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a restore from a backup: destroys again what was destroyed since, by the certificates that were issued for it and are archived
 * outside the database. Each cycle is a transaction of its own, so it may be broken off and done again. That it was done is what undos
 * know by that platforms may have been asked since ({@link io.reissue.store.cohort.ForgottenAsks}).
 */
@Component
public class Repurge {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final CycleRows cycles;
    private final Disclosure disclosure;
    private final Purge purge;
    private final AuditLog audit;
    private final CertificateArchive archive;
    private final RestoredStore restored;
    private final CertificateVerifier own;

    Repurge(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            CycleRows cycles,
            Disclosure disclosure,
            Purge purge,
            AuditLog audit,
            CertificateArchive archive,
            RestoredStore restored,
            Certificates certificates) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.cycles = cycles;
        this.disclosure = disclosure;
        this.purge = purge;
        this.audit = audit;
        this.archive = archive;
        this.restored = restored;
        this.own = CertificateVerifier.trusting(certificates.publicKeys());
    }

    /**
     * What the archive says to a restored database.
     *
     * @param restored whether it is; if not, nothing was looked at
     * @param open cycles that were purged and are open again
     * @param notHere purged cycles that the backup does not know: taken in after it
     * @param otherwise cycles that are at an end here, or on their way back to their holders: purges that were not committed
     */
    public record Findings(boolean restored, int open, int notHere, int otherwise) {
        static final Findings NOT_RESTORED = new Findings(false, 0, 0, 0);

        private Findings plus(Fate fate) {
            return new Findings(
                    restored,
                    open + (fate == Fate.OPEN ? 1 : 0),
                    notHere + (fate == Fate.NOT_HERE ? 1 : 0),
                    otherwise + (fate == Fate.OTHERWISE ? 1 : 0));
        }
    }

    private enum Fate {
        OPEN,
        NOT_HERE,
        OTHERWISE
    }

    /** Says what would be destroyed, and destroys nothing. */
    public Findings look() {
        return restored.olderBefore()
                .map(before -> walk((claims, jws) -> fate(cycles.find(claims.cycleId()))))
                .orElse(Findings.NOT_RESTORED);
    }

    /** Destroys it. Nothing else of the installation may run. */
    public Findings shred() {
        Optional<StoreAge> before = restored.olderBefore();
        if (before.isEmpty()) return Findings.NOT_RESTORED;
        Findings findings =
                walk((claims, jws) -> Objects.requireNonNull(transaction.execute(status -> shredAgain(claims, jws))));
        int repurges = Math.max(before.get().repurges(), restored.age().repurges()) + 1;
        transaction.executeWithoutResult(status -> done(repurges, findings));
        return findings;
    }

    /** For a restore that no certificate shows, as nothing was purged between backup and loss; undos have to know of it all the same. */
    public Findings nothingToShred() {
        Findings nothing = new Findings(true, 0, 0, 0);
        transaction.executeWithoutResult(status -> done(restored.age().repurges() + 1, nothing));
        return nothing;
    }

    private interface Visit {
        Fate to(CertificateClaims claims, String jws);
    }

    /** By the last certificate of each cycle that was issued since the database was as old as it is. */
    private Findings walk(Visit visit) {
        StoreAge present = restored.age();
        Map<UUID, UUID> last = new HashMap<>();
        read(present, (claims, jws) -> last.put(claims.cycleId(), claims.certificateId()));
        var sum = new Object() {
            private Findings findings = new Findings(true, 0, 0, 0);
        };
        read(present, (claims, jws) -> {
            if (claims.certificateId().equals(last.get(claims.cycleId())))
                sum.findings = sum.findings.plus(visit.to(claims, jws));
        });
        return sum.findings;
    }

    private void read(StoreAge since, BiConsumer<CertificateClaims, String> reader) {
        archive.read(since, entry -> reader.accept(claims(entry), entry.jws()));
    }

    private CertificateClaims claims(Entry entry) {
        return switch (own.verify(entry.jws())) {
            case Genuine genuine -> genuine.claims();
            case Rejected rejected ->
                throw new IllegalStateException(
                        "an archived certificate is not of this installation: " + rejected.reason());
        };
    }

    private Fate shredAgain(CertificateClaims claims, String jws) {
        Optional<CycleRow> found = cycles.lock(claims.cycleId());
        Fate fate = fate(found);
        if (fate != Fate.OPEN) return fate;
        CycleRow row = found.orElseThrow();
        if (!row.disclosed()) {
            disclosure.disclose(row, claims.purgedAt());
            row = cycles.lock(claims.cycleId()).orElseThrow();
        }
        purge.purgeAgain(row, claims, jws);
        return fate;
    }

    private static Fate fate(Optional<CycleRow> row) {
        if (row.isEmpty()) return Fate.NOT_HERE;
        CycleState state = row.get().state();
        return state == CycleState.ACCEPTED || state == CycleState.RESTING ? Fate.OPEN : Fate.OTHERWISE;
    }

    private void done(int repurges, Findings findings) {
        jdbc.sql("insert into repurge (id, shredded, not_here, done_at) values (:id, :shredded, :notHere, :now)")
                .param("id", repurges)
                .param("shredded", findings.open())
                .param("notHere", findings.notHere())
                .param("now", SqlTime.param(clock.instant()))
                .update();
        audit.write(
                AuditLog.SYSTEM,
                "database.repurged",
                String.valueOf(repurges),
                Map.of("shredded", String.valueOf(findings.open()), "not-here", String.valueOf(findings.notHere())));
    }
}
