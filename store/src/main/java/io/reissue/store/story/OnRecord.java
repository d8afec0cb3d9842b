package io.reissue.store.story;

import io.reissue.store.audit.AuditLog;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.inventory.MaskedNumber;
import io.reissue.store.vault.KeyShredded;
import io.reissue.store.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What nobody is shown without an entry in the audit: a whole number, and the note of a command. */
@Component
public class OnRecord {
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final CycleRows cycles;
    private final Inventory inventory;
    private final Vault vault;
    private final AuditLog audit;

    public OnRecord(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            CycleRows cycles,
            Inventory inventory,
            Vault vault,
            AuditLog audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.cycles = cycles;
        this.inventory = inventory;
        this.vault = vault;
        this.audit = audit;
    }

    /** A cycle's number as everybody may see it; not on record. Empty: no such cycle. */
    public Optional<String> masked(UUID cycle) {
        return cycles.find(cycle).map(row -> MaskedNumber.of(inventory.e164(row.numberId())));
    }

    /** A cycle's number, in E.164 with its plus; the audit knows who has seen it. Empty: no such cycle, and nothing is written. */
    public Optional<String> number(UUID cycle, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> cycles.find(cycle)
                .map(row -> {
                    audit.write(actor, "number.shown", cycle.toString(), Map.of());
                    return "+" + inventory.e164(row.numberId());
                })));
    }

    /** The note of a command; the audit knows who has read it. Empty: there is none, or it went with the purge; nothing is written. */
    public Optional<String> note(UUID cycle, UUID command, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
                select note_sealed from command where id = :command and cycle_id = :cycle and note_sealed is not null
                """)
                .param("command", command)
                .param("cycle", cycle)
                .query((row, n) -> row.getBytes("note_sealed"))
                .optional()
                .flatMap(bytes -> opened(cycle, bytes))
                .map(note -> {
                    audit.write(actor, "note.shown", cycle.toString(), Map.of("command", command.toString()));
                    return note;
                })));
    }

    private Optional<String> opened(UUID cycle, byte[] bytes) {
        try {
            return Optional.of(new String(vault.open(cycle, "note", bytes), StandardCharsets.UTF_8));
        } catch (KeyShredded purgedMeanwhile) {
            return Optional.empty();
        }
    }
}
