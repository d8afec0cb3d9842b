package io.reissue.store.vault;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One key per cycle, wrapped under the quarter's key-encryption key with the cycle id as associated data. The caller owns the
 * transaction. No key is ever cached: after {@link #shred} has committed nothing opens any more, in any process.
 */
public final class Vault {
    private final JdbcClient jdbc;
    private final KeyRing keys;

    public Vault(JdbcClient jdbc, KeyRing keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** Keys for many cycles, in their order; nothing is stored yet. */
    public List<NewKey> newKeys(Collection<UUID> cycleIds) {
        var kek = keys.keyEncryptionKey();
        return cycleIds.stream().map(cycleId -> CycleKey.fresh(cycleId, kek)).toList();
    }

    /** Stores new keys, in one statement. */
    public void insert(Collection<NewKey> newKeys) {
        jdbc.sql("""
                        insert into cycle_key (cycle_id, kek_id, wrapped)
                        select * from unnest(:cycles::uuid[], :keks::text[], :wrapped::bytea[])
                        """)
                .param("cycles", texts(newKeys.stream().map(NewKey::cycleId).toList()))
                .param("keks", newKeys.stream().map(NewKey::keyEncryptionKeyId).toArray(String[]::new))
                .param("wrapped", newKeys.stream().map(NewKey::wrapped).toArray(byte[][]::new))
                .update();
    }

    /**
     * Seals something about the holder. Holds the key's row until the transaction ends, so that the sealed bytes can't be written
     * after the shred.
     *
     * @throws KeyShredded when the cycle's key is gone
     */
    public byte[] seal(UUID cycleId, String purpose, byte[] plain) {
        return keyForWriting(cycleId).seal(purpose, plain);
    }

    /**
     * Opens what {@link #seal} sealed for the same cycle and purpose.
     *
     * @throws KeyShredded when the cycle's key is gone
     * @throws SealBroken when it was sealed for something else, or altered
     */
    public byte[] open(UUID cycleId, String purpose, byte[] sealed) {
        return keyForReading(cycleId).open(purpose, sealed);
    }

    /**
     * The point of no return for everything about the holder: deletes the wrapped key and the holder's, handles' and notices'
     * rows, and blanks the notes of commands. Writers that hold the key are waited for; later ones find it gone. Repeatable.
     *
     * @return the id of the key-encryption key it was wrapped under, or empty when it was gone already
     */
    public Optional<String> shred(UUID cycleId) {
        // First the lock: a row that is being written now must be seen by the deletes below.
        var kek = jdbc.sql("select kek_id from cycle_key where cycle_id = :cycle for update")
                .param("cycle", cycleId)
                .query(String.class)
                .optional();
        for (var statement : List.of(
                "delete from holder where cycle_id = :cycle",
                "delete from handle where cycle_id = :cycle",
                "delete from notice where cycle_id = :cycle",
                "update command set note_sealed = null where cycle_id = :cycle and note_sealed is not null",
                "delete from cycle_key where cycle_id = :cycle")) {
            jdbc.sql(statement).param("cycle", cycleId).update();
        }
        return kek;
    }

    CycleKey keyForReading(UUID cycleId) {
        return key(cycleId, "select cycle_id, kek_id, wrapped from cycle_key where cycle_id = :cycle");
    }

    CycleKey keyForWriting(UUID cycleId) {
        return key(cycleId, "select cycle_id, kek_id, wrapped from cycle_key where cycle_id = :cycle for key share");
    }

    private CycleKey key(UUID cycleId, String sql) {
        return jdbc.sql(sql)
                .param("cycle", cycleId)
                .query((row, _) -> unwrap(cycleId, row.getString("kek_id"), row.getBytes("wrapped")))
                .optional()
                .orElseThrow(() -> new KeyShredded(cycleId));
    }

    /** Keys of many cycles; those that are shredded are left out. Locked in order of id, as every writer of several does. */
    Map<UUID, CycleKey> keysForWriting(Collection<UUID> cycleIds) {
        var found = new HashMap<UUID, CycleKey>();
        jdbc.sql("""
                        select cycle_id, kek_id, wrapped from cycle_key where cycle_id = any (:cycles::uuid[])
                        order by cycle_id for key share
                        """).param("cycles", texts(cycleIds)).query(row -> {
            var cycleId = row.getObject("cycle_id", UUID.class);
            found.put(cycleId, unwrap(cycleId, row.getString("kek_id"), row.getBytes("wrapped")));
        });
        return found;
    }

    private CycleKey unwrap(UUID cycleId, String kekId, byte[] wrapped) {
        return CycleKey.unwrap(cycleId, keys.keyEncryptionKey(kekId), wrapped);
    }

    /** The driver knows no array of UUIDs; the server reads them as text. */
    static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
