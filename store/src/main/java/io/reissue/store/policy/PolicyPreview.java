package io.reissue.store.policy;

import io.reissue.policy.Policy;
import io.reissue.policy.Rule;
import io.reissue.policy.ScopeRules;
import io.reissue.store.policy.PolicyEffect.Group;
import io.reissue.store.policy.PolicyEffect.Passage;
import io.reissue.store.standing.Freshness;
import io.reissue.store.standing.Reading;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a draft would do to the numbers that rest now. */
@Component
public class PolicyPreview {
    /** As which a version that is not stored goes. */
    private static final int DRAFTED = 0;

    private final TransactionTemplate transaction;
    private final PolicyStore policies;
    private final PolicyEffect effect;
    private final Reading<PolicyDocument, Impact> impacts;

    PolicyPreview(
            TransactionTemplate transaction,
            PolicyStore policies,
            PolicyEffect effect,
            Freshness freshness,
            Clock clock) {
        this.transaction = transaction;
        this.policies = policies;
        this.effect = effect;
        this.impacts = new Reading<>(freshness, clock, this::count);
    }

    /**
     * What was counted.
     *
     * @param resting numbers of the jurisdiction that rest and are to be released
     * @param reached of them, those that the version would be carried to, or that would go over to a wider rule by its end; the others are
     *     asked about before it is effective, or follow another rule
     * @param later of these, those whose freeze would end later
     * @param laterBy those, by province and month of the new end
     * @param pool ends of freezes a month, of all that rest: what the pool gets at the earliest
     */
    public record Impact(long resting, long reached, long later, List<Later> laterBy, List<Month> pool) {}

    /** @param province empty: not known */
    public record Later(String province, YearMonth month, long numbers) {}

    public record Month(YearMonth month, long before, long after) {}

    /** The effect on the day that the document names, as far as it follows from what the store holds now, or held a moment ago. */
    public Impact of(PolicyDocument document) {
        return impacts.of(document);
    }

    private Impact count(PolicyDocument document) {
        LocalDate day = document.effectiveFrom();
        List<Group> groups =
                Objects.requireNonNull(transaction.execute(status -> effect.groups(passage(document, day), day)));
        return new Impact(
                sum(groups, group -> true),
                sum(groups, Group::reached),
                sum(groups, Group::later),
                later(groups),
                pool(groups));
    }

    /** What becomes of the rules with the draft among them. */
    private Passage passage(PolicyDocument document, LocalDate day) {
        Rule drafted = document.rule(DRAFTED);
        List<Rule> others = policies.rules(document.jurisdiction()).stream()
                .filter(rule -> !rule.scope().equals(drafted.scope())
                        || !rule.effectiveFrom().equals(day))
                .toList();
        List<Rule> rules = Stream.concat(others.stream(), Stream.of(drafted)).toList();
        List<Policy> inForce = ScopeRules.inForce(rules, day).stream()
                .map(rule -> rule.equals(drafted) ? document.policy(DRAFTED) : policies.byVersion(rule.version()))
                .toList();
        return drafted.ends()
                ? new Passage(
                        inForce,
                        versions(others.stream().filter(rule -> rule.scope().equals(drafted.scope()))),
                        inForce.stream().map(Policy::version).toList())
                : new Passage(inForce, versions(ScopeRules.before(rules, drafted, day).stream()), List.of(DRAFTED));
    }

    private static List<Integer> versions(Stream<Rule> rules) {
        return rules.map(Rule::version).toList();
    }

    private static long sum(List<Group> groups, java.util.function.Predicate<Group> which) {
        return groups.stream().filter(which).mapToLong(Group::numbers).sum();
    }

    private record Place(String province, YearMonth month) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int first = province.compareTo(other.province);
            return first != 0 ? first : month.compareTo(other.month);
        }
    }

    private static List<Later> later(List<Group> groups) {
        SortedMap<Place, Long> counts = new TreeMap<>();
        groups.stream()
                .filter(Group::later)
                .forEach(group -> counts.merge(
                        new Place(group.province(), YearMonth.from(group.after())), group.numbers(), Long::sum));
        return counts.entrySet().stream()
                .map(entry ->
                        new Later(entry.getKey().province(), entry.getKey().month(), entry.getValue()))
                .toList();
    }

    private static List<Month> pool(List<Group> groups) {
        SortedMap<YearMonth, Long> before = new TreeMap<>();
        SortedMap<YearMonth, Long> after = new TreeMap<>();
        groups.forEach(group -> {
            before.merge(YearMonth.from(group.before()), group.numbers(), Long::sum);
            after.merge(YearMonth.from(group.after()), group.numbers(), Long::sum);
            before.putIfAbsent(YearMonth.from(group.after()), 0L);
            after.putIfAbsent(YearMonth.from(group.before()), 0L);
        });
        return before.entrySet().stream()
                .map(entry -> new Month(entry.getKey(), entry.getValue(), after.getOrDefault(entry.getKey(), 0L)))
                .toList();
    }
}
