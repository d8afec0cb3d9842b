package io.reissue.store.policy;

import io.reissue.policy.Asking;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy as a person writes it (YAML) and as it is stored (JSON).
 *
 * @param stageWorkingDays how many working days each of the three stages may take, first to last
 * @param identity codes of the platforms asked first
 * @param required codes of the platforms asked second, which block the purge
 */
public record PolicyDocument(
        String jurisdiction,
        LocalDate effectiveFrom,
        int freezeDays,
        int askLeadDays,
        int slotDays,
        Duration spread,
        List<Integer> stageWorkingDays,
        List<String> identity,
        List<String> required,
        int extensionStepDays,
        int capDays,
        Period patience,
        int reclaimDays,
        Asking asking,
        List<Period> askAgainAfter) {

    /**
     * The policy that the rules work with.
     *
     * @throws IllegalArgumentException if this says none
     */
    public Policy policy(int version) {
        if (stageWorkingDays.size() != Stage.IN_ORDER.size()) {
            throw new IllegalArgumentException(
                    "stageWorkingDays: one for each of " + Stage.IN_ORDER.size() + " stages");
        }
        Map<Stage, Integer> deadlines = new HashMap<>();
        for (Stage stage : Stage.IN_ORDER) deadlines.put(stage, stageWorkingDays.get(stage.ordinal()));
        Map<String, Stage> stages = new HashMap<>();
        required.forEach(platform -> stages.put(platform, Stage.REQUIRED));
        identity.forEach(platform -> stages.put(platform, Stage.IDENTITY));
        return new Policy(
                version,
                jurisdiction,
                freezeDays,
                askLeadDays,
                slotDays,
                spread,
                deadlines,
                Set.copyOf(required),
                stages,
                extensionStepDays,
                capDays,
                patience,
                reclaimDays,
                asking,
                askAgainAfter);
    }
}
