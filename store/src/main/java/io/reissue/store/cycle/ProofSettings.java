package io.reissue.store.cycle;

import java.time.Period;

/**
 * What every certificate says beside the cycle's own facts.
 *
 * @param issuer who certifies, as the relying party knows it
 * @param disclosureVersion of the statement that the next holder is shown
 * @param temporalRetention of the namespace: how long the opaque history outlives the cycle
 * @param backupHorizon age of the oldest database backup that is kept
 */
public record ProofSettings(String issuer, String disclosureVersion, Period temporalRetention, Period backupHorizon) {}
