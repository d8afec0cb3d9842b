package io.reissue.sandbox.seed;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import io.reissue.policy.ScopeRules;
import io.reissue.sandbox.platforms.PlatformProfile;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The versions that seeded numbers follow: one or more a jurisdiction, and some for a part of one. */
final class SeedPolicies {
    /** Before the freeze ends. */
    static final int LEAD_DAYS = 40;

    private static final int SLOT_DAYS = 5;

    /** A policy needs a calendar; an application's own takes the place of this one when it starts. */
    private static final String WEEKENDS = "weekends only, for a seeded database";

    private final Map<String, List<Rule>> rules;
    private final Map<Integer, Policy> byVersion;
    private final Map<Day, List<Rule>> inForce = new ConcurrentHashMap<>();

    private record Day(String jurisdiction, LocalDate day) {}

    private SeedPolicies(Map<String, List<Rule>> rules, Map<Integer, Policy> byVersion) {
        this.rules = rules;
        this.byVersion = byVersion;
    }

    /** Stores them, as of {@code today}. */
    static SeedPolicies store(PolicyStore policies, List<PlatformProfile> platforms, LocalDate today) {
        for (Region region : Region.ALL)
            for (int year = today.getYear() - 1; year <= today.getYear() + 1; year++)
                policies.putYear(region.jurisdiction(), year, Set.of(), Set.of(), WEEKENDS);
        Map<String, List<Rule>> rules = new HashMap<>();
        Map<Integer, Policy> byVersion = new HashMap<>();
        for (PolicyDocument document : documents(platforms, today)) {
            int version = policies.put(document);
            rules.computeIfAbsent(document.jurisdiction(), jurisdiction -> new ArrayList<>())
                    .add(document.rule(version));
            byVersion.put(version, document.policy(version));
        }
        return new SeedPolicies(rules, byVersion);
    }

    private static List<PolicyDocument> documents(List<PlatformProfile> platforms, LocalDate today) {
        LocalDate first = today.minusYears(2);
        List<PolicyDocument> all = new ArrayList<>();
        for (Region region : Region.ALL)
            all.add(document(region.jurisdiction(), first, region.freezeDays(), region.capDays(), platforms));
        all.add(document("CN", first, 140, 420, platforms)
                .within(new Scope("CN", null, null, DisconnectReason.ARREARS_TERMINATED)));
        all.add(document("CN", today.minusDays(300), 125, 420, platforms)
                .within(new Scope("CN", "Guangdong", null, null)));
        all.add(document("CN", today.minusDays(100), 130, 420, platforms));
        all.add(document("US", first, 90, 365, platforms).within(new Scope("US", null, LineType.BUSINESS, null)));
        all.add(document("CN", today.plusDays(30), 150, 420, platforms));
        return all;
    }

    private static PolicyDocument document(
            String jurisdiction, LocalDate from, int freezeDays, int capDays, List<PlatformProfile> platforms) {
        return new PolicyDocument(
                jurisdiction,
                from,
                freezeDays,
                LEAD_DAYS,
                SLOT_DAYS,
                Duration.ofHours(6),
                List.of(5, 5, 5),
                platforms.stream()
                        .filter(one -> one.stage() == 1)
                        .map(PlatformProfile::code)
                        .toList(),
                platforms.stream()
                        .filter(PlatformProfile::required)
                        .map(PlatformProfile::code)
                        .toList(),
                30,
                capDays,
                Period.ofDays(14),
                90,
                Asking.COHORT,
                List.of(Period.ofDays(7), Period.ofDays(14)));
    }

    /** That which a number follows on {@code day}. */
    Policy followed(Scope number, LocalDate day) {
        String jurisdiction = number.jurisdiction();
        return inForce
                .computeIfAbsent(
                        new Day(jurisdiction, day),
                        that -> ScopeRules.inForce(rules.getOrDefault(jurisdiction, List.of()), day))
                .stream()
                .filter(rule -> rule.scope().covers(number))
                .findFirst()
                .map(rule -> byVersion.get(rule.version()))
                .orElseThrow();
    }
}
