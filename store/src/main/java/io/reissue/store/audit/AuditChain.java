package io.reissue.store.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recomputes the audit's chain from its first entry, streaming, in a read-only transaction of its own. Whoever can rewrite the
 * whole chain is found out only by a head that was noted elsewhere: {@link Intact#head}.
 */
public final class AuditChain {
    private static final int FETCH = 1_000;
    private static final byte[] BEFORE_THE_FIRST = new byte[32];

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    public AuditChain(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What the check found. */
    public sealed interface Finding {}

    /**
     * Every entry is as it was written.
     *
     * @param entries how many
     * @param head link of the last one, lower-case hex: the same for ever as long as nobody rewrites what came before
     */
    public record Intact(long entries, String head) implements Finding {}

    /**
     * The chain does not hold.
     *
     * @param seq number of the first entry that is not as it was
     */
    public record Broken(long seq, Why why) implements Finding {}

    /** How an entry is broken. */
    public enum Why {
        /** There is no entry of this number. */
        MISSING,
        /** Its content or number is not what was chained. */
        CHANGED,
        /** It matches itself, but the one before it, or the one after it, is not what it was chained to. */
        RELINKED,
        /** The sequencer never gave this number. */
        ADDED
    }

    /** The first broken entry, or that there is none. */
    public Finding verify() {
        var finding = snapshot.execute(_ -> check());
        if (finding == null) throw new IllegalStateException("the check had no result");
        return finding;
    }

    private Finding check() {
        var head = jdbc.sql("select seq, hash from sequenced where family = 'AUDIT'")
                .query((row, _) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .single();
        try (var entries = jdbc
                .sql("select seq, previous, hash, " + AuditEntry.COLUMNS
                        + " from audit_entry where seq is not null order by seq")
                .withFetchSize(FETCH)
                .query(Numbered::of)
                .stream()) {
            return check(entries.iterator(), head);
        }
    }

    private static Finding check(Iterator<Numbered> entries, Head head) {
        var previous = BEFORE_THE_FIRST;
        long expected = 1;
        while (entries.hasNext()) {
            var numbered = entries.next();
            if (numbered.seq() < expected || numbered.seq() > head.seq()) return new Broken(numbered.seq(), Why.ADDED);
            if (numbered.seq() > expected) return new Broken(expected, Why.MISSING);
            if (!Arrays.equals(numbered.entry().link(numbered.previous(), expected), numbered.hash())) {
                return new Broken(expected, Why.CHANGED);
            }
            if (!Arrays.equals(numbered.previous(), previous)) return new Broken(expected, Why.RELINKED);
            previous = numbered.hash();
            expected++;
        }
        if (expected <= head.seq()) return new Broken(expected, Why.MISSING);
        if (!Arrays.equals(previous, head.hash())) return new Broken(head.seq(), Why.RELINKED);
        return new Intact(head.seq(), HexFormat.of().formatHex(previous));
    }

    private record Head(long seq, byte[] hash) {}

    private record Numbered(long seq, byte[] previous, byte[] hash, AuditEntry entry) {
        static Numbered of(ResultSet row, int index) throws SQLException {
            return new Numbered(row.getLong("seq"), row.getBytes("previous"), row.getBytes("hash"), AuditEntry.of(row));
        }
    }
}
