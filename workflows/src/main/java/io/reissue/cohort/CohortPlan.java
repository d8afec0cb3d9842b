package io.reissue.cohort;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells a cohort about its present step. Codes and counts only.
 *
 * @param stage 1 to 3; null while the silent are asked again
 * @param open something is left to be waited for
 * @param halfTime STAGE: when undelivered and unanswered batches are delivered once more under the same ids
 * @param until STAGE: the deadline; ROUND: when the next one begins
 * @param deliveries what to deliver now, by platform
 * @param doubted platforms whose answers about members are not believed; null: none
 * @param runbook address of what to do about them, where one is configured
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CohortPlan(
        int members,
        @Nullable Integer stage,
        boolean open,
        @Nullable Instant halfTime,
        @Nullable Instant until,
        long silentItems,
        @Nullable List<Delivery> deliveries,
        @Nullable List<String> doubted,
        @Nullable String runbook) {
    private static final String DOUBTED = "required-doubted";

    public CohortPlan doubting(List<String> platforms) {
        return platforms.isEmpty()
                ? this
                : new CohortPlan(members, stage, open, halfTime, until, silentItems, deliveries, platforms, null);
    }

    /** The runbook's heading for what is the matter; null: nothing. */
    public @Nullable String heading() {
        return doubted == null ? null : DOUBTED;
    }

    public CohortPlan withRunbook(@Nullable String address) {
        return new CohortPlan(members, stage, open, halfTime, until, silentItems, deliveries, doubted, address);
    }

    /** All that one platform is to be sent in this step. {@code items}: open ones. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Delivery(String platform, int batches, int items) {}

    public List<Delivery> toDeliver() {
        return deliveries == null ? List.of() : deliveries;
    }
}
