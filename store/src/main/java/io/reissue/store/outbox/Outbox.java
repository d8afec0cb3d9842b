package io.reissue.store.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** No signal is the only copy: a row here, in the transaction that justifies it, relayed until delivered or pointless. */
@Component
public class Outbox {
    /** A relay that dies leaves its rows to the next one after this long. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OutboxBell bell;

    public Outbox(JdbcClient jdbc, Clock clock, OutboxBell bell) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.bell = bell;
    }

    /** What has to be told. */
    public enum Kind {
        /** Wake a number for an accepted command. Target: cycle; detail: command id. */
        COMMAND,
        /** Wake a number that waits. Target: cycle; detail: platform code. */
        PLATFORM_ANSWERED,
        /** Tell a cohort that a stage has nothing open. Target: cohort; detail: stage. */
        STAGE_SETTLED,
        /** Send a notice. Target: notice. */
        NOTICE,
        /** Wake a number whose brake was lifted or whose platform is believed again. Target: cycle; detail: brake or platform code. */
        LOOK_AGAIN,
        /** Start a cohort that had ended and has somebody to ask about again. Target: cohort. */
        START_COHORT,
        /** Open again what a doubted streak said. Target: streak; detail: platform code. */
        DOUBT_RAISED,
        /** Settle what an accepted streak said, and wake who waits for it. Target: streak; detail: platform code. */
        DOUBT_ACCEPTED,
        /** Wake the next numbers that a lifted brake had stopped. Target: brake; detail: the last cycle woken. */
        BRAKE_LIFTED,
        /** Carry a version of a policy to the next numbers. Target: its activation; detail: how many it has been carried to. */
        POLICY_EFFECTIVE,
        /** Tell a platform what became of numbers. Target: its wish; detail: from after which event of the feed to which. */
        STATUS,
        /** Ask the next numbers of a bulk. Target: bulk; detail: the last number asked. */
        BULK
    }

    public record Message(long id, Kind kind, UUID target, String detail, int attempts) {}

    /** Writes a message; the caller's transaction decides whether it ever existed. */
    public void write(Kind kind, UUID target, String detail) {
        OffsetDateTime now = now();
        jdbc.sql("""
                insert into outbox (kind, target, detail, written_at, next_at)
                values (:kind, :target, :detail, :now, :now)
                """)
                .param("kind", kind.name())
                .param("target", target)
                .param("detail", detail)
                .param("now", now)
                .update();
        bell.ring();
    }

    /** Writes a message for each target, to be relayed at its own instant. */
    public void writeAt(Kind kind, Map<UUID, Instant> targets, String detail) {
        if (targets.isEmpty()) return;
        jdbc.sql("""
                insert into outbox (kind, target, detail, written_at, next_at)
                select :kind, t.target, :detail, :now, t.next from unnest(:targets::uuid[], :nexts::timestamptz[]) as t (target, next)
                """)
                .param("kind", kind.name())
                .param("detail", detail)
                .param("now", now())
                .param("targets", targets.keySet().stream().map(UUID::toString).toArray(String[]::new))
                .param("nexts", targets.values().stream().map(Instant::toString).toArray(String[]::new))
                .update();
        bell.ring();
    }

    /** When the earliest message is to be relayed, or looked after once more. */
    public Optional<Instant> nextDue() {
        return jdbc.sql("select next_at from outbox order by next_at limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Leases up to {@code limit} due messages; they come back by themselves unless they are {@link #delivered}. */
    public List<Message> take(int limit) {
        OffsetDateTime now = now();
        return jdbc.sql("""
                update outbox set attempts = attempts + 1, next_at = :lease
                where id in (select id from outbox where next_at <= :now order by next_at, id limit :limit for update skip locked)
                returning id, kind, target, detail, attempts
                """)
                .param("now", now)
                .param("lease", now.plus(LEASE))
                .param("limit", limit)
                .query((row, n) -> new Message(
                        row.getLong("id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getObject("target", UUID.class),
                        row.getString("detail"),
                        row.getInt("attempts")))
                .list();
    }

    /** Delivered, or pointless by now. */
    public void delivered(List<Long> ids) {
        if (ids.isEmpty()) return;
        jdbc.sql("delete from outbox where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
