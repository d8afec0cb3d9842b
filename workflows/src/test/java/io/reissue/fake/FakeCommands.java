package io.reissue.fake;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CommandRules;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.Refusal;
import java.util.Objects;
import java.util.Optional;

/** Judges a command and writes its effect in one go. Called under the store's lock. */
final class FakeCommands {
    private final FakeStore store;

    FakeCommands(FakeStore store) {
        this.store = store;
    }

    CommandReceipt accept(FakeCycle cycle, Command command) {
        Optional<FakeCycle> taken = store.cycles.values().stream()
                .filter(any -> any.commands.containsKey(command.id()))
                .findFirst();
        if (taken.isPresent()) return again(taken.get(), cycle, command);
        Optional<Command> first = cycle.commands.values().stream()
                .filter(row -> cycle.receipts.get(row.id()) == CommandReceipt.WAITS_FOR_SECOND)
                .filter(row -> row.kind() == command.kind() && Objects.equals(row.platform(), command.platform()))
                .filter(row -> row.kind() != CommandKind.SHORTEN_FREEZE || Objects.equals(row.until(), command.until()))
                .findFirst();
        Optional<Refusal> refusal = CommandRules.judge(
                cycle.facts(store.fleet),
                command.request(first.map(Command::actor).orElse(null)),
                store.now());
        CommandReceipt receipt = refusal.map(CommandReceipt::refused)
                .orElseGet(() -> command.kind().principals() > 1 && first.isEmpty()
                        ? CommandReceipt.WAITS_FOR_SECOND
                        : CommandReceipt.ACCEPTED);
        cycle.commands.put(command.id(), command);
        cycle.receipts.put(command.id(), receipt);
        if (receipt == CommandReceipt.ACCEPTED) {
            first.ifPresent(row -> cycle.receipts.put(row.id(), CommandReceipt.ACCEPTED));
            take(cycle, command);
            cycle.unreadCommand = true;
            store.outbox.write(new Wake(Wake.Kind.COMMAND, cycle.id.toString(), command.id()));
        }
        return receipt;
    }

    /** Only the same again gets its first decision; a new end makes no other command of an extension. */
    private static CommandReceipt again(FakeCycle taken, FakeCycle cycle, Command command) {
        Command first = Objects.requireNonNull(taken.commands.get(command.id()));
        boolean same = taken == cycle
                && first.kind() == command.kind()
                && first.actor().equals(command.actor())
                && Objects.equals(first.platform(), command.platform())
                && (first.kind() != CommandKind.SHORTEN_FREEZE || Objects.equals(first.until(), command.until()));
        return same
                ? Objects.requireNonNull(cycle.receipts.get(command.id()))
                : CommandReceipt.refused(Refusal.ID_TAKEN);
    }

    private void take(FakeCycle cycle, Command command) {
        switch (command.kind()) {
            case EXTEND_FREEZE -> cycle.freezeEnd = Objects.requireNonNull(command.until());
            case SHORTEN_FREEZE -> cycle.shorten(Objects.requireNonNull(command.until()));
            case HOLD -> cycle.held = true;
            case LIFT_HOLD -> cycle.held = false;
            case WAIVE -> cycle.waived.add(Objects.requireNonNull(command.platform()));
            case RETIRE -> cycle.ending = Ending.RETIRE;
            case ASK_AGAIN -> askAgain(cycle, command);
            case REINSTATE, WITHDRAW -> undo(cycle, command.kind());
        }
    }

    private void askAgain(FakeCycle cycle, Command command) {
        CommandRules.toAskAgain(cycle.facts(store.fleet), command.platform(), store.now())
                .forEach(platform -> cycle.item(platform).orElseThrow().askNow = true);
    }

    private static boolean mayHaveDetached(FakeCohort cohort, FakeCohort.Batch batch, FakeCycle cycle) {
        return !batch.notBound.get(cycle.ordinal)
                || cohort.item(batch.platform, cycle.ordinal).doubted();
    }

    /** The holder has his number at once; every delivery that may have arrived is registered to be taken back. */
    private void undo(FakeCycle cycle, CommandKind kind) {
        cycle.state = kind == CommandKind.REINSTATE ? CycleState.REINSTATING : CycleState.WITHDRAWING;
        cycle.feed.add("number.reinstated");
        FakeCohort cohort = cycle.cohort;
        if (cohort == null) return;
        cohort.withdrawn.set(cycle.ordinal);
        for (FakeCohort.Batch batch : cohort.batches) {
            if (batch.sent && batch.members.get(cycle.ordinal) && mayHaveDetached(cohort, batch, cycle)) {
                cycle.restorations.add(new FakeCycle.Restoration(batch.id, store.fleet.platform(batch.platform)));
            }
        }
        if (!cohort.alone) store.answers().tellSettled(cohort);
    }
}
