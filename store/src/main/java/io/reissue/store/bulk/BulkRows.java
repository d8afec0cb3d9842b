package io.reissue.store.bulk;

import io.reissue.bulk.BadRow;
import io.reissue.bulk.BulkState;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import io.reissue.recycle.Refusal;
import io.reissue.store.bulk.Bulk.Outcome;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.story.CycleList.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code bulk} and {@code bulk_outcome}; {@link BulkMembers} has who is in one. */
@Component
class BulkRows {
    private static final String COLUMNS = """
            select b.id, b.kind, b.actor, b.offices, b.reason_code, b.until, p.code as platform, b.selection, b.filter::text as filter,
                b.of_bulk, b.members, b.fingerprint, b.state, b.previewed_at, b.expires_at, b.confirmed_at, b.stopped_by, b.ended_at,
                b.through
            from bulk b left join platform p on p.id = b.platform_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BulkRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param through the last member of the last chunk that was done; null: none was */
    record Row(
            UUID id,
            Wish wish,
            Selection.Kind selection,
            @Nullable Filter filter,
            @Nullable UUID of,
            int members,
            String fingerprint,
            BulkState state,
            Instant previewedAt,
            Instant expiresAt,
            @Nullable Instant confirmedAt,
            @Nullable String stoppedBy,
            @Nullable Instant endedAt,
            @Nullable UUID through) {}

    /** Says whether the id was free. */
    boolean insert(
            UUID id, Wish wish, @Nullable Integer platformId, Selection selection, Instant now, Instant expiresAt) {
        return jdbc.sql("""
                insert into bulk (id, kind, actor, offices, reason_code, until, platform_id, selection, filter, of_bulk, state,
                    previewed_at, expires_at)
                values (:id, :kind, :actor, :offices, :reason, :until, :platform, :selection, :filter::jsonb, :of, 'PREVIEW', :now,
                    :expires)
                on conflict (id) do nothing
                """)
                        .param("id", id)
                        .param("kind", wish.kind().name())
                        .param("actor", wish.actor())
                        .param("offices", names(wish.offices()))
                        .param("reason", wish.reasonCode())
                        .param("until", SqlTime.param(wish.until()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("platform", platformId, java.sql.Types.INTEGER)
                        .param("selection", selection.kind().name())
                        .param(
                                "filter",
                                selection instanceof Selection.ByFilter by
                                        ? json.writeValueAsString(by.filter())
                                        : null)
                        .param("of", selection instanceof Selection.OfBulk of ? of.bulk() : null)
                        .param("now", SqlTime.param(now))
                        .param("expires", SqlTime.param(expiresAt))
                        .update()
                == 1;
    }

    void previewed(UUID id, int members, String fingerprint) {
        jdbc.sql("update bulk set members = :members, fingerprint = :fingerprint where id = :id")
                .param("id", id)
                .param("members", members)
                .param("fingerprint", fingerprint)
                .update();
    }

    void expect(UUID id, Verdict verdict, @Nullable Refusal refusal, int cycles) {
        jdbc.sql("""
                insert into bulk_outcome (bulk_id, verdict, refusal, expected) values (:id, :verdict, :refusal, :cycles)
                """)
                .param("id", id)
                .param("verdict", verdict.name())
                .param("refusal", refusal == null ? "" : refusal.name())
                .param("cycles", cycles)
                .update();
    }

    void confirm(UUID id, Set<Office> offices, Instant now) {
        jdbc.sql("update bulk set state = 'RUNNING', confirmed_at = :now, offices = :offices where id = :id")
                .param("id", id)
                .param("offices", names(offices))
                .param("now", SqlTime.param(now))
                .update();
    }

    void stop(UUID id, String actor, Instant now) {
        jdbc.sql("update bulk set state = 'STOPPED', stopped_by = :actor, ended_at = :now where id = :id")
                .param("id", id)
                .param("actor", actor)
                .param("now", SqlTime.param(now))
                .update();
    }

    void done(UUID id, Instant now) {
        jdbc.sql("update bulk set state = 'DONE', ended_at = :now where id = :id")
                .param("id", id)
                .param("now", SqlTime.param(now))
                .update();
    }

    void through(UUID id, UUID last) {
        jdbc.sql("update bulk set through = :last where id = :id")
                .param("id", id)
                .param("last", last)
                .update();
    }

    /** Previews that nobody confirmed, with all that they selected. */
    int forget(Instant expiredBefore) {
        return jdbc.sql("""
                with gone as (delete from bulk where state = 'PREVIEW' and expires_at < :before returning id),
                    members as (delete from bulk_member where bulk_id in (select id from gone))
                select count(*) from gone
                """)
                .param("before", SqlTime.param(expiredBefore))
                .query(Integer.class)
                .single();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where b.id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    Optional<Row> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where b.id = :id for no key update of b")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    List<Row> latest(Bulks.@Nullable Place after, int limit) {
        return jdbc.sql(COLUMNS + """
                where :at::timestamptz is null or (b.previewed_at, b.id) < (:at, :id)
                order by b.previewed_at desc, b.id desc limit :limit
                """)
                .param(
                        "at",
                        SqlTime.param(after == null ? null : after.previewedAt()),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", after == null ? null : after.bulk(), java.sql.Types.OTHER)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    Bulk told(Row row) {
        List<Outcome> outcomes = outcomes(row.id());
        int asked = outcomes.stream().mapToInt(Outcome::became).sum();
        return new Bulk(
                row.id(),
                row.wish().kind(),
                row.wish().actor(),
                row.wish().reasonCode(),
                row.wish().until(),
                row.wish().platform(),
                row.selection(),
                row.filter(),
                row.of(),
                row.members(),
                row.fingerprint(),
                row.state(),
                row.previewedAt(),
                row.expiresAt(),
                row.confirmedAt(),
                row.stoppedBy(),
                row.endedAt(),
                outcomes,
                badRows(row.id()),
                row.members() - asked);
    }

    private List<Outcome> outcomes(UUID id) {
        return jdbc.sql("""
                select verdict, refusal, expected, became from bulk_outcome where bulk_id = :id
                order by greatest(expected, became) desc, verdict, refusal
                """)
                .param("id", id)
                .query((row, n) -> {
                    String refusal = row.getString("refusal");
                    return new Outcome(
                            Verdict.valueOf(row.getString("verdict")),
                            refusal.isEmpty() ? null : Refusal.valueOf(refusal),
                            row.getInt("expected"),
                            row.getInt("became"));
                })
                .list();
    }

    private Map<BadRow, Integer> badRows(UUID id) {
        Map<BadRow, Integer> counts = new EnumMap<>(BadRow.class);
        jdbc.sql("select code, count(*) as rows from bulk_bad_row where bulk_id = :id group by code")
                .param("id", id)
                .query(row -> {
                    counts.put(BadRow.valueOf(row.getString("code")), row.getInt("rows"));
                });
        return counts;
    }

    private Row row(ResultSet row, int n) throws SQLException {
        String filter = row.getString("filter");
        return new Row(
                row.getObject("id", UUID.class),
                new Wish(
                        CommandKind.valueOf(row.getString("kind")),
                        row.getString("actor"),
                        Arrays.stream((String[]) row.getArray("offices").getArray())
                                .map(Office::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        row.getString("reason_code"),
                        SqlTime.orNull(row, "until"),
                        row.getString("platform")),
                Selection.Kind.valueOf(row.getString("selection")),
                filter == null ? null : json.readValue(filter, Filter.class),
                row.getObject("of_bulk", UUID.class),
                row.getInt("members"),
                row.getString("fingerprint"),
                BulkState.valueOf(row.getString("state")),
                SqlTime.instant(row, "previewed_at"),
                SqlTime.instant(row, "expires_at"),
                SqlTime.orNull(row, "confirmed_at"),
                row.getString("stopped_by"),
                SqlTime.orNull(row, "ended_at"),
                row.getObject("through", UUID.class));
    }

    private static String[] names(Set<Office> offices) {
        return offices.stream().map(Office::name).sorted().toArray(String[]::new);
    }
}
