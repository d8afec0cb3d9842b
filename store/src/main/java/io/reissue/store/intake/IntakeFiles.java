package io.reissue.store.intake;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.reissue.policy.Asking;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.intake.IntakeFile.State;
import io.reissue.store.vault.KeyRing;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files from their upload to their end. Each method is a transaction of its own. */
public final class IntakeFiles {
    private static final String COLUMNS = """
            id, name, jurisdiction_hint, asking, file_date, state, lines_read, accepted, rejected, parts, received_at, done_at
            """;

    /** No upload takes this long. */
    static final Duration ABANDONED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PartSeal seal;
    private final AuditLog audit;
    private final Clock clock;
    private final TimeOrderedEpochFactory ids;

    public IntakeFiles(
            JdbcClient jdbc, PlatformTransactionManager transactions, KeyRing keys, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.seal = new PartSeal(keys);
        this.audit = audit;
        this.clock = clock;
        this.ids = new TimeOrderedEpochFactory(clock);
    }

    /** Where and why a row was rejected. {@code column} is null where the whole line is meant. */
    public record RejectedLine(long line, @Nullable String column, String code) {}

    /** Begins an upload. */
    public UUID open(NewFile file) {
        var id = ids.create();
        open(id, file);
        return id;
    }

    /** Begins an upload under an id that its sender chose, so that he can send it again without being taken twice. */
    public void open(UUID id, NewFile file) {
        jdbc.sql("""
                        insert into intake_file (id, name, jurisdiction_hint, asking, file_date, state, received_at)
                        values (:id, :name, :region, :asking, :date, 'UPLOADING', :now)
                        """)
                .param("id", id)
                .param("name", file.name())
                .param("region", file.region())
                .param("asking", file.asking().name())
                .param("date", file.fileDate())
                .param("now", now())
                .update();
    }

    /** Stores the next bytes of an upload, sealed. Parts are counted from 0. */
    public void addPart(UUID fileId, int part, byte[] bytes) {
        jdbc.sql("insert into intake_part (file_id, seq, sealed) values (:file, :seq, :sealed)")
                .param("file", fileId)
                .param("seq", part)
                .param("sealed", seal.seal(fileId, part, bytes))
                .update();
    }

    /**
     * Keeps what an upload holds, before it is whole.
     *
     * @param sha256 of all its bytes
     */
    public void holds(UUID fileId, byte[] sha256) {
        jdbc.sql("update intake_file set fingerprint = :fingerprint where id = :id")
                .param("fingerprint", seal.fingerprint(sha256))
                .param("id", fileId)
                .update();
    }

    /** Whether a file held that, as far as it was kept. */
    public boolean held(UUID fileId, byte[] sha256) {
        return jdbc.sql("select fingerprint is null or fingerprint = :fingerprint from intake_file where id = :id")
                .param("fingerprint", seal.fingerprint(sha256))
                .param("id", fileId)
                .query(Boolean.class)
                .single();
    }

