package io.reissue.store.bulk;

import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreParts;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.command.CommandsForTests;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Bulks over the store of a test, and the outbox's part played by hand. */
public final class BulksForTests {
    private final StoreParts parts;
    private final Bulks bulks;
    private final BulkRun run;

    public BulksForTests(StoreParts parts) {
        this.parts = parts;
        var store = parts.store();
        var jdbc = store.jdbc();
        var rows = new BulkRows(jdbc, JsonMapper.builder().build());
        var members = new BulkMembers(jdbc);
        var audit = new AuditLog(jdbc, store.clock());
        bulks = new Bulks(
                store.transaction(),
                new PlatformIds(jdbc),
                store.clock(),
                rows,
                members,
                new NumberLists(jdbc, store.keys(), members),
                parts.cycles(),
                CommandsForTests.forecast(store, parts.policies()),
                parts.outbox(),
                audit);
        run = new BulkRun(store.transaction(), store.clock(), rows, members, parts.commands(), parts.outbox(), audit);
    }

    public Bulks bulks() {
        return bulks;
    }

    BulkRun run() {
        return run;
    }

    /** What operator-a asks for, or whoever is named. */
    public static Wish wish(CommandKind kind) {
        return wish(kind, "operator-a", null, null);
    }

    static Wish wish(CommandKind kind, String actor, @Nullable Instant until, @Nullable String platform) {
        return new Wish(kind, actor, Scene.OFFICES, "CASE", until, platform);
    }

    public static Selection list(List<?> rows) {
        return new Selection.Listed(
                rows.stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8),
                null);
    }

    /** The next message of a bulk; null: there is none. */
    @Nullable
    String message(UUID bulk) {
        return parts.store()
                .jdbc()
                .sql("select detail from outbox where kind = :kind and target = :bulk order by id limit 1")
                .param("kind", Outbox.Kind.BULK.name())
                .param("bulk", bulk)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Takes the next message as the relay does, and deletes it behind that; says whether there was one. */
    boolean takeOne(UUID bulk) {
        String through = message(bulk);
        if (through == null) return false;
        run.take(bulk, through);
        parts.store()
                .jdbc()
                .sql("delete from outbox where kind = 'BULK' and target = :bulk and detail = :detail")
                .param("bulk", bulk)
                .param("detail", through)
                .update();
        return true;
    }

    public void takeAll(UUID bulk) {
        while (takeOne(bulk)) {
            // as long as there is a next chunk
        }
    }
}
