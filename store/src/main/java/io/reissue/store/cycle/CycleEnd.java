package io.reissue.store.cycle;

import io.reissue.recycle.CycleView;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.vault.Vault;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How a cycle ends without a purge, and what a closed one says of itself. */
@Component
class CycleEnd {
    private final CycleRows cycles;
    private final Vault vault;
    private final Purge purge;
    private final AuditLog audit;

    CycleEnd(CycleRows cycles, Vault vault, Purge purge, AuditLog audit) {
        this.cycles = cycles;
        this.vault = vault;
        this.purge = purge;
        this.audit = audit;
    }

    /** Every delivery has been restored: the cycle's own copy of what it knew about the holder has no purpose any more. */
    void endUndo(CycleRow row, Instant now) {
        vault.shred(row.id());
        cycles.close(row.id(), row.state().undone(), now);
        audit.write(
                AuditLog.SYSTEM,
                "cycle." + row.state().undone().name().toLowerCase(java.util.Locale.ROOT),
                row.id().toString(),
                Map.of());
    }

    CycleView view(CycleRow row) {
        return CycleViews.ended(
                row.state(),
                purge.certificateOf(row.id()).map(Object::toString).orElse(null),
                purge.countsOf(row.id()).orElse(null));
    }
}
