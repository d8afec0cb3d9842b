package io.reissue.store.story;

import io.reissue.outcome.Outcome;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleFacts.Item;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.FactsReader;
import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the platforms have said of one open cycle, and when each is asked next; of a purged one, what was still open. */
@Component
public class PlatformTable {
    private final JdbcClient jdbc;
    private final FactsReader facts;

    public PlatformTable(JdbcClient jdbc, FactsReader facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    /** @param purged of a cycle that ended by a purge; null: it did not */
    public record Table(List<Line> lines, @Nullable Purged purged) {}

    /**
     * One platform.
     *
     * @param active whether it is switched on
     * @param outcome what is known, without what is not believed
     * @param refusal why it refuses
     * @param doubted it said NOT_BOUND and is not believed
     * @param blocks it keeps the number from being released
     * @param attempts how often it was asked about this number
     * @param lastAsked null: never
     * @param nextAsk not before; null: not again, or nobody can say yet
     */
    public record Line(
            String platform,
            String nameZh,
            String nameEn,
            boolean active,
            int stage,
            boolean required,
            String outcome,
            @Nullable String refusal,
            boolean waived,
            boolean doubted,
            boolean blocks,
            int attempts,
            @Nullable Instant lastAsked,
            @Nullable Instant nextAsk) {}

    /** What a purge keeps: how many were asked, and the codes of those that were open, or waived. The others are cleared. */
    public record Purged(int asked, List<String> unresolved, List<String> waived) {}

    /** In order of stage and code; without lines where nobody was asked yet, or what was said is forgotten. */
    public Table of(CycleRow cycle) {
        if (!cycle.state().open() || !cycle.disclosed()) return new Table(List.of(), purged(cycle.id()));
        CycleFacts known = facts.read(cycle);
        Map<String, Named> named = named(known);
        Map<String, Asked> asked = asked(cycle.id());
        Instant round = nextRound(cycle.id());
        return new Table(
                known.items().stream()
                        .map(item -> line(
                                item,
                                Objects.requireNonNull(named.get(item.platform())),
                                asked.getOrDefault(item.platform(), Asked.NEVER),
                                nextAsk(item, known, round)))
                        .toList(),
                null);
    }

    private record Named(String nameZh, String nameEn, boolean active) {}

    private Map<String, Named> named(CycleFacts known) {
        Map<String, Named> found = new HashMap<>();
        jdbc.sql("select code, name_zh, name_en, active from platform where code = any (:codes)")
                .param("codes", known.items().stream().map(Item::platform).toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getString("code"),
                            new Named(row.getString("name_zh"), row.getString("name_en"), row.getBoolean("active")));
                });
        return found;
    }

    private record Asked(int attempts, @Nullable Instant last) {
        static final Asked NEVER = new Asked(0, null);
    }

    /** By batches that may have arrived. The bitmap of one ends with the byte of its last member. */
    private Map<String, Asked> asked(UUID cycle) {
        Map<String, Asked> found = new HashMap<>();
        jdbc.sql("""
                select p.code, count(*) as attempts, max(b.first_sent_at) as last
                from membership m
                join batch b on b.cohort_id = m.cohort_id and b.first_sent_at is not null
                    and case when m.ordinal < 8 * octet_length(b.members) then get_bit(b.members, m.ordinal) end = 1
                join platform p on p.id = b.platform_id
                where m.cycle_id = :cycle group by p.code
                """).param("cycle", cycle).query(row -> {
            found.put(row.getString("code"), new Asked(row.getInt("attempts"), SqlTime.orNull(row, "last")));
        });
        return found;
    }

    /** When the cohort asks its silent platforms again. */
    private @Nullable Instant nextRound(UUID cycle) {
        return jdbc.sql("""
                select c.round_at from membership m join cohort c on c.id = m.cohort_id
                where m.cycle_id = :cycle and c.round_at is not null and c.closed_at is null
                """)
                .param("cycle", cycle)
                .query((row, n) -> SqlTime.instant(row, "round_at"))
                .optional()
                .orElse(null);
    }

    private static @Nullable Instant nextAsk(Item item, CycleFacts known, @Nullable Instant round) {
        if (item.outcome().cleared() || item.waived()) return null;
        if (!known.sealed()) return known.askAt();
        if (item.askAgainAt() != null) return item.askAgainAt();
        return item.opened() && !item.outcome().settled() ? round : null;
    }

    private static Line line(Item item, Named named, Asked asked, @Nullable Instant nextAsk) {
        return new Line(
                item.platform(),
                named.nameZh(),
                named.nameEn(),
                named.active(),
                item.stage().number(),
                item.required(),
                item.outcome().name(),
                item.outcome() != Outcome.REFUSED || item.reason() == null
                        ? null
                        : item.reason().name(),
                item.waived(),
                item.doubted(),
                item.blocks(),
                asked.attempts(),
                asked.last(),
                nextAsk);
    }

    private @Nullable Purged purged(UUID cycle) {
        return jdbc.sql("""
                select asked, array(select code from platform where id = any (unresolved) order by code) as unresolved,
                    array(select code from platform where id = any (waived) order by code) as waived
                from cycle_result where cycle_id = :cycle
                """)
                .param("cycle", cycle)
                .query((row, n) -> new Purged(
                        row.getInt("asked"),
                        List.of((String[]) row.getArray("unresolved").getArray()),
                        List.of((String[]) row.getArray("waived").getArray())))
                .optional()
                .orElse(null);
    }
}
