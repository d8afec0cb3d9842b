package io.reissue.sandbox.seed;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.StuckReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One cycle as it is seeded, with its number.
 *
 * @param place in the plan, from 0, in the order in which they were taken in
 * @param policy null: not disclosed yet, and so with all dates but the law's
 * @param wakesAt when its workflow looks again, or looked last
 */
record SeededCycle(
        int place,
        UUID id,
        Region region,
        @Nullable String province,
        @Nullable String carrier,
        LineType lineType,
        DisconnectReason reason,
        LegalLimits limits,
        CycleState state,
        Ending ending,
        Asking asking,
        boolean held,
        @Nullable StuckReason stuck,
        @Nullable Policy policy,
        LocalDate activatedOn,
        Instant disconnectedAt,
        Instant createdAt,
        @Nullable Instant freezeEnd,
        @Nullable LocalDate askOn,
        @Nullable Instant sealedAt,
        @Nullable Instant stuckSince,
        Instant wakesAt,
        @Nullable Instant closedAt) {

    String e164() {
        return region.e164(place);
    }

    LocalDate disconnectedOn() {
        return limits.days().of(disconnectedAt);
    }

    boolean purged() {
        return state == CycleState.RELEASED || state == CycleState.RETURNED_TO_DONOR || state == CycleState.RETIRED;
    }
}
