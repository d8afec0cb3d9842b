package io.reissue.policy;

import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which policies may become effective: a policy in; nothing or the first fault out. Pure. */
public final class PolicyRules {
    private PolicyRules() {}

    public static Optional<PolicyFault> judge(Policy policy) {
        List<LegalLimits> limits = policy.scope().lineTypes().stream()
                .flatMap(line -> LegalLimits.of(policy.jurisdiction(), line).stream())
                .toList();
        if (limits.isEmpty()) {
            return Optional.of(PolicyFault.of(PolicyRefusal.UNKNOWN_JURISDICTION));
        }
        return notPositive(policy)
                .or(() -> limits.stream()
                        .flatMap(limit -> beyond(policy, limit).stream())
                        .findFirst())
                .or(() -> inconsistent(policy));
    }

    /** Whether its stages end before the freeze does, in the worst of the working years that are known. */
    public static Optional<PolicyFault> lead(Policy policy, WorkingDays calendar) {
        try {
            return LeadRules.judge(policy, calendar)
                    .map(lead -> PolicyFault.of(PolicyRefusal.LEAD_TOO_SHORT, lead.arithmetic()));
        } catch (WorkingDays.YearNotCovered missing) {
            return Optional.of(
                    PolicyFault.of(PolicyRefusal.CALENDAR_MISSING, Objects.requireNonNull(missing.getMessage())));
        }
    }

    /**
     * Whether a version may begin, or end, a scope's own rule on its day.
     *
     * @param rules all of the jurisdiction
     */
    public static Optional<PolicyFault> scope(Rule rule, Collection<Rule> rules) {
        Scope scope = rule.scope();
        List<Rule> present = ScopeRules.inForce(rules, rule.effectiveFrom());
        if (scope.whole()) {
            return rule.ends() ? Optional.of(PolicyFault.of(PolicyRefusal.WHOLE_NEVER_ENDS)) : Optional.empty();
        }
        if (present.isEmpty()) {
            return Optional.of(PolicyFault.of(
                    PolicyRefusal.NO_WIDER_RULE,
                    "no version for the whole of " + scope.jurisdiction() + " is effective on "
                            + rule.effectiveFrom()));
        }
        boolean stands = present.stream().anyMatch(other -> other.scope().equals(scope));
        return rule.ends() && !stands
                ? Optional.of(PolicyFault.of(
                        PolicyRefusal.NOTHING_TO_END,
                        scope.inCodes() + " has no rule of its own on " + rule.effectiveFrom()))
                : Optional.empty();
    }

    private static Optional<PolicyFault> notPositive(Policy policy) {
        Stream<Named> days = Stream.of(
                new Named("freezeDays", policy.freezeDays()),
                new Named("askLeadDays", policy.askLeadDays()),
                new Named("slotDays", policy.slotDays()),
                new Named("extensionStepDays", policy.extensionStepDays()),
                new Named("capDays", policy.capDays()),
                new Named("spread", policy.spread().toSeconds()),
                new Named("patience", length(policy.patience())));
        Stream<Named> stages = policy.stageDeadlines().entrySet().stream()
                .map(stage -> new Named("stage " + stage.getKey().number(), stage.getValue()));
        Stream<Named> schedule =
                policy.askAgainAfter().stream().map(period -> new Named("askAgainAfter", length(period)));
        return Stream.of(days, stages, schedule)
                .flatMap(all -> all)
                .filter(named -> named.value() < 1)
                .findFirst()
                .map(named -> PolicyFault.of(PolicyRefusal.NOT_POSITIVE, named.name() + " is " + named.value()))
                .or(() -> policy.reclaimDays() < 0
                        ? Optional.of(
                                PolicyFault.of(PolicyRefusal.NOT_POSITIVE, "reclaimDays is " + policy.reclaimDays()))
                        : Optional.empty());
    }

    private record Named(String name, long value) {}

    private static long length(Period period) {
        return period.isNegative() ? -1 : period.toTotalMonths() * 28 + period.getDays();
    }

    /** A policy has to keep within the limits of each kind of line that it is for. */
    private static Optional<PolicyFault> beyond(Policy policy, LegalLimits limits) {
        int days = policy.freezeDays();
        if (days < limits.floorDays()) {
            return Optional.of(PolicyFault.of(
                    PolicyRefusal.BELOW_FLOOR,
                    "a freeze of " + days + " days is below the floor of " + limits.floorDays() + " (" + limits.source()
                            + ")"));
        }
        Integer ceiling = limits.ceilingDays();
        if (ceiling == null || days <= ceiling) return Optional.empty();
        return Optional.of(PolicyFault.of(
                PolicyRefusal.ABOVE_CEILING,
                "a freeze of " + days + " days is above the ceiling of " + ceiling + " (" + limits.source() + ")"));
    }

    private static Optional<PolicyFault> inconsistent(Policy policy) {
        if (policy.capDays() < policy.freezeDays()) {
            return Optional.of(PolicyFault.of(
                    PolicyRefusal.CAP_BELOW_FREEZE,
                    "a cap of " + policy.capDays() + " days is below the freeze of " + policy.freezeDays()));
        }
        if (policy.askLeadDays() > policy.freezeDays()) {
            return Optional.of(PolicyFault.of(
                    PolicyRefusal.LEAD_BEYOND_FREEZE,
                    "a lead of " + policy.askLeadDays() + " days is longer than the freeze of " + policy.freezeDays()));
        }
        return policy.required().stream()
                .filter(platform -> policy.stageOf(platform) != Stage.REQUIRED)
                .sorted()
                .findFirst()
                .map(platform -> PolicyFault.of(
                        PolicyRefusal.TWO_STAGES, platform + " is both in the first stage and required"));
    }
}
