package io.reissue.store.policy;

import io.reissue.store.jdbc.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code policy} and {@code policy_draft}. That two people stand behind a version, and one behind each date, they hold. */
@Component
public class PolicyRows {
    private static final String VERSION = """
            select version, effective_from, ends, origin, draft_id, author, approver, created_at, body::text as body
            from policy
            """;
    private static final String ORDER = """
            order by jurisdiction, num_nonnulls(province, line_type, reason), province, line_type, reason, effective_from desc
            """;
    private static final String DRAFT = """
            select d.id, d.author, d.revision, d.body::text as body, d.drafted_at, d.changed_at,
                (select p.version from policy p where p.draft_id = d.id) as version
            from policy_draft d
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public PolicyRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All versions, those of one jurisdiction and scope together, the widest scope and the latest effective first. */
    public List<PolicyVersion> versions() {
        return jdbc.sql(VERSION + ORDER).query(this::readVersion).list();
    }

    /**
     * Versions in the order of {@link #versions}.
     *
     * @param after the last of the page before; null: from the first
     */
    public List<PolicyVersion> versions(@Nullable Integer after, int limit) {
        return jdbc.sql("with placed as (select version as listed, row_number() over (" + ORDER
                        + ") as place from policy)"
                        + VERSION + """
                join placed on listed = version
                where :after::int is null or place > (select place from placed where listed = :after)
                order by place limit :limit
                """)
                .param("after", after, Types.INTEGER)
                .param("limit", limit)
                .query(this::readVersion)
                .list();
    }

    public Optional<PolicyVersion> version(int version) {
        return jdbc.sql(VERSION + "where version = :version")
                .param("version", version)
                .query(this::readVersion)
                .optional();
    }

    /** Where a page of drafts ends; the next begins behind it. */
    public record DraftPlace(Instant changedAt, UUID draft) {}

    /**
     * Drafts, the latest changed first.
     *
     * @param after null: from the first
     */
    public List<PolicyDraft> drafts(@Nullable DraftPlace after, int limit) {
        return jdbc.sql(DRAFT + """
                where :draft::uuid is null or d.changed_at < :changed or d.changed_at = :changed and d.id > :draft
                order by d.changed_at desc, d.id limit :limit
                """)
                .param("draft", after == null ? null : after.draft())
                .param(
                        "changed",
                        SqlTime.param(after == null ? null : after.changedAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(this::readDraft)
                .list();
    }

    public Optional<PolicyDraft> draft(UUID id) {
        return jdbc.sql(DRAFT + "where d.id = :id")
                .param("id", id)
                .query(this::readDraft)
                .optional();
    }

    /** Whoever edits or approves comes one after the other. */
    Optional<PolicyDraft> lockDraft(UUID id) {
        return jdbc.sql(DRAFT + "where d.id = :id for update of d")
                .param("id", id)
                .query(this::readDraft)
                .optional();
    }

    /** Says whether the draft is new. */
    boolean insertDraft(UUID id, String author, PolicyDocument document, Instant now) {
        return jdbc.sql("""
                insert into policy_draft (id, jurisdiction, author, revision, drafted, body, drafted_at, changed_at)
                values (:id, :jurisdiction, :author, 1, :body::jsonb, :body::jsonb, :now, :now)
                on conflict (id) do nothing
                """)
                        .param("id", id)
                        .param("jurisdiction", document.jurisdiction())
                        .param("author", author)
                        .param("body", json.writeValueAsString(document))
                        .param("now", SqlTime.param(now))
                        .update()
                == 1;
    }

    /** Whether that person first wrote it so. */
    boolean drafted(UUID id, String author, PolicyDocument document) {
        return jdbc.sql("select author = :author and drafted = :body::jsonb from policy_draft where id = :id")
                .param("id", id)
                .param("author", author)
                .param("body", json.writeValueAsString(document))
                .query(Boolean.class)
                .single();
    }

    void edit(UUID id, PolicyDocument document, Instant now) {
        jdbc.sql("""
                update policy_draft set revision = revision + 1, jurisdiction = :jurisdiction, body = :body::jsonb,
                    changed_at = greatest(changed_at, :now)
                where id = :id
                """)
                .param("id", id)
                .param("jurisdiction", document.jurisdiction())
                .param("body", json.writeValueAsString(document))
                .param("now", SqlTime.param(now))
                .update();
    }

    /** Stores a draft as the next version. Empty: another one of its scope becomes effective on that day. */
    Optional<Integer> approve(PolicyDraft draft, String approver, Instant now) {
        return jdbc.sql("""
                insert into policy (version, jurisdiction, effective_from, body, created_at, origin, draft_id, author, approver)
                select coalesce(max(version), 0) + 1, :jurisdiction, :effective, :body::jsonb, :now, 'DRAFT', :draft, :author,
                    :approver
                from policy
                on conflict (jurisdiction, province, line_type, reason, effective_from) do nothing
                returning version
                """)
                .param("jurisdiction", draft.document().jurisdiction())
                .param("effective", draft.document().effectiveFrom())
                .param("body", json.writeValueAsString(draft.document()))
                .param("now", SqlTime.param(now))
                .param("draft", draft.id())
                .param("author", draft.author())
                .param("approver", approver)
                .query(Integer.class)
                .optional();
    }

    /** Versions are numbered one after the other, by whichever process. */
    void numberAlone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('reference'))")
                .query((row, n) -> n)
                .list();
    }

    private PolicyVersion readVersion(ResultSet row, int n) throws SQLException {
        PolicyDocument document = document(row);
        return new PolicyVersion(
                row.getInt("version"),
                document.scope(),
                row.getObject("effective_from", LocalDate.class),
                row.getBoolean("ends"),
                PolicyVersion.Origin.valueOf(row.getString("origin")),
                row.getObject("draft_id", UUID.class),
                row.getString("author"),
                row.getString("approver"),
                SqlTime.instant(row, "created_at"),
                document);
    }

    private PolicyDraft readDraft(ResultSet row, int n) throws SQLException {
        return new PolicyDraft(
                row.getObject("id", UUID.class),
                row.getString("author"),
                row.getInt("revision"),
                document(row),
                SqlTime.instant(row, "drafted_at"),
                SqlTime.instant(row, "changed_at"),
                row.getObject("version", Integer.class));
    }

    private PolicyDocument document(ResultSet row) throws SQLException {
        return json.readValue(row.getString("body"), PolicyDocument.class);
    }
}
