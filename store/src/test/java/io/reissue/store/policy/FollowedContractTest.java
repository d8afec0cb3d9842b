package io.reissue.store.policy;

import static io.reissue.store.policy.PoliciesForTests.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import io.reissue.policy.ScopeRules;
import io.reissue.store.StoreForTests;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database says of many rows what {@link ScopeRules} says of each. */
class FollowedContractTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final List<@Nullable String> PROVINCES = Arrays.asList(null, "Guangdong", "Sichuan");
    private static final List<@Nullable DisconnectReason> REASONS =
            Arrays.asList(null, DisconnectReason.CANCELLED, DisconnectReason.ARREARS_TERMINATED);

    private final List<Scope> numbers = scopes(List.of(LineType.values()));
    private final List<Scope> scopes =
            scopes(Arrays.asList(null, LineType.RESIDENTIAL, LineType.BUSINESS, LineType.IOT));

    @Test
    void everySetOfScopesThatOneNumberCanFallUnderIsFollowedAlike() {
        List<Scope> shapes = scopes.stream()
                .filter(scope ->
                        scope.covers(new Scope("CN", "Guangdong", LineType.RESIDENTIAL, DisconnectReason.CANCELLED)))
                .toList();
        assertThat(shapes).hasSize(8);
        for (int set = 0; set < 1 << shapes.size(); set++) {
            int chosen = set;
            followedAlike(rules(IntStream.range(0, shapes.size())
                    .filter(n -> (chosen >> n & 1) == 1)
                    .mapToObj(shapes::get)));
        }
    }

    @Test
    void anyOtherSetOfScopesIsFollowedAlikeAndSoIsOneWithScopesThatHaveEnded() {
        Random random = new Random(7);
        for (int set = 0; set < 200; set++) {
            List<Rule> rules = new ArrayList<>(rules(scopes.stream().filter(scope -> random.nextInt(3) == 0)));
            for (Rule rule : List.copyOf(rules)) {
                boolean ends = !rule.scope().whole() && random.nextBoolean();
                if (random.nextBoolean()) rules.add(new Rule(rules.size() + 1, rule.scope(), DAY.plusDays(1), ends));
            }
            followedAlike(rules);
        }
    }

    private void followedAlike(List<Rule> rules) {
        for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
            List<Rule> inForce = ScopeRules.inForce(rules, day);
            Map<Scope, Integer> expected = new HashMap<>();
            numbers.forEach(number -> ScopeRules.covering(inForce, number).stream()
                    .findFirst()
                    .ifPresent(rule -> expected.put(number, rule.version())));

            assertThat(followed(inForce)).as(() -> inForce.toString()).isEqualTo(expected);
        }
    }

    private Map<Scope, Integer> followed(List<Rule> inForce) {
        List<Policy> policies = inForce.stream()
                .map(rule -> document("CN", DAY, 90, 30).within(rule.scope()).policy(rule.version()))
                .toList();
        Map<Scope, Integer> followed = new HashMap<>();
        PolicyEffect.follow(policies, STORE.jdbc().sql("""
                                select c.n, r.version from unnest(:numbersProvinces::text[], :numbersLineTypes::text[], :numbersReasons::text[])
                                    with ordinality as c (province, line_type, disconnect_reason, n) cross join
                                """ + PolicyEffect.FOLLOWED))
                .param("numbersProvinces", codes(Scope::province))
                .param("numbersLineTypes", codes(Scope::lineType))
                .param("numbersReasons", codes(Scope::reason))
                .query(row -> {
                    followed.put(numbers.get(row.getInt("n") - 1), row.getInt("version"));
                });
        return followed;
    }

    private @Nullable String[] codes(java.util.function.Function<Scope, @Nullable Object> value) {
        return numbers.stream()
                .map(number -> Objects.toString(value.apply(number), null))
                .toArray(String[]::new);
    }

    private static List<Rule> rules(Stream<Scope> scopes) {
        List<Rule> rules = new ArrayList<>();
        scopes.forEach(scope -> rules.add(new Rule(rules.size() + 1, scope, DAY, false)));
        return rules;
    }

    private static List<Scope> scopes(List<@Nullable LineType> lineTypes) {
        List<Scope> all = new ArrayList<>();
        for (String province : PROVINCES)
            for (LineType lineType : lineTypes)
                for (DisconnectReason reason : REASONS) all.add(new Scope("CN", province, lineType, reason));
        return all;
    }
}
