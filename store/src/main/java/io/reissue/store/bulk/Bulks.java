package io.reissue.store.bulk;

import io.reissue.bulk.BulkRefusal;
import io.reissue.bulk.BulkRules;
import io.reissue.bulk.BulkRules.Preview;
import io.reissue.bulk.BulkState;
import io.reissue.recycle.Office;
import io.reissue.recycle.Refusal;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.bulk.Bulk.Bad;
import io.reissue.store.bulk.Bulk.Result;
import io.reissue.store.bulk.BulkRows.Row;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.command.CommandForecast;
import io.reissue.store.command.CommandForecast.Wish;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.jdbc.SqlTime;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One command over many numbers at once. A preview says what would become of it, and does nothing; who confirms it names its fingerprint,
 * and is refused where it would not be the same preview any more. {@link BulkRun} does the rest.
 */
@Component
public class Bulks {
    /** Cycles that are judged at once: memory does not grow with a bulk. */
    private static final int PAGE = 1_000;

    /** A preview that has expired still says so for that long. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final TransactionTemplate transaction;
    private final PlatformIds platforms;
    private final Clock clock;
    private final BulkRows rows;
    private final BulkMembers members;
    private final NumberLists lists;
    private final CycleRows cycles;
    private final CommandForecast forecast;
    private final Outbox outbox;
    private final AuditLog audit;

    Bulks(
            TransactionTemplate transaction,
            PlatformIds platforms,
            Clock clock,
            BulkRows rows,
            BulkMembers members,
            NumberLists lists,
            CycleRows cycles,
            CommandForecast forecast,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.platforms = platforms;
        this.clock = clock;
        this.rows = rows;
        this.members = members;
        this.lists = lists;
        this.cycles = cycles;
        this.forecast = forecast;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What became of a preview, a confirmation or a stop. */
    public sealed interface Decision {
        /** @param repeated it was so before, and nothing was done now */
        record Taken(Bulk bulk, boolean repeated) implements Decision {}

        /** Nothing was done. */
        record Refused(BulkRefusal reason) implements Decision {}
    }

    /** Selects and judges, and does nothing. The same under the same id gives the preview that is there, anything else is refused. */
    public Decision preview(UUID id, Wish wish, Selection selection) {
        Optional<BulkRefusal> fault = BulkRules.judge(wish.kind(), wish.reasonCode(), wish.until(), wish.platform());
        if (fault.isPresent()) return new Decision.Refused(fault.get());
        return inTransaction(now -> previewed(id, narrowed(wish), selection, now));
    }

    /** Without what this kind does not take. */
    private static Wish narrowed(Wish wish) {
        return new Wish(
                wish.kind(),
                wish.actor(),
                wish.offices(),
                wish.reasonCode(),
                BulkRules.takesUntil(wish.kind()) ? wish.until() : null,
                BulkRules.takesPlatform(wish.kind()) ? wish.platform() : null);
    }

    private Decision previewed(UUID id, Wish wish, Selection selection, Instant now) {
        Integer platformId = platforms.ofAny(wish.platform());
        if (wish.platform() != null && platformId == null) return new Decision.Refused(BulkRefusal.UNKNOWN_PLATFORM);
        if (selection instanceof Selection.ByFilter by && !by.filter().narrows())
            return new Decision.Refused(BulkRefusal.FILTER_EMPTY);
        if (selection instanceof Selection.OfBulk of
                && rows.find(of.bulk()).filter(Bulks::confirmed).isEmpty())
            return new Decision.Refused(BulkRefusal.UNKNOWN_BULK);
        if (!rows.insert(id, wish, platformId, selection, now, now.plus(BulkRules.PREVIEW_LASTS)))
            return again(id, wish, selection);
        Optional<BulkRefusal> unread = select(id, selection);
        if (unread.isPresent()) return new Decision.Refused(unread.get());
        Map<Foreseen, Integer> expected = new HashMap<>();
        String fingerprint = judge(id, wish, expected);
        int selected = expected.values().stream().mapToInt(Integer::intValue).sum();
        if (selected > BulkRules.MOST_MEMBERS) return new Decision.Refused(BulkRefusal.TOO_MANY);
        rows.previewed(id, selected, fingerprint);
        expected.forEach((foreseen, count) -> rows.expect(id, foreseen.verdict(), foreseen.refusal(), count));
        Bulk bulk = find(id).orElseThrow();
        if (selected == 0 && bulk.badRows().isEmpty()) return new Decision.Refused(BulkRefusal.NOTHING_SELECTED);
        tell("bulk.previewed", wish.actor(), bulk);
        return new Decision.Taken(bulk, false);
    }

