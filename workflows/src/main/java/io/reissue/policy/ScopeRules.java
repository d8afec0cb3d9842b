package io.reissue.policy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which version of its jurisdiction's policies a number follows. Each scope has a chain of versions by the day they become effective; a
 * number follows the present one of the most specific scope that covers it. Pure.
 */
public final class ScopeRules {
    /**
     * The more a scope asks for, the more specific it is. Of two that ask for as much: the one that asks for the reason, then the one that
     * asks for the line type, then the one that asks for the province. What somebody did with his line says more about its number than what
     * kind of line it was, and that more than where it was. Two that come out equal ask for different values of the same things, and cover
     * no number together.
     */
    public static final Comparator<Scope> MOST_SPECIFIC_FIRST = Comparator.comparing(
                    Scope::narrows, Comparator.reverseOrder())
            .thenComparing(scope -> scope.reason() == null)
            .thenComparing(scope -> scope.lineType() == null)
            .thenComparing(scope -> scope.province() == null);

    private ScopeRules() {}

    /**
     * Of each scope the version in force on {@code day}, the most specific scope first; a scope that has ended by then has none. Empty where
     * there is none for the whole jurisdiction: then no other holds either.
     *
     * @param rules all of the jurisdiction
     */
    public static List<Rule> inForce(Collection<Rule> rules, LocalDate day) {
        Map<Scope, Optional<Rule>> latest = rules.stream()
                .filter(rule -> !rule.effectiveFrom().isAfter(day))
                .collect(Collectors.groupingBy(
                        Rule::scope, Collectors.maxBy(Comparator.comparing(Rule::effectiveFrom))));
        List<Rule> present = latest.values().stream()
                .flatMap(Optional::stream)
                .filter(rule -> !rule.ends())
                .sorted(Comparator.comparing(Rule::scope, MOST_SPECIFIC_FIRST).thenComparing(Rule::version))
                .toList();
        return present.stream().anyMatch(rule -> rule.scope().whole()) ? present : List.of();
    }

    /**
     * The rules that cover a number, or all numbers of a scope, the one that is followed first and the one for the whole jurisdiction last.
     *
     * @param inForce of {@link #inForce}
     */
    public static List<Rule> covering(Collection<Rule> inForce, Scope numbers) {
        return inForce.stream()
                .filter(rule -> rule.scope().covers(numbers))
                .sorted(Comparator.comparing(Rule::scope, MOST_SPECIFIC_FIRST))
                .toList();
    }

    /**
     * Versions whose numbers may have to go over to {@code to}, now that it is in force: those that are in force no longer, and those in
     * force that it is more specific than.
     *
     * @param rules all of the jurisdiction
     */
    public static List<Rule> before(Collection<Rule> rules, Rule to, LocalDate day) {
        List<Rule> inForce = inForce(rules, day);
        return rules.stream()
                .filter(rule -> !rule.effectiveFrom().isAfter(day) && !rule.equals(to))
                .filter(rule -> !inForce.contains(rule) || MOST_SPECIFIC_FIRST.compare(to.scope(), rule.scope()) < 0)
                .sorted(Comparator.comparing(Rule::version))
                .toList();
    }
}
