package io.reissue.store.command;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Refusal;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.jdbc.SqlTime;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables {@code command}, {@code waiver}, {@code retirement} and {@code shortening}; the two-person rule is theirs, by constraint.
 */
@Component
class CommandRows {
    private final JdbcClient jdbc;

    CommandRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of a command; one that is not the same as the one that came under its id before is refused. Whoever extends a freeze by
     * some days and did not hear of it counts from its new end when he sends it again: the instant makes no other command of it.
     */
    Optional<CommandDecision> decided(CommandInput input, @Nullable Integer platformId) {
        return jdbc.sql("""
                select id, verdict, refusal,
                    cycle_id = :cycle and kind = :kind and actor = :actor and platform_id is not distinct from :platform
                        and (kind <> 'SHORTEN_FREEZE' or until is not distinct from :until) as same
                from command where id = :id
                """)
                .param("id", input.id())
                .param("cycle", input.cycleId())
                .param("kind", input.kind().name())
                .param("actor", input.actor())
                .param("platform", platformId, java.sql.Types.INTEGER)
                .param("until", SqlTime.param(input.until()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> {
                    if (!row.getBoolean("same"))
                        return new CommandDecision(input.id(), Verdict.REFUSED, Refusal.ID_TAKEN);
                    String refusal = row.getString("refusal");
                    return new CommandDecision(
                            row.getObject("id", UUID.class),
                            Verdict.valueOf(row.getString("verdict")),
                            refusal == null ? null : Refusal.valueOf(refusal));
                })
                .optional();
    }

    record First(UUID id, String actor) {}

    /** The command of the same kind (and platform, and for the same end) that waits for a second principal. */
    Optional<First> waiting(CommandInput input, @Nullable Integer platformId) {
        return jdbc.sql("""
                select id, actor from command
                where cycle_id = :cycle and kind = :kind and verdict = 'WAITS_FOR_SECOND'
                    and platform_id is not distinct from :platform
                    and (kind <> 'SHORTEN_FREEZE' or until is not distinct from :until)
                order by requested_at desc limit 1
                """)
                .param("until", SqlTime.param(input.until()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("cycle", input.cycleId())
                .param("kind", input.kind().name())
                .param("platform", platformId, java.sql.Types.INTEGER)
                .query((row, n) -> new First(row.getObject("id", UUID.class), row.getString("actor")))
                .optional();
    }

    /** As {@link #waiting}, of many cycles: the first principal of each that has one. */
    Map<UUID, String> waiting(
            CommandKind kind, @Nullable Instant until, @Nullable Integer platformId, Collection<UUID> cycles) {
        Map<UUID, String> actors = new HashMap<>();
        jdbc.sql("""
                select distinct on (cycle_id) cycle_id, actor from command
                where cycle_id = any (:cycles::uuid[]) and kind = :kind and verdict = 'WAITS_FOR_SECOND'
                    and platform_id is not distinct from :platform
                    and (kind <> 'SHORTEN_FREEZE' or until is not distinct from :until)
                order by cycle_id, requested_at desc
                """)
                .param("cycles", cycles.stream().map(UUID::toString).toArray(String[]::new))
                .param("kind", kind.name())
                .param("platform", platformId, java.sql.Types.INTEGER)
                .param("until", SqlTime.param(until), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .query(row -> {
                    actors.put(row.getObject("cycle_id", UUID.class), row.getString("actor"));
                });
        return actors;
    }

    List<Unseconded> waitingForSecond(UUID cycleId) {
        return jdbc.sql("""
                select c.id, c.kind, p.code, c.until, c.actor, c.requested_at
                from command c
                join cycle y on y.id = c.cycle_id and y.closed_at is null
                left join platform p on p.id = c.platform_id
                where c.cycle_id = :cycle and c.verdict = 'WAITS_FOR_SECOND' order by c.requested_at, c.id
                """)
                .param("cycle", cycleId)
                .query((row, n) -> new Unseconded(
                        row.getObject("id", UUID.class),
                        CommandKind.valueOf(row.getString("kind")),
                        row.getString("code"),
                        SqlTime.orNull(row, "until"),
                        row.getString("actor"),
                        SqlTime.instant(row, "requested_at")))
                .list();
    }

    void insert(
            CommandInput input,
            @Nullable Integer platformId,
            byte @Nullable [] noteSealed,
            Verdict verdict,
            @Nullable Refusal refusal,
            Instant now) {
        jdbc.sql("""
                insert into command (id, cycle_id, kind, actor, reason_code, note_sealed, until, platform_id, verdict,
                    refusal, requested_at)
                values (:id, :cycle, :kind, :actor, :reason, :note, :until, :platform, :verdict, :refusal, :now)
                """)
                .param("id", input.id())
                .param("cycle", input.cycleId())
                .param("kind", input.kind().name())
                .param("actor", input.actor())
                .param("reason", input.reasonCode())
                .param("note", noteSealed)
                .param("until", SqlTime.param(input.until()))
                .param("platform", platformId, java.sql.Types.INTEGER)
                .param("verdict", verdict.name())
                .param("refusal", refusal == null ? null : refusal.name())
                .param("now", SqlTime.param(now))
                .update();
    }

    void waive(UUID cycleId, int platformId, First first, CommandInput second) {
        seconded(first);
        jdbc.sql("""
                insert into waiver (cycle_id, platform_id, first_command, first_actor, second_command, second_actor)
                values (:cycle, :platform, :first, :firstActor, :second, :secondActor)
                """)
                .param("cycle", cycleId)
                .param("platform", platformId)
                .param("first", first.id())
                .param("firstActor", first.actor())
                .param("second", second.id())
                .param("secondActor", second.actor())
                .update();
    }

    void retire(UUID cycleId, First first, CommandInput second) {
        seconded(first);
        jdbc.sql("""
                insert into retirement (cycle_id, first_command, first_actor, second_command, second_actor)
                values (:cycle, :first, :firstActor, :second, :secondActor)
                """)
                .param("cycle", cycleId)
                .param("first", first.id())
                .param("firstActor", first.actor())
                .param("second", second.id())
                .param("secondActor", second.actor())
                .update();
    }

    void shorten(UUID cycleId, Instant until, First first, CommandInput second) {
        seconded(first);
        jdbc.sql("""
                insert into shortening (cycle_id, until, first_command, first_actor, second_command, second_actor)
                values (:cycle, :until, :first, :firstActor, :second, :secondActor)
                """)
                .param("cycle", cycleId)
                .param("until", SqlTime.param(until))
                .param("first", first.id())
                .param("firstActor", first.actor())
                .param("second", second.id())
                .param("secondActor", second.actor())
                .update();
    }

    private void seconded(First first) {
        jdbc.sql("update command set verdict = 'ACCEPTED' where id = :id")
                .param("id", first.id())
                .update();
    }
}
