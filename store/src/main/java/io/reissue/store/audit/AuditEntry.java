package io.reissue.store.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One entry as it is stored.
 *
 * @param detail JSON in PostgreSQL's normal form of {@code jsonb}: any change to the stored value changes this text
 */
public record AuditEntry(Instant at, String actor, String action, String subject, String detail) {

    static final String COLUMNS = "at, actor, action, subject, detail::text as detail";

    static AuditEntry of(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }

    /**
     * The entry's link of the chain: SHA-256 over the previous link, the number, and each part after its length, so that no two
     * entries have the same form. Numbers are eight bytes, lengths four, texts UTF-8, the time microseconds since 1970.
     *
     * @param previous the link of the entry before; before the first: 32 zeros
     */
    byte[] link(byte[] previous, long seq) {
        var digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(seq)
                .putLong(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000)
                .flip());
        for (var part : new String[] {actor, action, subject, detail}) {
            var text = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
            digest.update(text);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
