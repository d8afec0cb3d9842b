package io.reissue.store.bulk;

import io.reissue.bulk.BadRow;
import io.reissue.recycle.Refusal;
import io.reissue.store.bulk.Bulk.Bad;
import io.reissue.store.bulk.Bulk.Result;
import io.reissue.store.bulk.BulkRows.Row;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.story.CycleList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code bulk_member} and {@code bulk_bad_row}: who is in a bulk, what became of each, which rows of a list select nobody. */
@Component
class BulkMembers {
    private final JdbcClient jdbc;

    BulkMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A query for ids of cycles, and what it asks for. */
    private record Chosen(String sql, Map<String, Object> params) {
        static Chosen by(Selection selection) {
            return switch (selection) {
                case Selection.ByFilter by ->
                    new Chosen(
                            "select c.id from cycle c where " + CycleList.letThrough(by.filter()),
                            CycleList.params(by.filter()));
                case Selection.OfBulk of ->
                    new Chosen(
                            "select cycle_id as id from bulk_member where bulk_id = :of and verdict <> 'REFUSED'",
                            new HashMap<>(Map.of("of", of.bulk())));
                case Selection.Listed listed -> throw new IllegalArgumentException("a list is read, not asked for");
            };
        }
    }

    /** Takes in whom a filter or another bulk selects, up to a limit; says how many those are. */
    int choose(UUID bulk, Selection selection, int limit) {
        Chosen chosen = Chosen.by(selection);
        return jdbc.sql("insert into bulk_member (bulk_id, cycle_id) select :bulk, id from (" + chosen.sql()
                        + ") as chosen limit :limit")
                .params(chosen.params())
                .param("bulk", bulk)
                .param("limit", limit)
                .update();
    }

    /** How many a filter or another bulk selects now, up to a limit. */
    int count(Selection selection, int limit) {
        Chosen chosen = Chosen.by(selection);
        return jdbc.sql("select count(*) from (" + chosen.sql() + " limit :limit) as chosen")
                .params(chosen.params())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** Whether the selection of a bulk selects anybody else by now, or somebody no more. */
    boolean otherThan(Row bulk, Selection selection) {
        Chosen chosen = Chosen.by(selection);
        return jdbc.sql("with chosen as materialized (" + chosen.sql() + """
                        )
                        select (select count(*) from chosen) <> :members or exists (
                            select from chosen where not exists (
                                select from bulk_member m where m.bulk_id = :bulk and m.cycle_id = chosen.id))
                        """)
                .params(chosen.params())
                .param("bulk", bulk.id())
                .param("members", bulk.members())
                .query(Boolean.class)
                .single();
    }

    /** Takes in single cycles; gives those that were not in it before. */
    Set<UUID> add(UUID bulk, Collection<UUID> cycles) {
        if (cycles.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("""
                insert into bulk_member (bulk_id, cycle_id) select :bulk, id from unnest(:cycles::uuid[]) as t (id)
                on conflict do nothing returning cycle_id
                """)
                .param("bulk", bulk)
                .param("cycles", texts(cycles))
                .query((row, n) -> row.getObject("cycle_id", UUID.class))
                .list());
    }

    void addBad(UUID bulk, Map<Integer, BadRow> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                insert into bulk_bad_row (bulk_id, line, code)
                select :bulk, line, code from unnest(:lines::int[], :codes::text[]) as t (line, code)
                """)
                .param("bulk", bulk)
                .param("lines", rows.keySet().toArray(Integer[]::new))
                .param("codes", rows.values().stream().map(BadRow::name).toArray(String[]::new))
                .update();
    }

    /** @param after null: from the first */
    List<UUID> next(UUID bulk, @Nullable UUID after, int limit) {
        return results(bulk, after, limit).stream().map(Result::cycle).toList();
    }

    /** @param after null: from the first */
    List<Result> results(UUID bulk, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select cycle_id, verdict, refusal from bulk_member
                where bulk_id = :bulk and cycle_id > :after order by cycle_id limit :limit
                """)
                .param("bulk", bulk)
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, n) -> {
                    String verdict = row.getString("verdict");
                    String refusal = row.getString("refusal");
                    return new Result(
                            row.getObject("cycle_id", UUID.class),
                            verdict == null ? null : Verdict.valueOf(verdict),
                            refusal == null ? null : Refusal.valueOf(refusal));
                })
                .list();
    }

    /** @param after a line; 0: from the first */
    List<Bad> bad(UUID bulk, int after, int limit) {
        return jdbc.sql("""
                select line, code from bulk_bad_row where bulk_id = :bulk and line > :after order by line limit :limit
                """)
                .param("bulk", bulk)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Bad(row.getInt("line"), BadRow.valueOf(row.getString("code"))))
                .list();
    }

    /**
     * Writes down what became of members, as their commands say it; those that have none are not settled, and who is settled stays so. A
     * command that somebody else gave the id of a member's is none of ours, and keeps ours out.
     *
     * @param commands ids, by cycle
     */
    void settle(Row bulk, Map<UUID, UUID> commands) {
        jdbc.sql("""
                with settled as (
                    update bulk_member m
                    set verdict = case when c.ours then c.verdict else 'REFUSED' end,
                        refusal = case when c.ours then c.refusal else 'ID_TAKEN' end
                    from (
                        select d.cycle_id, k.verdict, k.refusal,
                            k.cycle_id = d.cycle_id and k.actor = :actor and k.kind = :kind as ours
                        from unnest(:cycles::uuid[], :commands::uuid[]) as d (cycle_id, command_id)
                        join command k on k.id = d.command_id) as c
                    where m.bulk_id = :bulk and m.cycle_id = c.cycle_id and m.verdict is null
                    returning m.verdict, coalesce(m.refusal, '') as refusal)
                insert into bulk_outcome (bulk_id, verdict, refusal, became)
                select :bulk, verdict, refusal, count(*) from settled group by verdict, refusal order by verdict, refusal
                on conflict (bulk_id, verdict, refusal) do update set became = bulk_outcome.became + excluded.became
                """)
                .param("bulk", bulk.id())
                .param("actor", bulk.wish().actor())
                .param("kind", bulk.wish().kind().name())
                .param("cycles", texts(commands.keySet()))
                .param("commands", texts(commands.values()))
                .update();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
