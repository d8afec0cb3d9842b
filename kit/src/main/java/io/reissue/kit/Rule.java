package io.reissue.kit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a played partner says of some refs: {@code WHICH=OUTCOME}, or {@code WHICH=REFUSED,REASON} and {@code WHICH=REFUSED,REASON,P7D}.
 *
 * @param reason of a refusal; empty text for other outcomes
 * @param askAgainAfter an ISO 8601 duration; empty text: not said
 */
record Rule(IntPredicate which, String outcome, String reason, String askAgainAfter) {
    private static final Pattern FORM = Pattern.compile("([^=]+)=([A-Z_]+)(?:,([A-Z_]+))?(?:,(P[0-9A-Z]+))?");
    private static final Pattern REF = Pattern.compile("[0-9]{1,6}");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})-([0-9]{1,6})");
    private static final Pattern EACH = Pattern.compile("%([1-9][0-9]{0,5})");
    private static final Set<String> OUTCOMES = Set.of("UNBOUND", "NOT_BOUND", "REFUSED", "NOT_YET_SYNCED");

    /** @throws IllegalArgumentException when it is no rule; the message says what is wrong */
    static Rule parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("WHICH=OUTCOME or WHICH=REFUSED,REASON[,P7D]");
        String outcome = form.group(2);
        String reason = orEmpty(form.group(3));
        String again = orEmpty(form.group(4));
        if (!OUTCOMES.contains(outcome)) throw new IllegalArgumentException("the outcome is one of " + OUTCOMES);
        if (outcome.equals("REFUSED") != AnswerChecks.REASONS.contains(reason))
            throw new IllegalArgumentException("REFUSED, and nothing else, has a reason of " + AnswerChecks.REASONS);
        if (!again.isEmpty() && !isDuration(again))
            throw new IllegalArgumentException("to be asked again after an ISO 8601 duration, such as P7D");
        return new Rule(which(form.group(1)), outcome, reason, again);
    }

    private static IntPredicate which(String text) {
        if (text.equals("*")) return _ -> true;
        if (REF.matcher(text).matches()) {
            int one = Integer.parseInt(text);
            return ref -> ref == one;
        }
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            int first = Integer.parseInt(span.group(1));
            int last = Integer.parseInt(span.group(2));
            return ref -> ref >= first && ref <= last;
        }
        Matcher each = EACH.matcher(text);
        if (!each.matches()) throw new IllegalArgumentException("WHICH is a ref, a span 0-9, every tenth %10, or *");
        int step = Integer.parseInt(each.group(1));
        return ref -> ref % step == 0;
    }

    private static String orEmpty(String group) {
        return Optional.ofNullable(group).orElse("");
    }

    /** As ISO 8601 has it, in days or in seconds. */
    static boolean isDuration(String text) {
        try {
            if (text.contains("T")) Duration.parse(text);
            else Period.parse(text);
            return true;
        } catch (DateTimeException neither) {
            return false;
        }
    }

    /** By the first rule that fits; empty: none does, and the remainder speaks for it. */
    static Optional<ObjectNode> said(List<Rule> rules, String ref) {
        return rules.stream()
                .filter(rule -> rule.which.test(Integer.parseInt(ref)))
                .findFirst()
                .map(rule -> rule.of(ref));
    }

    private ObjectNode of(String ref) {
        ObjectNode result = Carrier.JSON.createObjectNode().put("ref", ref).put("outcome", outcome);
        if (!reason.isEmpty()) result.put("reason", reason);
        if (!askAgainAfter.isEmpty()) result.put("askAgainAfter", askAgainAfter);
        return result;
    }
}
