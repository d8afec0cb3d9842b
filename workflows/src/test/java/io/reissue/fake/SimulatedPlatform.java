package io.reissue.fake;

import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.RefusalReason;
import io.reissue.policy.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One platform: accounts that are bound, detached and bound again, and a manner of answering. The cycle id stands in for the
 * identifier that a real platform would be sent. Not safe for threads: its caller's lock guards it.
 */
public final class SimulatedPlatform {
    public enum Manner {
        AT_ONCE,
        /** Takes it, and answers when the test says so. */
        LATER,
        UNREACHABLE,
        /** Its own 410, or an operator: the carrier does not ask it until it is on again. */
        SWITCHED_OFF,
        /** Does it, and what it says about it is lost on the way. */
        UNHEARD
    }

    public enum Verb {
        UNBIND,
        RESTORE
    }

    /** What an undo has to bring back unchanged. */
    public record Account(String handle, Instant boundAt) {}

    /** Something taken and not answered yet. */
    public record Pending(Verb verb, String batchId, String cycleId) {}

    public record Reply(Said said, @Nullable RefusalReason reason) {}

    private final String code;
    private final Stage stage;
    private final boolean required;
    private final Map<String, Account> bound = new HashMap<>();
    private final Map<String, Account> detached = new HashMap<>();
    private final Map<String, String> detachedBy = new HashMap<>();
    private final Map<String, Reply> said = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private Manner manner = Manner.AT_ONCE;
    private @Nullable RefusalReason refusing;

    public SimulatedPlatform(String code, Stage stage, boolean required) {
        this.code = code;
        this.stage = stage;
        this.required = required;
    }

    public String code() {
        return code;
    }

    public Stage stage() {
        return stage;
    }

    public boolean required() {
        return required;
    }

    public SimulatedPlatform answers(Manner how) {
        manner = how;
        return this;
    }

    boolean active() {
        return manner != Manner.SWITCHED_OFF;
    }

    public SimulatedPlatform refuses(@Nullable RefusalReason reason) {
        refusing = reason;
        return this;
    }

    public void hasAccount(String cycleId, Account account) {
        bound.put(cycleId, account);
    }

    /** The accounts bound to the number, by cycle. */
    public Map<String, Account> bound() {
        return Map.copyOf(bound);
    }

    /** Detached and not brought back. */
    public Map<String, Account> detached() {
        return Map.copyOf(detached);
    }

    /** Empty: it will answer later. A known batch is answered as the first time. */
    public Optional<Reply> take(Verb verb, String batchId, String cycleId) {
        if (manner == Manner.UNREACHABLE || manner == Manner.SWITCHED_OFF) throw Faults.unreachable();
        if (manner == Manner.LATER) {
            Pending entry = new Pending(verb, batchId, cycleId);
            if (!pending.contains(entry)) pending.add(entry);
            return Optional.empty();
        }
        Reply reply = process(verb, batchId, cycleId);
        if (manner == Manner.UNHEARD) throw Faults.unreachable();
        return Optional.of(reply);
    }

    /** What it has taken so far and not answered; it is forgotten here, the caller answers. */
    public List<Pending> drain() {
        List<Pending> drained = List.copyOf(pending);
        pending.clear();
        return drained;
    }

    public Reply process(Verb verb, String batchId, String cycleId) {
        return verb == Verb.UNBIND ? unbind(batchId, cycleId) : restore(batchId, cycleId);
    }

    private Reply unbind(String batchId, String cycleId) {
        RefusalReason reason = refusing;
        if (reason != null) return new Reply(Said.REFUSED, reason);
        return said.computeIfAbsent(batchId + "/" + cycleId, first -> {
            Account account = bound.remove(cycleId);
            if (account == null) return new Reply(Said.NOT_BOUND, null);
            detached.put(cycleId, account);
            detachedBy.put(cycleId, batchId);
            return new Reply(Said.UNBOUND, null);
        });
    }

    private Reply restore(String batchId, String cycleId) {
        pending.removeIf(entry -> entry.verb() == Verb.UNBIND && entry.batchId().equals(batchId));
        said.put(batchId + "/" + cycleId, new Reply(Said.NOT_BOUND, null));
        if (!batchId.equals(detachedBy.get(cycleId))) return new Reply(Said.NOTHING_TO_RESTORE, null);
        Account account = detached.remove(cycleId);
        if (account == null) return new Reply(Said.NOTHING_TO_RESTORE, null);
        detachedBy.remove(cycleId);
        bound.put(cycleId, account);
        return new Reply(Said.RESTORED, null);
    }
}
