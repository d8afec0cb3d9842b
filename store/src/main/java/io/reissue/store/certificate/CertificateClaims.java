package io.reissue.store.certificate;

import io.reissue.recycle.Ending;
import io.reissue.recycle.RecycleWorkflow.StageCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;

/**
 * What a certificate says: that everything about the previous holder of one cycle's number was destroyed, when, and what is still
 * out there. Nothing in it names a number or a holder.
 *
 * @param certificateId minted for this purge
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param disconnectedOn the day, in the number's zone
 * @param floorAt the law's earliest reissue
 * @param freezeEnd when the freeze ended in fact
 * @param purgedAt whole seconds are certified
 * @param counts cleared, unresolved and waived platforms of each stage
 * @param unresolved codes of platforms that had not cleared the number
 * @param waived codes of required platforms that two people waived
 * @param temporalRetention for how long after its end the cycle's opaque history is kept
 * @param backupHorizon the oldest backup that may still hold what the destroyed key sealed, useless without it
 * @param keyEncryptionKeyId under which the destroyed key was wrapped
 * @param disclosureVersion of the statement that the next holder is shown
 * @param issuer who certifies
 */
public record CertificateClaims(
        UUID certificateId,
        UUID cycleId,
        String jurisdiction,
        Ending ending,
        LocalDate disconnectedOn,
        Instant floorAt,
        Instant freezeEnd,
        Instant purgedAt,
        StageCounts counts,
        List<String> unresolved,
        List<String> waived,
        Period temporalRetention,
        Period backupHorizon,
        String keyEncryptionKeyId,
        String disclosureVersion,
        String issuer) {

    public CertificateClaims {
        unresolved = List.copyOf(unresolved);
        waived = List.copyOf(waived);
    }
}
