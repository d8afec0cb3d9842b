package io.reissue.store.realname;

import io.reissue.store.inventory.Tenures;
import io.reissue.store.vault.HolderVault;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Service has ended for good, by the purge or because the number was ported out: what the law asks to keep goes from under the cycle's
 * key into the locked record. Before that there is nothing to keep: a holder who comes back was served all along. The caller owns the
 * transaction.
 */
public final class EndOfService {
    private final HolderVault holders;
    private final Tenures tenures;
    private final RealNameRecords records;

    public EndOfService(HolderVault holders, Tenures tenures, RealNameRecords records) {
        this.holders = holders;
        this.tenures = tenures;
        this.records = records;
    }

    /**
     * Keeps the record of a cycle's previous holder, where the law asks for one and its time is not over yet.
     *
     * @param endedOn last day of service; this and {@code today} in the number's zone
     */
    public void keepRecord(UUID cycleId, long numberId, LocalDate endedOn, LocalDate today) {
        holders.realName(cycleId)
                .filter(holder -> !holder.until().isBefore(today))
                .ifPresent(holder -> records.keep(
                        holder.reference(),
                        tenures.latest(numberId).orElseThrow().startedOn(),
                        endedOn,
                        holder.until()));
    }
}
