package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.Brake.Scope;
import io.reissue.brake.BrakeRules;
import io.reissue.policy.FreezeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who set which brake, and who wants it lifted. Called under the store's lock. */
final class FakeBrakes {
    final List<Brake> standing = new ArrayList<>();
    private final FakeStore store;
    private final Map<UUID, Set<String>> wanting = new HashMap<>();

    FakeBrakes(FakeStore store) {
        this.store = store;
    }

    String set(Scope scope, String code) {
        Brake brake = new Brake(new UUID(0, wanting.size()), scope, code);
        wanting.put(brake.id(), new HashSet<>());
        standing.add(brake);
        return brake.id().toString();
    }

    /** Says whether it is lifted. */
    boolean lift(String id, String actor) {
        UUID brake = UUID.fromString(id);
        Set<String> both = wanting.get(brake);
        if (both == null) throw Faults.notFound();
        both.add(actor);
        if (!BrakeRules.lifts(both) || !standing.removeIf(stands -> stands.id().equals(brake)))
            return BrakeRules.lifts(both);
        store.cycles.values().stream()
                .filter(cycle -> brake.equals(cycle.brakedBy))
                .forEach(cycle -> store.outbox.writeAt(
                        new Wake(Wake.Kind.LOOK_AGAIN, cycle.id.toString(), id),
                        FreezeRules.wakeAt(store.now(), cycle.id, cycle.policy.spread())));
        return true;
    }
}