    /** The upload is whole: from now on it can be read, and will be. */
    public void uploaded(UUID fileId, int parts, String actor) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update intake_file set state = 'READING', parts = :parts where id = :id and state = 'UPLOADING'")
                    .param("parts", parts)
                    .param("id", fileId)
                    .update();
            audit.write(actor, "intake.uploaded", fileId.toString(), Map.of("parts", Integer.toString(parts)));
        });
    }

    /** Forgets an upload that broke off. One that is whole stays. */
    public void discard(UUID fileId) {
        discardUploads("id = :key", fileId);
    }

    /** As {@link #discard}, for all that have been under way for {@link #ABANDONED}: their sender, or the process that took them, is gone. */
    public void discardAbandoned() {
        discardUploads("received_at <= :key", clock.instant().minus(ABANDONED).atOffset(ZoneOffset.UTC));
    }

    private void discardUploads(String condition, Object key) {
        transaction.executeWithoutResult(_ -> {
            var files = jdbc.sql("select id::text from intake_file where state = 'UPLOADING' and " + condition
                            + " order by id for update")
                    .param("key", key)
                    .query(String.class)
                    .list()
                    .toArray(String[]::new);
            jdbc.sql("delete from intake_part where file_id = any (:files::uuid[])")
                    .param("files", files)
                    .update();
            jdbc.sql("delete from intake_file where id = any (:files::uuid[])")
                    .param("files", files)
                    .update();
        });
    }

    public Optional<IntakeFile> find(UUID fileId) {
        return jdbc.sql("select " + COLUMNS + " from intake_file where id = :id")
                .param("id", fileId)
                .query(IntakeFiles::file)
                .optional();
    }

    /** Where a file stands among all. */
    public record Place(Instant receivedAt, UUID id) {}

    /**
     * The latest files, the newest first.
     *
     * @param after those behind this place; null: from the newest on
     */
    public List<IntakeFile> latest(@Nullable Place after, int limit) {
        String behind = after == null ? "" : "where (received_at, id) < (:at, :id) ";
        var query = jdbc.sql("select " + COLUMNS + " from intake_file " + behind
                        + "order by received_at desc, id desc limit :limit")
                .param("limit", limit);
        if (after != null)
            query = query.param("at", after.receivedAt().atOffset(ZoneOffset.UTC))
                    .param("id", after.id());
        return query.query(IntakeFiles::file).list();
    }

    /** Files that somebody has to be reading. */
    public List<UUID> unfinished() {
        return jdbc.sql("select id from intake_file where state = 'READING' order by id")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** The uploaded bytes of a file in READING; one part at a time is in memory. */
    public InputStream content(IntakeFile file) {
        return new PartStream(file.parts(), part -> part(file.id(), part));
    }

    private Optional<byte[]> part(UUID fileId, int part) {
        return jdbc.sql("select sealed from intake_part where file_id = :file and seq = :seq")
                .param("file", fileId)
                .param("seq", part)
                .query(byte[].class)
                .optional()
                .map(stored -> seal.open(fileId, part, stored));
    }

    /**
     * The reader has seen the last row: the file is done and its bytes are deleted. Repeatable.
     *
     * @param linesRead rows that the reader has seen
     * @throws OutOfStep when not so many rows are taken in
     */
    public void finish(UUID fileId, long linesRead) {
        transaction.executeWithoutResult(_ -> {
            var file = jdbc.sql("select " + COLUMNS + " from intake_file where id = :id for update")
                    .param("id", fileId)
                    .query(IntakeFiles::file)
                    .single();
            if (file.state() == State.DONE) return;
            if (file.linesRead() != linesRead) throw new OutOfStep(fileId);
            jdbc.sql("delete from intake_part where file_id = :file")
                    .param("file", fileId)
                    .update();
            jdbc.sql("update intake_file set state = 'DONE', done_at = :now where id = :id")
                    .param("now", now())
                    .param("id", fileId)
                    .update();
            audit.write(
                    "intake",
                    "intake.done",
                    fileId.toString(),
                    Map.of(
                            "read", Long.toString(file.linesRead()),
                            "accepted", Long.toString(file.accepted()),
                            "rejected", Long.toString(file.rejected())));
        });
    }

    /** How many rows were rejected, by code. */
    public Map<String, Long> rejectionCounts(UUID fileId) {
        var counts = new TreeMap<String, Long>();
        jdbc.sql("select code, count(*) from intake_rejection where file_id = :file group by code")
                .param("file", fileId)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    /** The next rejections behind a line, by line. */
    public List<RejectedLine> rejections(UUID fileId, long afterLine, int limit) {
        return jdbc.sql("""
                        select line, column_name, code from intake_rejection
                        where file_id = :file and line > :after order by line limit :limit
                        """)
                .param("file", fileId)
                .param("after", afterLine)
                .param("limit", limit)
                .query((row, _) ->
                        new RejectedLine(row.getLong("line"), row.getString("column_name"), row.getString("code")))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static IntakeFile file(ResultSet row, int index) throws SQLException {
        var doneAt = row.getObject("done_at", OffsetDateTime.class);
        return new IntakeFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("jurisdiction_hint"),
                Asking.valueOf(row.getString("asking")),
                row.getObject("file_date", LocalDate.class),
                State.valueOf(row.getString("state")),
                row.getLong("lines_read"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getInt("parts"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                doneAt == null ? null : doneAt.toInstant());
    }
}
