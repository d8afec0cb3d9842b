package io.reissue.store.protocol;

import io.reissue.outcome.Answer;
import io.reissue.outcome.Answer.Account;
import io.reissue.outcome.Answer.Remainder;
import io.reissue.outcome.Answer.Result;
import io.reissue.outcome.Answer.Said;
import io.reissue.outcome.OutcomeRules;
import io.reissue.outcome.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From a tree to an answer; notes every place where the tree is not one. */
final class AnswerReader {
    // A batch has at most 1,000 items, so more parts can't each say something.
    private static final int MOST_PARTS = 1000;
    private static final int MOST_ACCOUNTS = 100;
    private static final int LONGEST_HANDLE = 256;
    // As we wrote it: no leading zero. Nine digits fit an int; whether the batch has such an item is for the book to
    // say.
    private static final Pattern REF = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DURATION =
            Pattern.compile("P(?=[0-9T])(?:[0-9]{1,3}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?)?");

    private final Problems problems;

    AnswerReader(Problems problems) {
        this.problems = problems;
    }

    /** Null: there are problems. */
    @Nullable
    Answer read(JsonNode tree) {
        if (!tree.isObject()) {
            problems.add("", "a JSON object");
            return null;
        }
        int of = count(tree, "of");
        int part = count(tree, "part");
        if (of > 0 && part > of) problems.add("/part", "not above of");
        var remainder = optionalCode(tree, "", "remainder", Remainder.class);
        var results = results(tree.get("results"));
        return problems.none() ? new Answer(part, of, remainder, results) : null;
    }

    private int count(JsonNode tree, String name) {
        var node = tree.get(name);
        if (node != null && node.isIntegralNumber() && node.canConvertToInt()) {
            int count = node.intValue();
            if (count >= 1 && count <= MOST_PARTS) return count;
        }
        problems.add("/" + name, "an integer from 1 to " + MOST_PARTS);
        return 0;
    }

    private List<Result> results(@Nullable JsonNode node) {
        if (node == null || !node.isArray()) {
            problems.add("/results", "an array");
            return List.of();
        }
        if (node.size() > AnswerParser.MOST_RESULTS) {
            problems.addOfSize("/results", "at most " + AnswerParser.MOST_RESULTS);
            return List.of();
        }
        var results = new ArrayList<Result>(node.size());
        for (int i = 0; i < node.size(); i++) {
            var result = result(node.get(i), "/results/" + i);
            if (result != null) results.add(result);
        }
        return results;
    }

    private @Nullable Result result(JsonNode node, String at) {
        if (!node.isObject()) {
            problems.add(at, "an object");
            return null;
        }
        var ref = text(node, "ref");
        if (ref == null || !REF.matcher(ref).matches()) problems.add(at + "/ref", "a string of digits, as it was sent");
        var said = code(node, at, "outcome", Said.class);
        var reason = optionalCode(node, at, "reason", RefusalReason.class);
        var askAgainAfter = askAgainAfter(node, at);
        var accounts = accounts(node.get("accounts"), at + "/accounts");
        if (said == null) return null;
        if (!given(node, "reason") && said == Said.REFUSED) problems.add(at + "/reason", "needed with REFUSED");
        if (reason != null && said != Said.REFUSED) problems.add(at + "/reason", "only with REFUSED");
        if (askAgainAfter != null && said != Said.REFUSED && said != Said.NOT_YET_SYNCED) {
            problems.add(at + "/askAgainAfter", "only with REFUSED or NOT_YET_SYNCED");
        }
        if (!agrees(said, accounts)) problems.add(at + "/outcome", "that of the worst of its accounts");
        return problems.none() && ref != null
                ? new Result(Integer.parseInt(ref), said, reason, askAgainAfter, accounts)
                : null;
    }

    /** An item is as good as its worst account; of a restore: restored, if any account was. */
    private static boolean agrees(Said said, List<Account> accounts) {
        if (accounts.isEmpty()) return true;
        if (accounts.stream().anyMatch(account -> account.said().ofRestore() != said.ofRestore())) return false;
        if (said.ofRestore()) {
            return (said == Said.RESTORED) == accounts.stream().anyMatch(account -> account.said() == Said.RESTORED);
        }
        return OutcomeRules.ofAccounts(accounts.stream()
                        .map(account -> account.said().outcome())
                        .toList())
                == said.outcome();
    }

    private @Nullable Duration askAgainAfter(JsonNode node, String at) {
        if (!given(node, "askAgainAfter")) return null;
        var text = text(node, "askAgainAfter");
        if (text != null && DURATION.matcher(text).matches()) {
            var duration = Duration.parse(text);
            if (!duration.isZero()) return duration;
        }
        problems.add(at + "/askAgainAfter", "an ISO 8601 duration in days and hours, such as P7D or PT12H");
        return null;
    }

    private List<Account> accounts(@Nullable JsonNode node, String at) {
        if (node == null || node.isNull()) return List.of();
        if (!node.isArray() || node.size() > MOST_ACCOUNTS) {
            problems.add(at, "an array of at most " + MOST_ACCOUNTS);
            return List.of();
        }
        var accounts = new ArrayList<Account>(node.size());
        var handles = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var here = at + "/" + i;
            if (!node.get(i).isObject()) {
                problems.add(here, "an object");
                continue;
            }
            var handle = text(node.get(i), "handle");
            if (handle == null || !isHandle(handle)) {
                problems.add(here + "/handle", "a string of 1 to " + LONGEST_HANDLE + " printable characters");
            } else if (!handles.add(handle)) {
                problems.add(here + "/handle", "another than those before it");
            }
            var said = code(node.get(i), here, "outcome", Said.class);
            if (handle != null && said != null) accounts.add(new Account(handle, said));
        }
        return accounts;
    }

    private static boolean isHandle(String handle) {
        return !handle.isBlank()
                && handle.length() <= LONGEST_HANDLE
                && handle.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private <E extends Enum<E>> @Nullable E optionalCode(JsonNode node, String at, String name, Class<E> codes) {
        return given(node, name) ? code(node, at, name, codes) : null;
    }

    private <E extends Enum<E>> @Nullable E code(JsonNode node, String at, String name, Class<E> codes) {
        var text = text(node, name);
        for (E code : codes.getEnumConstants()) if (code.name().equals(text)) return code;
        problems.add(
                at + "/" + name,
                Arrays.stream(codes.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "one of ", "")));
        return null;
    }

    private static boolean given(JsonNode node, String name) {
        return node.hasNonNull(name);
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.get(name);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}
