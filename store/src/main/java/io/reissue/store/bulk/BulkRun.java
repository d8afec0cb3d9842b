package io.reissue.store.bulk;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.bulk.BulkState;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.bulk.BulkRows.Row;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.command.CommandInput;
import io.reissue.store.command.Commands;
import io.reissue.store.outbox.FollowUp;
import io.reissue.store.outbox.Outbox;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the members of a confirmed bulk, chunk by chunk. Each is asked as by a person: a command of its own, judged on the locked row, in a
 * transaction of its own, since a command takes locks behind its cycle. Its id follows from bulk and cycle, so a chunk that is taken twice,
 * or that died half-way, finds what it did before. What became of a chunk, how far it went and the message for the next one are one
 * transaction.
 */
@Component
public class BulkRun implements FollowUp {
    /** Well within a message's lease, and short enough for others to be told in between. */
    static final int CHUNK = 100;

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final BulkRows rows;
    private final BulkMembers members;
    private final Commands commands;
    private final Outbox outbox;
    private final AuditLog audit;

    BulkRun(
            TransactionTemplate transaction,
            Clock clock,
            BulkRows rows,
            BulkMembers members,
            Commands commands,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.clock = clock;
        this.rows = rows;
        this.members = members;
        this.commands = commands;
        this.outbox = outbox;
        this.audit = audit;
    }

    @Override
    public Outbox.Kind kind() {
        return Outbox.Kind.BULK;
    }

    @Override
    public void take(UUID bulk, String through) {
        rows.find(bulk).filter(row -> isAt(row, through)).ifPresent(this::chunk);
    }

    private static boolean isAt(Row row, String through) {
        return row.state() != BulkState.PREVIEW && place(row).equals(through);
    }

    private static String place(Row row) {
        return row.through() == null ? "" : row.through().toString();
    }

    private void chunk(Row row) {
        List<UUID> chunk = members.next(row.id(), row.through(), CHUNK);
        Map<UUID, UUID> ids = new LinkedHashMap<>();
        chunk.forEach(cycle -> ids.put(cycle, commandId(row.id(), cycle)));
        // stopped behind a chunk that had died half-way: what it did is still written down
        if (row.state() == BulkState.RUNNING)
            ids.forEach((cycle, command) -> commands.request(input(row.wish(), cycle, command)));
        transaction.executeWithoutResult(status -> settle(row, ids, chunk));
    }

    /** The command by which a bulk asks a cycle: a name-based id (RFC 9562, version 5). */
    static UUID commandId(UUID bulk, UUID cycle) {
        return UuidCreator.getNameBasedSha1(bulk, cycle.toString());
    }

    private static CommandInput input(Wish wish, UUID cycle, UUID command) {
        return new CommandInput(
                command,
                cycle,
                wish.kind(),
                wish.actor(),
                wish.offices(),
                wish.reasonCode(),
                null,
                wish.until(),
                wish.platform(),
                null,
                false,
                false);
    }

    private void settle(Row before, Map<UUID, UUID> ids, List<UUID> chunk) {
        Row row = rows.lock(before.id()).orElseThrow();
        if (!Objects.equals(row.through(), before.through())) return;
        members.settle(row, ids);
        if (!chunk.isEmpty() && before.state() == BulkState.RUNNING) rows.through(row.id(), chunk.getLast());
        if (row.state() != BulkState.RUNNING) return;
        if (chunk.size() == CHUNK) {
            outbox.write(Outbox.Kind.BULK, row.id(), chunk.getLast().toString());
            return;
        }
        rows.done(row.id(), clock.instant());
        audit.write(
                row.wish().actor(), "bulk.done", row.id().toString(), Map.of("members", String.valueOf(row.members())));
    }
}
