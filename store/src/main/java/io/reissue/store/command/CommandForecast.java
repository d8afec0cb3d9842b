package io.reissue.store.command;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CommandRequest;
import io.reissue.recycle.CommandRules;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.Office;
import io.reissue.recycle.Refusal;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.FactsReader;
import io.reissue.store.platform.PlatformIds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What {@link Commands} would decide about many cycles, by the same rules, without a lock and without a trace. It holds for the instant
 * at which they were read.
 */
@Component
public class CommandForecast {
    private final PlatformIds platforms;
    private final Clock clock;
    private final FactsReader reader;
    private final CommandRows commands;

    CommandForecast(PlatformIds platforms, Clock clock, FactsReader reader, CommandRows commands) {
        this.platforms = platforms;
        this.clock = clock;
        this.reader = reader;
        this.commands = commands;
    }

    /**
     * The same for all of them.
     *
     * @param platform its code; null where the kind is about none
     */
    public record Wish(
            CommandKind kind,
            String actor,
            Set<Office> offices,
            String reasonCode,
            @Nullable Instant until,
            @Nullable String platform) {
        private CommandRequest request(@Nullable String secondOf) {
            return new CommandRequest(kind, actor, offices, reasonCode, until, platform, false, false, false, secondOf);
        }
    }

    /** @param refusal null: it would not be refused */
    public record Expected(
            CycleRow cycle, Verdict verdict, @Nullable Refusal refusal) {}

    /** In the order of the rows. */
    public List<Expected> of(Wish wish, List<CycleRow> rows) {
        Instant now = clock.instant();
        List<CycleRow> disclosed = rows.stream().filter(CycleRow::disclosed).toList();
        Map<UUID, CycleFacts> facts = reader.forCommand(disclosed, wish.platform());
        Map<UUID, String> firsts = wish.kind().principals() == 1 ? Map.of() : firsts(wish, disclosed);
        List<Expected> expected = new ArrayList<>(rows.size());
        for (CycleRow row : rows) {
            if (!row.disclosed()) {
                expected.add(new Expected(row, Verdict.REFUSED, Refusal.NOT_DISCLOSED));
                continue;
            }
            String first = firsts.get(row.id());
            Optional<Refusal> refusal =
                    CommandRules.judge(Objects.requireNonNull(facts.get(row.id())), wish.request(first), now);
            if (refusal.isPresent()) expected.add(new Expected(row, Verdict.REFUSED, refusal.get()));
            else if (wish.kind().principals() > 1 && first == null)
                expected.add(new Expected(row, Verdict.WAITS_FOR_SECOND, null));
            else expected.add(new Expected(row, Verdict.ACCEPTED, null));
        }
        return expected;
    }

    private Map<UUID, String> firsts(Wish wish, Collection<CycleRow> rows) {
        Integer platformId = platforms.ofAny(wish.platform());
        return commands.waiting(
                wish.kind(),
                wish.until(),
                platformId,
                rows.stream().map(CycleRow::id).toList());
    }
}
