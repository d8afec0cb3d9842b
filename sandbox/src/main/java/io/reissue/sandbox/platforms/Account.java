package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account, label, contact entry or link that a platform keeps under a number. The number itself is not in here.
 *
 * @param seq in the order in which all accounts of all platforms were bound
 * @param handle the account id; survives detaching and restoring
 * @param boundOn when the number was bound; survives detaching and restoring
 * @param sessions how many devices are signed in; survives detaching and restoring
 * @param detachedBy who detached it, while it is detached or erased
 * @param history every change of state, oldest first, the binding included
 */
public record Account(
        long seq,
        String handle,
        Instant boundOn,
        int sessions,
        State state,
        @Nullable Reference detachedBy,
        List<Change> history) {

    /** Where an account stands. */
    public enum State {
        BOUND,
        DETACHED,
        /** Detached, and the number was purged: no restore brings it back. */
        ERASED
    }

    /** An item of a batch: what alone may undo what it did. */
    public record Reference(String batch, String ref) {}

    /** One change of state, with the item that asked for it, if one did. */
    public record Change(Instant at, State state, @Nullable Reference by) {}

    static Account bound(long seq, String handle, Instant boundOn, int sessions, Instant recorded) {
        return new Account(
                seq, handle, boundOn, sessions, State.BOUND, null, List.of(new Change(recorded, State.BOUND, null)));
    }

    Account detached(Reference by, Instant at) {
        return changed(State.DETACHED, by, at, by);
    }

    Account restored(Reference by, Instant at) {
        return changed(State.BOUND, null, at, by);
    }

    Account erased(Instant at) {
        return changed(State.ERASED, detachedBy, at, null);
    }

    private Account changed(State next, @Nullable Reference detacher, Instant at, @Nullable Reference cause) {
        List<Change> longer = new ArrayList<>(history);
        longer.add(new Change(at, next, cause));
        return new Account(seq, handle, boundOn, sessions, next, detacher, List.copyOf(longer));
    }
}
