package io.reissue.store.intake;

import com.google.crypto.tink.Aead;
import io.reissue.intake.Judgement.Accepted;
import io.reissue.store.vault.KeyRing;
import io.reissue.store.vault.KeyRingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds many records at once to what {@link io.reissue.store.realname} keeps, in the form in which it reads them. */
final class RealNameRows {
    private final JdbcClient jdbc;
    private final Aead aead;

    RealNameRows(JdbcClient jdbc, KeyRing keys) {
        this.jdbc = jdbc;
        this.aead = keys.realName();
    }

    void insert(List<Accepted> rows) {
        // Random ids, written in their order: neither id nor place in the table leads back to the row of the file.
        var records = new TreeMap<UUID, Record>();
        for (var row : rows) {
            var until = row.realNameUntil();
            if (until == null) continue;
            var id = UUID.randomUUID();
            records.put(
                    id, new Record(seal(id, row.holderReference()), row.activatedOn(), row.disconnectedOn(), until));
        }
        if (records.isEmpty()) return;
        var values = records.values();
        jdbc.sql("""
                        insert into real_name.record (id, holder_sealed, service_from, service_until, delete_after)
                        select * from unnest(:ids::uuid[], :holders::bytea[], :from::date[], :until::date[], :deleteAfter::date[])
                        """)
                .param("ids", records.keySet().stream().map(UUID::toString).toArray(String[]::new))
                .param("holders", values.stream().map(Record::holder).toArray(byte[][]::new))
                .param(
                        "from",
                        values.stream().map(record -> record.from().toString()).toArray(String[]::new))
                .param(
                        "until",
                        values.stream().map(record -> record.until().toString()).toArray(String[]::new))
                .param(
                        "deleteAfter",
                        values.stream()
                                .map(record -> record.deleteAfter().toString())
                                .toArray(String[]::new))
                .update();
    }

    private byte[] seal(UUID id, String reference) {
        var associated = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        try {
            return aead.encrypt(reference.getBytes(StandardCharsets.UTF_8), associated);
        } catch (GeneralSecurityException e) {
            throw new KeyRingException("no real-name record can be sealed", e);
        }
    }

    private record Record(byte[] holder, LocalDate from, LocalDate until, LocalDate deleteAfter) {}
}