    private static boolean confirmed(Row row) {
        return row.state() != BulkState.PREVIEW;
    }

    private Decision again(UUID id, Wish wish, Selection selection) {
        Row known = rows.find(id).orElseThrow();
        boolean same = isSame(known.wish(), wish) && isSame(known, selection);
        return same ? new Decision.Taken(rows.told(known), true) : new Decision.Refused(BulkRefusal.ID_TAKEN);
    }

    private static boolean isSame(Wish known, Wish wish) {
        return known.actor().equals(wish.actor())
                && known.kind() == wish.kind()
                && known.reasonCode().equals(wish.reasonCode())
                && Objects.equals(SqlTime.param(known.until()), SqlTime.param(wish.until()))
                && Objects.equals(known.platform(), wish.platform());
    }

    /** As far as it is kept: a list is not, and an age is counted from another moment. */
    private static boolean isSame(Row known, Selection selection) {
        return switch (selection) {
            case Selection.ByFilter(var filter) ->
                known.filter() != null && known.filter().ageless().equals(filter.ageless());
            case Selection.OfBulk(var bulk) -> bulk.equals(known.of());
            case Selection.Listed _ -> known.selection() == Selection.Kind.LIST;
        };
    }

    private Optional<BulkRefusal> select(UUID id, Selection selection) {
        if (selection instanceof Selection.Listed listed) return lists.read(id, listed);
        int selected = members.choose(id, selection, BulkRules.MOST_MEMBERS + 1);
        return selected > BulkRules.MOST_MEMBERS ? Optional.of(BulkRefusal.TOO_MANY) : Optional.empty();
    }

    private record Foreseen(Verdict verdict, @Nullable Refusal refusal) {}

    /** Says what would become of each, and gives the fingerprint of all. */
    private String judge(UUID id, Wish wish, Map<Foreseen, Integer> counts) {
        Fingerprint fingerprint = new Fingerprint();
        try (Stream<CycleRow> all = cycles.inBulk(id, PAGE)) {
            all.gather(Gatherers.windowFixed(PAGE))
                    .forEach(page -> forecast.of(wish, page).forEach(expected -> {
                        fingerprint.add(expected);
                        counts.merge(new Foreseen(expected.verdict(), expected.refusal()), 1, Integer::sum);
                    }));
        }
        return fingerprint.text();
    }

    /**
     * Has a preview done, as it was seen. Empty: there is none. Once more, nothing changes.
     *
     * @param seen the fingerprint of what he saw
     * @param offices of the actor now
     */
    public Optional<Decision> confirm(UUID id, String seen, String actor, Set<Office> offices) {
        return Optional.ofNullable(nullableInTransaction(now -> rows.lock(id)
                .map(row -> confirmed(row, seen, actor, offices, now))
                .orElse(null)));
    }

    private Decision confirmed(Row row, String seen, String actor, Set<Office> offices, Instant now) {
        Bulk bulk = rows.told(row);
        Preview preview = new Preview(
                row.wish().actor(),
                row.fingerprint(),
                confirmed(row) ? Instant.MAX : row.expiresAt(),
                bulk.actionable());
        Optional<BulkRefusal> refusal = BulkRules.confirm(preview, actor, seen, now);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        if (confirmed(row)) return new Decision.Taken(bulk, true);
        if (changed(row, offices)) return new Decision.Refused(BulkRefusal.SET_CHANGED);
        rows.confirm(row.id(), offices, now);
        outbox.write(Outbox.Kind.BULK, row.id(), "");
        tell("bulk.confirmed", actor, bulk);
        return new Decision.Taken(find(row.id()).orElseThrow(), false);
    }

