package io.reissue.store.policy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Rule;
import io.reissue.policy.Scope;
import io.reissue.policy.Stage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a person writes it (YAML) and as it is stored (JSON). What it may leave out, it leaves out.
 *
 * @param province of the numbers that it is for; null: all of the jurisdiction
 * @param lineType of the numbers that it is for; null: all
 * @param reason for which the lines of the numbers that it is for went out of service; null: all
 * @param ends true: from its day on, these numbers have no rule of their own, and its terms hold for nobody; otherwise null
 * @param stageWorkingDays how many working days each of the three stages may take, first to last
 * @param identity codes of the platforms asked first
 * @param required codes of the platforms asked second, which block the purge
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyDocument(
        String jurisdiction,
        @Nullable String province,
        @Nullable LineType lineType,
        @Nullable DisconnectReason reason,
        LocalDate effectiveFrom,
        @Nullable Boolean ends,
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

    public PolicyDocument {
        if (!Boolean.TRUE.equals(ends)) ends = null;
    }

    /** For a whole jurisdiction. */
    public PolicyDocument(
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
        this(
                jurisdiction,
                null,
                null,
                null,
                effectiveFrom,
                null,
                freezeDays,
                askLeadDays,
                slotDays,
                spread,
                stageWorkingDays,
                identity,
                required,
                extensionStepDays,
                capDays,
                patience,
                reclaimDays,
                asking,
                askAgainAfter);
    }

    /** A field that is mistyped, or that a later release knows, could say for whom it is: it is not read as if it were not there. */
    @JsonAnySetter
    void unknown(String field, @Nullable Object value) {
        throw new IllegalArgumentException("a policy has no " + field);
    }

    /** The same terms for other numbers. */
    public PolicyDocument within(Scope scope) {
        return with(scope, ends);
    }

    /** The end of its scope, on its day. */
    public PolicyDocument ending() {
        return with(scope(), true);
    }

    private PolicyDocument with(Scope scope, @Nullable Boolean ending) {
        return new PolicyDocument(
                scope.jurisdiction(),
                scope.province(),
                scope.lineType(),
                scope.reason(),
                effectiveFrom,
                ending,
                freezeDays,
                askLeadDays,
                slotDays,
                spread,
                stageWorkingDays,
                identity,
                required,
                extensionStepDays,
                capDays,
                patience,
                reclaimDays,
                asking,
                askAgainAfter);
    }

    /** The numbers that it is for. */
    public Scope scope() {
        return new Scope(jurisdiction, province, lineType, reason);
    }

    /** As one of the rules of its jurisdiction. */
    public Rule rule(int version) {
        return new Rule(version, scope(), effectiveFrom, ends != null);
    }

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
                scope(),
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
