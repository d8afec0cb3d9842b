package io.reissue.sandbox.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a judge notes what was looked at and what was wrong. Several threads may. */
final class Line {
    /** More violations than these are counted and not named. */
    static final int MOST = 1_000;

    private final String id;
    private final String name;
    private final Set<String> demanded;
    private final Map<String, Long> looked = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long unnamed;

    /** @param demanded clauses that no run leaves without a fact: looking at none is a violation */
    Line(String id, String name, String... demanded) {
        this.id = id;
        this.name = name;
        this.demanded = Set.of(demanded);
        for (String clause : demanded) looked.put(clause, 0L);
    }

    synchronized void looked(String clause, long facts) {
        looked.merge(clause, facts, Long::sum);
    }

    /** One fact of a clause: what is wrong with it unless {@code holds}. */
    void look(String clause, boolean holds, String otherwise) {
        looked(clause, 1);
        if (!holds) violation(otherwise);
    }

    synchronized void violation(String what) {
        if (violations.size() < MOST) violations.add(what);
        else unnamed++;
    }

    synchronized Check check() {
        List<String> found = new ArrayList<>(violations);
        if (unnamed > 0) found.add("and " + unnamed + " more");
        for (String clause : looked.keySet()) {
            if (demanded.contains(clause) && looked.get(clause) == 0) found.add("nothing to look at: " + clause);
        }
        long checked = looked.values().stream().mapToLong(Long::longValue).sum();
        return new Check(
                id,
                name,
                found.isEmpty() && checked > 0,
                checked,
                Collections.unmodifiableMap(new LinkedHashMap<>(looked)),
                List.copyOf(found));
    }
}