    private boolean changed(Row row, Set<Office> offices) {
        Optional<Selection> again = again(row);
        if (again.isPresent() && members.otherThan(row, again.get())) return true;
        Wish wish = row.wish();
        Wish now = new Wish(wish.kind(), wish.actor(), offices, wish.reasonCode(), wish.until(), wish.platform());
        return !judge(row.id(), now, new HashMap<>()).equals(row.fingerprint());
    }

    /** What can be asked for once more; a list is gone, and its members stay. */
    private static Optional<Selection> again(Row row) {
        return switch (row.selection()) {
            case FILTER -> Optional.of(new Selection.ByFilter(Objects.requireNonNull(row.filter())));
            case BULK -> Optional.of(new Selection.OfBulk(Objects.requireNonNull(row.of())));
            case LIST -> Optional.empty();
        };
    }

    /** Nobody is asked any more behind the present chunk; what is done stays. Empty: there is none. One that has ended stays as it is. */
    public Optional<Decision> stop(UUID id, String actor) {
        return Optional.ofNullable(nullableInTransaction(
                now -> rows.lock(id).map(row -> stopped(row, actor, now)).orElse(null)));
    }

    private Decision stopped(Row row, String actor, Instant now) {
        if (row.state() == BulkState.PREVIEW) return new Decision.Refused(BulkRefusal.NOT_RUNNING);
        if (row.state() != BulkState.RUNNING) return new Decision.Taken(rows.told(row), true);
        rows.stop(row.id(), actor, now);
        Bulk bulk = find(row.id()).orElseThrow();
        tell("bulk.stopped", actor, bulk);
        return new Decision.Taken(bulk, false);
    }

    public Optional<Bulk> find(UUID id) {
        return rows.find(id).map(rows::told);
    }

    /** Where the list of bulks was left. */
    public record Place(Instant previewedAt, UUID bulk) {}

    /**
     * The latest previewed first.
     *
     * @param after null: from the first
     */
    public List<Bulk> latest(@Nullable Place after, int limit) {
        return rows.latest(after, limit).stream().map(rows::told).toList();
    }

    /** How many would be selected, up to one more than a bulk takes. */
    public int count(Selection selection) {
        return members.count(selection, BulkRules.MOST_MEMBERS + 1);
    }

    /**
     * What became of each member, in order of cycle.
     *
     * @param after the last of the page before; null: from the first
     */
    public List<Result> results(UUID id, @Nullable UUID after, int limit) {
        return members.results(id, after, limit);
    }

    /** @param after a line; 0: from the first */
    public List<Bad> badRows(UUID id, int after, int limit) {
        return members.bad(id, after, limit);
    }

    /** Deletes previews that nobody confirmed in time, and whom they selected. */
    public int forgetExpired() {
        return rows.forget(clock.instant().minus(KEPT));
    }

    private Decision inTransaction(Function<Instant, Decision> step) {
        return Objects.requireNonNull(nullableInTransaction(step::apply));
    }

    /** What is refused leaves nothing behind. */
    private @Nullable Decision nullableInTransaction(Function<Instant, @Nullable Decision> step) {
        return transaction.execute(status -> {
            Decision decision = step.apply(clock.instant());
            if (decision instanceof Decision.Refused) status.setRollbackOnly();
            return decision;
        });
    }

    private void tell(String action, String actor, Bulk bulk) {
        Map<String, String> detail = new HashMap<>();
        detail.put("kind", bulk.kind().name());
        detail.put("reason", bulk.reasonCode());
        detail.put("members", String.valueOf(bulk.members()));
        detail.put("left", String.valueOf(bulk.left()));
        if (bulk.platform() != null) detail.put("platform", bulk.platform());
        if (bulk.until() != null) detail.put("until", bulk.until().toString());
        audit.write(actor, action, bulk.id().toString(), detail);
    }
}
