package io.reissue.recycle;

import io.reissue.names.ReasonCode;
import io.reissue.policy.Asking;
import io.reissue.recycle.CycleFacts.Item;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which command is accepted: facts, a request and an instant in; nothing or a named refusal out. */
public final class CommandRules {
    private CommandRules() {}

    public static Optional<Refusal> judge(CycleFacts facts, CommandRequest request, Instant now) {
        if (facts.state() == CycleState.ACCEPTED) return Optional.of(Refusal.NOT_DISCLOSED);
        if (!ReasonCode.is(request.reasonCode())) return Optional.of(Refusal.REASON_MISSING);
        if (!request.kind().isFor(request.offices(), request.secondOf() != null))
            return Optional.of(Refusal.OTHER_OFFICE);
        if (!facts.open()) return Optional.of(Refusal.CYCLE_CLOSED);
        if (facts.state().undoing()) return Optional.of(Refusal.ALREADY_UNDOING);
        if (Objects.equals(request.secondOf(), request.actor())) return Optional.of(Refusal.SAME_PRINCIPAL);
        return switch (request.kind()) {
            case EXTEND_FREEZE -> extend(facts, request);
            case SHORTEN_FREEZE -> shorten(facts, request, now);
            case HOLD -> when(facts.held(), Refusal.ALREADY_HELD);
            case LIFT_HOLD -> when(!facts.held(), Refusal.NOT_HELD);
            case WAIVE -> waive(facts, request);
            case ASK_AGAIN -> askAgain(facts, request, now);
            case REINSTATE -> reinstate(facts, request, now);
            case WITHDRAW -> Optional.empty();
            case RETIRE -> when(facts.ending() == Ending.RETIRE, Refusal.ALREADY_RETIRING);
        };
    }

    private static Optional<Refusal> extend(CycleFacts facts, CommandRequest request) {
        Instant until = request.until();
        if (until == null || !until.isAfter(facts.freezeEnd())) return Optional.of(Refusal.NOT_LATER);
        if (facts.ceilingAt() != null && until.isAfter(facts.ceilingAt())) return Optional.of(Refusal.BEYOND_CEILING);
        return when(until.isAfter(facts.capAt()), Refusal.BEYOND_CAP);
    }

    /**
     * What was sent to platforms about a number runs to the end that it had then, so it is shortened before they are asked; and to an end
     * before which they still can be: else the freeze would be longer again for want of answers.
     */
    private static Optional<Refusal> shorten(CycleFacts facts, CommandRequest request, Instant now) {
        Instant until = request.until();
        if (until == null || !until.isBefore(facts.freezeEnd())) return Optional.of(Refusal.NOT_EARLIER);
        if (until.isBefore(facts.floorAt())) return Optional.of(Refusal.BELOW_FLOOR);
        if (until.isBefore(now)) return Optional.of(Refusal.END_PAST);
        if (facts.sealed()) return Optional.of(Refusal.ASKED_ALREADY);
        return when(facts.asking() != Asking.NOBODY && facts.askAt(until).isBefore(now), Refusal.LEAD_TOO_SHORT);
    }

    private static Optional<Refusal> waive(CycleFacts facts, CommandRequest request) {
        Optional<Item> item = item(facts, request);
        if (item.isEmpty()) return Optional.of(Refusal.UNKNOWN_PLATFORM);
        return when(!item.get().blocks(), Refusal.NOTHING_TO_WAIVE);
    }

    private static Optional<Refusal> askAgain(CycleFacts facts, CommandRequest request, Instant now) {
        if (request.platform() != null && item(facts, request).isEmpty()) return Optional.of(Refusal.UNKNOWN_PLATFORM);
        if (facts.held()) return Optional.of(Refusal.ON_HOLD);
        if (!toAskAgain(facts, request.platform(), now).isEmpty()) return Optional.empty();
        List<Item> open = meant(facts, request.platform())
                .filter(item -> !item.waived() && !item.outcome().cleared())
                .toList();
        if (open.isEmpty()) return Optional.of(Refusal.NOTHING_TO_ASK);
        boolean opened = facts.sealed() && open.stream().anyMatch(Item::opened);
        return Optional.of(opened ? Refusal.FREEZE_OVER : Refusal.NOT_ASKED_YET);
    }

    /**
     * The platforms that an accepted ASK_AGAIN has asked now, by the number itself: those that it means, are open, have been asked
     * before, and can answer before the number may be released.
     *
     * @param platform null: all of them
     */
    public static List<String> toAskAgain(CycleFacts facts, @Nullable String platform, Instant now) {
        if (!facts.sealed()) return List.of();
        return meant(facts, platform)
                .filter(item -> item.opened() && item.worthAsking(now.isBefore(facts.freezeEnd())))
                .map(Item::platform)
                .toList();
    }

    private static Stream<Item> meant(CycleFacts facts, @Nullable String platform) {
        return facts.items().stream()
                .filter(item -> platform == null || item.platform().equals(platform));
    }

    private static Optional<Refusal> reinstate(CycleFacts facts, CommandRequest request, Instant now) {
        if (!request.sameHolder()) return Optional.of(Refusal.HOLDER_DIFFERS);
        if (!now.isBefore(facts.reclaimUntil())) return Optional.of(Refusal.RECLAIM_OVER);
        if (!request.arrearsCleared()) return Optional.of(Refusal.ARREARS_OPEN);
        return when(!request.identityConfirmed(), Refusal.IDENTITY_NOT_CONFIRMED);
    }

    private static Optional<Item> item(CycleFacts facts, CommandRequest request) {
        return facts.items().stream()
                .filter(item -> item.platform().equals(request.platform()))
                .findFirst();
    }

    private static Optional<Refusal> when(boolean refused, Refusal refusal) {
        return refused ? Optional.of(refusal) : Optional.empty();
    }
}
