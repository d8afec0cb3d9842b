package io.reissue.fake;

import io.reissue.brake.Brake;
import io.reissue.brake.BrakeRefusal;
import io.reissue.brake.BrakeRules;
import io.reissue.brake.BrakeWish;
import io.reissue.policy.FreezeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who set which brake, and who wants it lifted. Called under the store's lock. */
final class FakeBrakes {
    final List<Brake> standing = new ArrayList<>();
    private final FakeStore store;
    private final Map<UUID, BrakeWish> wishes = new HashMap<>();
    private final Map<UUID, Set<String>> wanting = new HashMap<>();

    FakeBrakes(FakeStore store) {
        this.store = store;
    }

    /** A brake's id of this store's own: of two the lesser was minted first. */
    UUID mint() {
        return new UUID(0, wanting.size());
    }

    /** Sets a brake, or says why not. Every code is known. */
    Optional<BrakeRefusal> set(BrakeWish wish) {
        BrakeWish before = wishes.get(wish.id());
        if (before != null) return BrakeRules.judgeRepeated(before, wish);
        Optional<BrakeRefusal> refusal = BrakeRules.judgeSet(wish.reasonCode(), true);
        if (refusal.isPresent()) return refusal;
        wishes.put(wish.id(), wish);
        wanting.put(wish.id(), new HashSet<>());
        standing.add(new Brake(wish.id(), wish.scope(), wish.code()));
        return Optional.empty();
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
