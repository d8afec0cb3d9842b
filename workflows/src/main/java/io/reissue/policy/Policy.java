package io.reissue.policy;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A carrier's policy for the numbers of one scope, one effective version of it. Never below the law's floor or above its ceiling:
 * {@link FreezeRules} takes the greater and the lesser of the two.
 *
 * @param version as stored; a cycle keeps the version it was disclosed under
 * @param scope the numbers that it is for; {@link ScopeRules} says which of several a number follows
 * @param freezeDays whole days a number rests at least
 * @param askLeadDays how long before the end of the freeze its platforms are asked
 * @param slotDays length of a cohort's slot; numbers due within one slot are asked together
 * @param spread wakes are spread over this long after the end of the freeze, so that a day's numbers do not wake at once
 * @param stageDeadlines working days each stage may take
 * @param required codes of the platforms that block the purge; all others are recorded as unresolved
 * @param stageOf stage by platform code; a platform that is not named is asked in the last stage
 * @param extensionStepDays how much the freeze grows while something required is open
 * @param capDays days after disconnection at which the freeze stops growing by itself
 * @param patience without any move of a required platform for this long, the number is stuck
 * @param reclaimDays days within which the holder may come back; never more than the freeze
 * @param asking who asks the platforms
 * @param askAgainAfter the schedule on which a silent or refusing platform is asked again; the last entry repeats
 */
public record Policy(
        int version,
        Scope scope,
        int freezeDays,
        int askLeadDays,
        int slotDays,
        Duration spread,
        Map<Stage, Integer> stageDeadlines,
        Set<String> required,
        Map<String, Stage> stageOf,
        int extensionStepDays,
        int capDays,
        Period patience,
        int reclaimDays,
        Asking asking,
        List<Period> askAgainAfter) {

    public Policy {
        stageDeadlines = Map.copyOf(stageDeadlines);
        required = Set.copyOf(required);
        stageOf = Map.copyOf(stageOf);
        askAgainAfter = List.copyOf(askAgainAfter);
        if (askAgainAfter.isEmpty()) throw new IllegalArgumentException("a policy needs a schedule for asking again");
    }

    public String jurisdiction() {
        return scope.jurisdiction();
    }

    /** What its days are: those of its jurisdiction. */
    public Days days() {
        return LegalLimits.of(jurisdiction(), LineType.RESIDENTIAL)
                .orElseThrow()
                .days();
    }

    public Lead lead() {
        return new Lead(askLeadDays, slotDays);
    }

    public Stage stageOf(String platform) {
        return stageOf.getOrDefault(platform, Stage.REST);
    }

    /** How long to wait before attempt {@code attempt + 1}, counted from 1. */
    public Period askAgainAfter(int attempt) {
        return askAgainAfter.get(Math.clamp(attempt - 1L, 0, askAgainAfter.size() - 1));
    }
}
