package io.reissue.store.cohort;

import com.github.f4b6a3.uuid.UuidCreator;
import io.reissue.policy.FreezeRules;
import io.reissue.policy.Policy;
import io.reissue.policy.Stage;
import io.reissue.store.cohort.CohortRows.PlatformRow;
import io.reissue.store.cohort.CohortRows.StageRow;
import io.reissue.store.policy.PolicyStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A number that asks alone is a cohort of one that nobody conducts, so that outcomes, batches, membership and purge have one form.
 * Called within a step of its cycle.
 */
@Component
public class AloneCohorts {
    private final CohortRows cohorts;
    private final Members members;
    private final PolicyStore policies;

    public AloneCohorts(CohortRows cohorts, Members members, PolicyStore policies) {
        this.cohorts = cohorts;
        this.members = members;
        this.policies = policies;
    }

    public void seal(UUID cycleId, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        cohorts.insertAlone(id, cycleId, now);
        CohortRow cohort = cohorts.find(id);
        cohorts.openPlatforms(cohort, policies.byVersion(cohort.policyVersion()), 1);
    }

    public void openStage(UUID cycleId, Stage stage, Instant now) {
        UUID id = members.find(cycleId).orElseThrow().cohortId();
        CohortRow cohort = cohorts.find(id);
        Policy policy = policies.byVersion(cohort.policyVersion());
        Instant deadline = FreezeRules.deadline(
                now,
                Objects.requireNonNull(policy.stageDeadlines().get(stage)),
                policies.workingDays(cohort.jurisdiction()),
                policy.days());
        int open = (int) cohorts.lockPlatforms(id, Optional.of(stage)).stream()
                .filter(platform -> platform.openItems() > 0)
                .map(PlatformRow::platformId)
                .count();
        cohorts.openStage(id, stage, new StageRow(now, deadline, open));
    }
}
