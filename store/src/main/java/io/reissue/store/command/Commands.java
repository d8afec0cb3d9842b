package io.reissue.store.command;

import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CommandRequest;
import io.reissue.recycle.CommandRules;
import io.reissue.recycle.CycleFacts;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Refusal;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.cohort.OwnAsks;
import io.reissue.store.command.CommandDecision.Verdict;
import io.reissue.store.command.CommandRows.First;
import io.reissue.store.cycle.CycleRow;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.cycle.FactsReader;
import io.reissue.store.outbox.Outbox;
import io.reissue.store.platform.PlatformIds;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.vault.HolderVault;
import io.reissue.store.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people ask of a cycle. Judged on the locked row by {@link CommandRules}; accepting writes the effect in the same transaction, so
 * every later step sees it; the workflow is only woken.
 */
@Component
public class Commands {
    private final TransactionTemplate transaction;
    private final PlatformIds platforms;
    private final Clock clock;
    private final CycleRows cycles;
    private final FactsReader reader;
    private final CommandRows commands;
    private final PolicyStore policies;
    private final OwnAsks asks;
    private final UndoStart undo;
    private final Vault vault;
    private final HolderVault holders;
    private final Outbox outbox;
    private final AuditLog audit;

    public Commands(
            TransactionTemplate transaction,
            PlatformIds platforms,
            Clock clock,
            CycleRows cycles,
            FactsReader reader,
            CommandRows commands,
            PolicyStore policies,
            OwnAsks asks,
            UndoStart undo,
            Vault vault,
            HolderVault holders,
            Outbox outbox,
            AuditLog audit) {
        this.transaction = transaction;
        this.platforms = platforms;
        this.clock = clock;
        this.cycles = cycles;
        this.reader = reader;
        this.commands = commands;
        this.policies = policies;
        this.asks = asks;
        this.undo = undo;
        this.vault = vault;
        this.holders = holders;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Accepts or refuses; the same again gets its first decision, anything else under its id is refused. Empty: there is no such cycle. */
    public Optional<CommandDecision> request(CommandInput input) {
        return Objects.requireNonNull(transaction.execute(
                status -> cycles.lock(input.cycleId()).map(row -> decide(row, input.withoutWords()))));
    }

    private CommandDecision decide(CycleRow row, CommandInput input) {
        Integer platformId = platforms.ofAny(input.platform());
        return commands.decided(input, platformId).orElseGet(() -> judge(row, input, platformId));
    }

    private CommandDecision judge(CycleRow row, CommandInput input, @Nullable Integer platformId) {
        Instant now = clock.instant();
        // which policy it follows is not known yet, and so nothing that a command is judged by
        if (!row.disclosed()) return refuse(row, input, platformId, Refusal.NOT_DISCLOSED, now);
        Optional<First> first = input.kind().principals() > 1 ? commands.waiting(input, platformId) : Optional.empty();
        CycleFacts facts = reader.read(row);
        Optional<Refusal> refusal = CommandRules.judge(facts, request(row, input, first), now);
        if (refusal.isPresent()) return refuse(row, input, platformId, refusal.get(), now);
        Verdict verdict =
                input.kind().principals() > 1 && first.isEmpty() ? Verdict.WAITS_FOR_SECOND : Verdict.ACCEPTED;
        write(row, input, platformId, verdict, null, now);
        if (verdict == Verdict.ACCEPTED) {
            effect(row, facts, input, platformId, first, now);
            outbox.write(Outbox.Kind.COMMAND, row.id(), input.id().toString());
        }
        return new CommandDecision(input.id(), verdict, null);
    }

    private CommandDecision refuse(
            CycleRow row, CommandInput input, @Nullable Integer platformId, Refusal refusal, Instant now) {
        write(row, input, platformId, Verdict.REFUSED, refusal, now);
        return new CommandDecision(input.id(), Verdict.REFUSED, refusal);
    }

    private void write(
            CycleRow row,
            CommandInput input,
            @Nullable Integer platformId,
            Verdict verdict,
            @Nullable Refusal refusal,
            Instant now) {
        commands.insert(input, platformId, note(row, input), verdict, refusal, now);
        audit.write(
                input.actor(),
                "command." + input.kind(),
                row.id().toString(),
                detail(input, platformId, verdict, refusal));
    }

    private CommandRequest request(CycleRow row, CommandInput input, Optional<First> first) {
        String reference = input.holderReference();
        boolean sameHolder = input.kind() == CommandKind.REINSTATE
                && row.state().open()
                && reference != null
                && holders.sameHolder(row.id(), reference);
        return new CommandRequest(
                input.kind(),
                input.actor(),
                input.offices(),
                input.reasonCode(),
                input.until(),
                input.platform(),
                sameHolder,
                input.arrearsCleared(),
                input.identityConfirmed(),
                first.map(First::actor).orElse(null));
    }

    private void effect(
            CycleRow row,
            CycleFacts facts,
            CommandInput input,
            @Nullable Integer platformId,
            Optional<First> first,
            Instant now) {
        switch (input.kind()) {
            case EXTEND_FREEZE -> extend(row, Objects.requireNonNull(input.until()));
            case SHORTEN_FREEZE -> shorten(row, Objects.requireNonNull(input.until()), first.orElseThrow(), input);
            case HOLD -> cycles.hold(row.id(), true);
            case LIFT_HOLD -> cycles.hold(row.id(), false);
            case WAIVE -> commands.waive(row.id(), Objects.requireNonNull(platformId), first.orElseThrow(), input);
            case RETIRE -> {
                commands.retire(row.id(), first.orElseThrow(), input);
                cycles.retire(row.id());
            }
            case ASK_AGAIN -> asks.askAgainNow(row.id(), CommandRules.toAskAgain(facts, input.platform(), now));
            case REINSTATE -> undo.begin(row, CycleState.REINSTATING, input.reasonCode(), now);
            case WITHDRAW -> undo.begin(row, CycleState.WITHDRAWING, input.reasonCode(), now);
        }
    }

    private void extend(CycleRow row, Instant until) {
        Policy policy = policies.byVersion(Objects.requireNonNull(row.policyVersion()));
        cycles.extend(row, until, FreezeRules.askOn(policy, policy.days(), until));
    }

    private void shorten(CycleRow row, Instant until, First first, CommandInput second) {
        Policy policy = policies.byVersion(Objects.requireNonNull(row.policyVersion()));
        commands.shorten(row.id(), until, first, second);
        cycles.shorten(row.id(), until, FreezeRules.askOn(policy, policy.days(), until));
    }

    private byte @Nullable [] note(CycleRow row, CommandInput input) {
        if (input.note() == null || !row.state().open()) return null;
        return vault.seal(row.id(), "note", input.note().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> detail(
            CommandInput input, @Nullable Integer platformId, Verdict verdict, @Nullable Refusal refusal) {
        Map<String, String> detail = new HashMap<>();
        detail.put("command", input.id().toString());
        detail.put("verdict", verdict.name());
        if (refusal != null) detail.put("refusal", refusal.name());
        if (input.reasonCode() != null) detail.put("reason", input.reasonCode());
        // what names no platform of ours may name anything
        if (platformId != null) detail.put("platform", Objects.requireNonNull(input.platform()));
        if (input.until() != null) detail.put("until", input.until().toString());
        return detail;
    }

    /** The commands of an open cycle that wait for a second principal, the oldest first: for whoever is to be the second. */
    public List<Unseconded> waitingForSecond(UUID cycleId) {
        return commands.waitingForSecond(cycleId);
    }
}
