package io.reissue.kit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The numbers that are asked about: prepared ones, each as seldom as possible, and ones that no platform can know. */
final class Numbers {
    /** No country has this code. */
    private static final String NOBODYS = "999";

    private final List<PreparedNumber> prepared;
    private final Map<PreparedNumber, Integer> uses = new HashMap<>();
    private long next = 1_000_000_000L;

    Numbers(List<PreparedNumber> prepared) {
        this.prepared = List.copyOf(prepared);
    }

    synchronized List<String> unknown(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) numbers.add(NOBODYS + next++);
        return numbers;
    }

    /** The one that was used least: what a check breaks should not be met by the next one. */
    PreparedNumber take(String what, Predicate<PreparedNumber> which) {
        PreparedNumber number = prepared.stream()
                .filter(which)
                .min(Comparator.comparing(one -> uses.getOrDefault(one, 0)))
                .orElseThrow(() -> new NotSeen("needs " + what + " (--numbers)"));
        uses.merge(number, 1, Integer::sum);
        return number;
    }

    boolean hasPrepared() {
        return !prepared.isEmpty();
    }

    /** Whether any of them is one of the partner's. */
    boolean arePrepared(List<String> some) {
        return prepared.stream().anyMatch(one -> some.contains(one.number()));
    }
}
