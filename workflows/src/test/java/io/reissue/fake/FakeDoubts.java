package io.reissue.fake;

import io.reissue.fake.FakeCohort.Item;
import io.reissue.outcome.Outcome;
import io.reissue.outcome.PlausibilityRules;
import io.reissue.outcome.PlausibilityRules.Rate;
import io.reissue.outcome.PlausibilityRules.Said;
import io.reissue.outcome.PlausibilityRules.Tally;
import io.reissue.policy.FreezeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How plausible each required platform's answers are. Called under the store's lock. */
final class FakeDoubts {
    /** Items that one platform called not bound in a row. */
    static final class Streak {
        final String platform;
        final List<Item> items = new ArrayList<>();
        boolean doubted;
        boolean accepted;

        Streak(String platform) {
            this.platform = platform;
        }
    }

    private final FakeStore store;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Streak> present = new HashMap<>();

    FakeDoubts(FakeStore store) {
        this.store = store;
    }

    void hasHeld(String platform, long items, long bound) {
        tallies.put(platform, new Tally(new Rate(items, bound), 0, false));
    }

    /** An item has been answered. {@code before}: what its platform had said, believed or not. */
    void hear(FakeCohort.Batch batch, Item item, Outcome before, boolean wasDoubted) {
        boolean bound = item.outcome == Outcome.UNBOUND || item.outcome == Outcome.REFUSED;
        if (!bound && item.outcome != Outcome.NOT_BOUND || before == Outcome.REFUSED) return;
        batch.heldBound |= bound;
        boolean first = wasDoubted || !before.settled();
        if (!bound && !first || wasDoubted && !batch.heldBound) return;
        Tally tally = tallies.getOrDefault(batch.platform, Tally.NOTHING_KNOWN);
        tally = PlausibilityRules.hear(tally, new Said(first ? 1 : 0, bound ? 1 : 0, batch.heldBound));
        tallies.put(batch.platform, tally);
        if (batch.heldBound) {
            item.streak = null;
            present.remove(batch.platform);
            return;
        }
        Streak streak = present.computeIfAbsent(batch.platform, Streak::new);
        item.streak = streak;
        streak.items.add(item);
        if (tally.doubted() && !streak.doubted) raise(streak);
    }

    private void raise(Streak streak) {
        streak.doubted = true;
        store.cohorts.values().stream()
                .filter(cohort -> cohort.ended && about(cohort).contains(streak.platform))
                .forEach(cohort -> {
                    cohort.ended = false;
                    store.outbox.write(new Wake(Wake.Kind.START_COHORT, cohort.id.toString(), ""));
                });
    }

    /** Platforms whose answers about members of the cohort are not believed. */
    List<String> about(FakeCohort cohort) {
        return cohort.platforms()
                .filter(platform -> cohort.live().stream()
                        .anyMatch(ordinal -> cohort.item(platform, ordinal).doubted()))
                .sorted()
                .toList();
    }

    void accept(String platform) {
        Stream<Streak> doubted = store.cycles.values().stream()
                .flatMap(cycle -> cycle.item(platform).stream())
                .filter(Item::doubted)
                .map(item -> item.streak)
                .distinct();
        for (Streak streak : doubted.toList()) {
            Tally tally = tallies.getOrDefault(platform, Tally.NOTHING_KNOWN);
            Rate rate = PlausibilityRules.accept(tally.rate(), streak.items.size());
            boolean isPresent = present.remove(platform, streak);
            tallies.put(
                    platform, isPresent ? new Tally(rate, 0, false) : new Tally(rate, tally.streak(), tally.doubted()));
            store.cycles.values().stream()
                    .filter(cycle -> cycle.waiting
                            && cycle.item(platform)
                                    .filter(item -> item.streak == streak && item.doubted())
                                    .isPresent())
                    .forEach(cycle -> store.outbox.writeAt(
                            new Wake(Wake.Kind.LOOK_AGAIN, cycle.id.toString(), platform),
                            FreezeRules.wakeAt(store.now(), cycle.id, cycle.policy.spread())));
            streak.accepted = true;
        }
    }
}
