package io.reissue.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the partner of the tests has in its books, and what it does to them: by the protocol, but for one habit. */
final class Books {
    private static final class Account {
        String handle;
        Instant boundOn;
        String detachedBy = "";
        String detachedAt = "";

        Account(String handle, Instant boundOn) {
            this.handle = handle;
            this.boundOn = boundOn;
        }

        boolean isBound() {
            return detachedBy.isEmpty();
        }
    }

    private final Map<String, List<Account>> accounts = new HashMap<>();
    private final Set<String> restored = new HashSet<>();
    private final Set<Habit> habits;

    Books(Set<Habit> habits) {
        this.habits = Set.copyOf(habits);
    }

    void bind(String identifier, String handle, Instant boundOn) {
        accounts.computeIfAbsent(identifier, none -> new ArrayList<>()).add(new Account(handle, boundOn));
    }

    private boolean has(Habit habit) {
        return habits.contains(habit);
    }

    private List<Account> of(JsonNode item) {
        return accounts.getOrDefault(item.path("id").stringValue(), List.of());
    }

    void detachAll(JsonNode item) {
        of(item).forEach(account -> account.detachedBy = "status");
    }

    ObjectNode query(JsonNode item) {
        boolean bound = of(item).stream().anyMatch(Account::isBound);
        if (has(Habit.SEES_ACCOUNTS_EVERYWHERE) && of(item).isEmpty()) bound = true;
        if (has(Habit.DENIES)) bound = false;
        return result(item, bound ? "BOUND" : "NOT_BOUND");
    }

    /** @param regardless of a restore that came before */
    ObjectNode unbind(String batch, JsonNode item, boolean regardless) {
        String by = batch + "/" + item.path("ref").stringValue();
        Instant cutoff = Instant.parse(item.path("cutoff").stringValue());
        List<Account> bound = of(item).stream().filter(Account::isBound).toList();
        if (bound.isEmpty()) return result(item, "NOT_BOUND");
        String departure = departure(item);
        if ((restored.contains(by) || restored.contains(departure)) && !regardless) return refused(item, "OTHER");
        boolean anyBefore = bound.stream().anyMatch(account -> account.boundOn.isBefore(cutoff));
        if (has(Habit.PASSES_OVER_LATER_ACCOUNTS) && !anyBefore) return result(item, "NOT_BOUND");
        ArrayNode each = Carrier.JSON.createArrayNode();
        int kept = 0;
        for (Account account : bound) {
            boolean detach = account.boundOn.isBefore(cutoff)
                    || has(Habit.INCLUDES_THE_CUTOFF) && account.boundOn.equals(cutoff)
                    || has(Habit.JUDGES_WHOLE_NUMBERS) && anyBefore;
            if (!detach) kept++;
            else if (!has(Habit.LIES)) {
                account.detachedBy = by;
                account.detachedAt = departure;
            }
            each.addObject().put("handle", account.handle).put("outcome", detach ? "UNBOUND" : "REFUSED");
        }
        boolean unbound = kept == 0 || has(Habit.SAYS_THE_BEST) && kept < bound.size();
        ObjectNode result = unbound
                ? result(item, has(Habit.HAS_OWN_OUTCOMES) ? "DELETED" : "UNBOUND")
                : refused(item, has(Habit.HAS_OWN_REASONS) ? "TOO_NEW" : "BOUND_AFTER_CUTOFF");
        if (has(Habit.NAMES_NUMBERS)) result.set("id", item.path("id"));
        result.set("accounts", each);
        return result;
    }

    ObjectNode restore(String batch, JsonNode item, Instant now) {
        String by = batch + "/" + item.path("ref").stringValue();
        boolean whatever = item.has("cutoff") && !has(Habit.RESTORES_ONE_BATCH);
        if (!has(Habit.FORGETS_RESTORES)) restored.add(by);
        if (!has(Habit.FORGETS_RESTORES) && !has(Habit.FORGETS_CUTOFFS)) restored.add(departure(item));
        List<Account> mine = accounts.values().stream()
                .flatMap(List::stream)
                .filter(account -> !account.isBound())
                .filter(account -> account.detachedBy.equals(by)
                        || whatever && account.detachedAt.equals(departure(item))
                        || has(Habit.RESTORES_BATCHES) && account.detachedBy.startsWith(batch + "/")
                        || has(Habit.RESTORES_NUMBERS) && of(item).contains(account))
                .toList();
        for (Account account : mine) {
            if (!has(Habit.RESTORES_NOTHING)) account.detachedBy = "";
            if (has(Habit.BINDS_ANEW)) account.boundOn = now;
            if (has(Habit.RENAMES)) account.handle = account.handle + "'";
        }
        return result(item, mine.isEmpty() && !has(Habit.BOASTS) ? "NOTHING_TO_RESTORE" : "RESTORED");
    }

    /** What all requests about one departure of one holder have in common. */
    private static String departure(JsonNode item) {
        return item.path("id").asString() + " " + item.path("cutoff").asString("");
    }

    private static ObjectNode result(JsonNode item, String outcome) {
        return Carrier.JSON
                .createObjectNode()
                .put("ref", item.path("ref").stringValue())
                .put("outcome", outcome);
    }

    private static ObjectNode refused(JsonNode item, String reason) {
        return result(item, "REFUSED").put("reason", reason);
    }
}
