package io.reissue.edge.operator;

import io.reissue.policy.LegalLimits;
import io.reissue.policy.Rule;
import io.reissue.policy.ScopeRules;
import io.reissue.store.cycle.CycleRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a number follows, and why.
 *
 * @param other the rule that would be next; or, where the number follows one that is no longer its own, the one that is in force for such
 *     numbers
 */
public record FollowedRule(Rule rule, Why why, @Nullable Rule other) {
    public enum Why {
        /** No more specific rule covers it. */
        WHOLE,
        /** Of the rules that cover it, it is the most specific. */
        MOST_SPECIFIC,
        /** It was its rule when its platforms were asked, or is until the rule in force is carried to it. */
        EARLIER,
        /** The cycle is over. */
        OVER
    }

    /**
     * Empty where nothing was disclosed yet.
     *
     * @param rules all of the jurisdiction
     */
    public static Optional<FollowedRule> of(CycleRow cycle, List<Rule> rules, Instant now) {
        return rules.stream()
                .filter(rule -> Integer.valueOf(rule.version()).equals(cycle.policyVersion()))
                .findFirst()
                .map(rule -> of(cycle, rule, rules, now));
    }

    private static FollowedRule of(CycleRow cycle, Rule rule, List<Rule> rules, Instant now) {
        // why its service ended is known no longer, and with it which rules would cover it
        if (!cycle.state().open()) return new FollowedRule(rule, Why.OVER, null);
        var today = LegalLimits.of(cycle.jurisdiction(), cycle.lineType())
                .orElseThrow()
                .days()
                .of(now);
        List<Rule> covering = ScopeRules.covering(ScopeRules.inForce(rules, today), cycle.scope());
        if (covering.isEmpty() || !covering.getFirst().equals(rule)) {
            return new FollowedRule(rule, Why.EARLIER, covering.isEmpty() ? null : covering.getFirst());
        }
        return covering.size() == 1
                ? new FollowedRule(rule, Why.WHOLE, null)
                : new FollowedRule(rule, Why.MOST_SPECIFIC, covering.get(1));
    }
}
