package io.reissue.policy;

import static io.reissue.policy.DisconnectReason.ARREARS_TERMINATED;
import static io.reissue.policy.DisconnectReason.CANCELLED;
import static io.reissue.policy.LineType.BUSINESS;
import static io.reissue.policy.LineType.RESIDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeRulesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String GUANGDONG = "Guangdong";

    /** The most specific one first, as the rule says it. */
    private static final List<Scope> IN_ORDER = List.of(
            scope(GUANGDONG, RESIDENTIAL, CANCELLED),
            scope(null, RESIDENTIAL, CANCELLED),
            scope(GUANGDONG, null, CANCELLED),
            scope(GUANGDONG, RESIDENTIAL, null),
            scope(null, null, CANCELLED),
            scope(null, RESIDENTIAL, null),
            scope(GUANGDONG, null, null),
            Scope.allOf("CN"));

    private static final Scope NUMBER = scope(GUANGDONG, RESIDENTIAL, CANCELLED);

    @Test
    void theMoreAScopeAsksForTheSoonerItIsFollowedAndOfEqualOnesReasonThenLineTypeThenProvince() {
        List<Rule> rules = new ArrayList<>();
        for (Scope scope : IN_ORDER) rules.add(new Rule(rules.size() + 1, scope, DAY, false));
        Collections.shuffle(rules, new java.util.Random(1));

        assertThat(ScopeRules.covering(ScopeRules.inForce(rules, DAY), NUMBER))
                .extracting(Rule::scope)
                .containsExactlyElementsOf(IN_ORDER);
    }

    @Test
    void aRuleCoversWhatIsKnownAndSoOnly() {
        List<Rule> rules = List.of(
                new Rule(1, Scope.allOf("CN"), DAY, false),
                new Rule(2, scope("Sichuan", null, null), DAY, false),
                new Rule(3, scope(null, BUSINESS, null), DAY, false),
                new Rule(4, scope(null, null, ARREARS_TERMINATED), DAY, false));

        assertThat(followed(rules, DAY, NUMBER)).isEqualTo(1);
        assertThat(followed(rules, DAY, scope("Sichuan", RESIDENTIAL, CANCELLED)))
                .isEqualTo(2);
        assertThat(followed(rules, DAY, scope("Sichuan", BUSINESS, ARREARS_TERMINATED)))
                .isEqualTo(4);
        assertThat(followed(rules, DAY, scope(null, RESIDENTIAL, null)))
                .as("province and reason not known")
                .isEqualTo(1);
        assertThat(ScopeRules.covering(rules, new Scope("US", "Sichuan", BUSINESS, ARREARS_TERMINATED)))
                .as("of another jurisdiction")
                .isEmpty();
    }

    @Test
    void aScopeBeginsAndEndsWithTheDayAndTheWiderRuleHoldsBeforeAndAfter() {
        Scope scope = scope(GUANGDONG, null, null);
        List<Rule> rules = List.of(
                new Rule(1, Scope.allOf("CN"), DAY.minusYears(1), false),
                new Rule(2, scope, DAY, false),
                new Rule(3, scope, DAY.plusDays(5), false),
                new Rule(4, scope, DAY.plusDays(10), true),
                new Rule(5, scope, DAY.plusDays(20), false));

        assertThat(followed(rules, DAY.minusDays(1), NUMBER)).isEqualTo(1);
        assertThat(followed(rules, DAY, NUMBER)).isEqualTo(2);
        assertThat(followed(rules, DAY.plusDays(4), NUMBER)).isEqualTo(2);
        assertThat(followed(rules, DAY.plusDays(5), NUMBER)).isEqualTo(3);
        assertThat(followed(rules, DAY.plusDays(9), NUMBER)).isEqualTo(3);
        assertThat(followed(rules, DAY.plusDays(10), NUMBER)).isEqualTo(1);
        assertThat(followed(rules, DAY.plusDays(19), NUMBER)).isEqualTo(1);
        assertThat(followed(rules, DAY.plusDays(20), NUMBER)).isEqualTo(5);
    }

    @Test
    void noRuleHoldsWhereNoneIsForTheWholeJurisdiction() {
        List<Rule> rules = List.of(
                new Rule(1, scope(GUANGDONG, null, null), DAY, false),
                new Rule(2, Scope.allOf("CN"), DAY.plusDays(1), false));

        assertThat(ScopeRules.inForce(rules, DAY)).isEmpty();
        assertThat(ScopeRules.inForce(rules, DAY.plusDays(1))).hasSize(2);
    }

    @Test
    void numbersGoOverFromWhatIsInForceNoLongerAndFromWhatIsLessSpecific() {
        Scope province = scope(GUANGDONG, null, null);
        Rule whole = new Rule(1, Scope.allOf("CN"), DAY, false);
        Rule first = new Rule(2, province, DAY, false);
        Rule reason = new Rule(3, scope(null, null, CANCELLED), DAY, false);
        Rule second = new Rule(4, province, DAY.plusDays(1), false);
        Rule end = new Rule(5, province, DAY.plusDays(2), true);
        List<Rule> rules = List.of(whole, first, reason, second, end);

        assertThat(ScopeRules.before(rules, second, DAY.plusDays(1))).containsExactly(whole, first);
        assertThat(ScopeRules.before(rules, reason, DAY.plusDays(1))).containsExactly(whole, first, second);
        assertThat(ScopeRules.before(rules, whole, DAY.plusDays(1))).containsExactly(first);
        assertThat(ScopeRules.before(rules, whole, DAY.plusDays(2))).containsExactly(first, second, end);
    }

    @Test
    void aScopeBeginsUnderAWiderRuleAndEndsWhereItHasBegun() {
        Scope province = scope(GUANGDONG, null, null);
        Rule whole = new Rule(1, Scope.allOf("CN"), DAY, false);
        Rule begun = new Rule(2, province, DAY, false);

        assertThat(fault(new Rule(0, province, DAY, false), whole)).isEmpty();
        assertThat(fault(new Rule(0, province, DAY.minusDays(1), false), whole)).contains(PolicyRefusal.NO_WIDER_RULE);
        assertThat(fault(new Rule(0, province, DAY, false), begun)).contains(PolicyRefusal.NO_WIDER_RULE);
        assertThat(fault(new Rule(0, Scope.allOf("CN"), DAY, false))).isEmpty();
        assertThat(fault(new Rule(0, Scope.allOf("CN"), DAY, true), whole)).contains(PolicyRefusal.WHOLE_NEVER_ENDS);
        assertThat(fault(new Rule(0, province, DAY.plusDays(1), true), whole, begun))
                .isEmpty();
        assertThat(fault(new Rule(0, province, DAY.minusDays(1), true), whole, begun))
                .contains(PolicyRefusal.NO_WIDER_RULE);
        assertThat(fault(new Rule(0, province, DAY.plusDays(1), true), whole)).contains(PolicyRefusal.NOTHING_TO_END);
        assertThat(fault(
                        new Rule(0, province, DAY.plusDays(2), true),
                        whole,
                        begun,
                        new Rule(3, province, DAY.plusDays(1), true)))
                .as("a second time")
                .contains(PolicyRefusal.NOTHING_TO_END);
    }

    private static Optional<PolicyRefusal> fault(Rule rule, Rule... rules) {
        return PolicyRules.scope(rule, List.of(rules)).map(PolicyFault::refusal);
    }

    private static int followed(List<Rule> rules, LocalDate day, Scope number) {
        return ScopeRules.covering(ScopeRules.inForce(rules, day), number)
                .getFirst()
                .version();
    }

    private static Scope scope(
            @Nullable String province, @Nullable LineType lineType, @Nullable DisconnectReason reason) {
        return new Scope("CN", province, lineType, reason);
    }
}
