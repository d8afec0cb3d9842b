package io.reissue.store.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known about a cycle's previous holder, sealed under the cycle's key. The caller owns the transaction. */
public final class HolderVault {
    private static final String REFERENCE = "holder-reference";
    private static final String CONTACT = "holder-contact";

    private final JdbcClient jdbc;
    private final Vault vault;

    public HolderVault(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Keys and holders of many new cycles, in two statements; the cycles' rows must be there. */
    public void putNewHolders(List<NewHolder> holders) {
        var keys = vault.newKeys(holders.stream().map(NewHolder::cycleId).toList());
        vault.insert(keys);
        var sealed = new ArrayList<SealedHolder>(holders.size());
        for (int i = 0; i < holders.size(); i++) sealed.add(SealedHolder.of(holders.get(i), keys.get(i)::seal));
        insert(sealed);
    }

    private void insert(List<SealedHolder> holders) {
        jdbc.sql("""
                        insert into holder (cycle_id, reference_sealed, contact_sealed, real_name_until)
                        select * from unnest(:cycles::uuid[], :references::bytea[], :contacts::bytea[], :realNames::date[])
                        """)
                .param(
                        "cycles",
                        Vault.texts(holders.stream().map(SealedHolder::cycleId).toList()))
                .param(
                        "references",
                        holders.stream().map(SealedHolder::reference).toArray(byte[][]::new))
                .param("contacts", holders.stream().map(SealedHolder::contact).toArray(byte[][]::new))
                .param(
                        "realNames",
                        holders.stream().map(SealedHolder::realNameUntil).toArray(String[]::new))
                .update();
    }

    /**
     * Whether this is the reference of the cycle's previous holder; compared in constant time.
     *
     * @throws KeyShredded when nobody can tell any more
     */
    public boolean sameHolder(UUID cycleId, String reference) {
        var key = vault.keyForReading(cycleId);
        return jdbc.sql("select reference_sealed from holder where cycle_id = :cycle")
                .param("cycle", cycleId)
                .query((row, _) -> key.open(REFERENCE, row.getBytes(1)))
                .optional()
                .map(known -> MessageDigest.isEqual(known, reference.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    /**
     * Where a notice can reach the previous holder; empty when it was never known or is deleted.
     *
     * @throws KeyShredded after the purge
     */
    public Optional<String> contact(UUID cycleId) {
        var key = vault.keyForReading(cycleId);
        return jdbc.sql("select contact_sealed from holder where cycle_id = :cycle and contact_sealed is not null")
                .param("cycle", cycleId)
                .query((row, _) -> new String(key.open(CONTACT, row.getBytes(1)), StandardCharsets.UTF_8))
                .optional();
    }

    /** What the law wants kept of a holder: his reference, {@code until} the last day on which it may be. */
    public record RealName(String reference, LocalDate until) {

        /** Says nothing about the holder: it may end up in a log. */
        @Override
        public String toString() {
            return "RealName[until " + until + "]";
        }
    }

    /**
     * The previous holder as the real-name record names him; empty where the law asks for none.
     *
     * @throws KeyShredded after the purge
     */
    public Optional<RealName> realName(UUID cycleId) {
        var key = vault.keyForReading(cycleId);
        return jdbc.sql("""
                        select reference_sealed, real_name_until from holder
                        where cycle_id = :cycle and real_name_until is not null
                        """)
                .param("cycle", cycleId)
                .query((row, _) -> new RealName(
                        new String(key.open(REFERENCE, row.getBytes(1)), StandardCharsets.UTF_8),
                        row.getObject(2, LocalDate.class)))
                .optional();
    }

    /** Deletes contacts and notices; what an undo needs stays. */
    public void deleteContacts(Collection<UUID> cycleIds) {
        var cycles = Vault.texts(cycleIds);
        jdbc.sql("""
                        update holder set contact_sealed = null
                        where cycle_id = any (:cycles::uuid[]) and contact_sealed is not null
                        """).param("cycles", cycles).update();
        jdbc.sql("delete from notice where cycle_id = any (:cycles::uuid[])")
                .param("cycles", cycles)
                .update();
    }

    /**
     * Adds the handles of accounts that a platform named in an answer to one batch, by cycle; those whose key is shredded are left out.
     *
     * @return for how many cycles they were stored
     */
    public int putHandles(UUID batchId, Map<UUID, List<String>> handles) {
        if (handles.isEmpty()) return 0;
        var cycles = new ArrayList<UUID>();
        var chunks = new ArrayList<byte[]>();
        vault.keysForWriting(handles.keySet()).forEach((cycle, key) -> {
            cycles.add(cycle);
            chunks.add(HandleChunks.seal(batchId, handles.getOrDefault(cycle, List.of()), key));
        });
        // A later answer to the same item may name other accounts of it: appended unread, so that two at once lose
        // nothing.
        return jdbc.sql("""
                        insert into handle (cycle_id, batch_id, sealed)
                        select cycle, :batch, chunk from unnest(:cycles::uuid[], :chunks::bytea[]) as new (cycle, chunk)
                        order by cycle
                        on conflict (cycle_id, batch_id) do update set sealed = handle.sealed || excluded.sealed
                        """)
                .param("batch", batchId)
                .param("cycles", Vault.texts(cycles))
                .param("chunks", chunks.toArray(byte[][]::new))
                .update();
    }

    /**
     * The handles that answers to a batch named for a cycle; empty when they named none.
     *
     * @throws KeyShredded after the purge
     */
    public List<String> handles(UUID cycleId, UUID batchId) {
        var key = vault.keyForReading(cycleId);
        return jdbc.sql("select sealed from handle where cycle_id = :cycle and batch_id = :batch")
                .param("cycle", cycleId)
                .param("batch", batchId)
                .query((row, _) -> HandleChunks.open(batchId, row.getBytes(1), key))
                .optional()
                .orElse(List.of());
    }

    private record SealedHolder(
            UUID cycleId,
            byte[] reference,
            byte @Nullable [] contact,
            @Nullable String realNameUntil) {
        static SealedHolder of(NewHolder holder, Sealer sealer) {
            var contact = holder.contact();
            var realName = holder.realNameUntil();
            return new SealedHolder(
                    holder.cycleId(),
                    sealer.seal(REFERENCE, holder.reference().getBytes(StandardCharsets.UTF_8)),
                    contact == null ? null : sealer.seal(CONTACT, contact.getBytes(StandardCharsets.UTF_8)),
                    realName == null ? null : realName.toString());
        }
    }

    private interface Sealer {
        byte[] seal(String purpose, byte[] plain);
    }
}
