package io.reissue.sandbox.seed;

import io.reissue.policy.Asking;
import io.reissue.policy.DisconnectReason;
import io.reissue.policy.LegalLimits;
import io.reissue.policy.LineType;
import io.reissue.policy.Policy;
import io.reissue.policy.Scope;
import io.reissue.recycle.CycleState;
import io.reissue.recycle.Ending;
import io.reissue.recycle.StuckReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number as a file brought it, before anything became of it.
 *
 * @param place in the plan, from 0
 * @param left when its line went out of service
 * @param created when its row was read
 */
record TakenIn(
        int place,
        UUID id,
        Region region,
        @Nullable String province,
        @Nullable String carrier,
        LineType lineType,
        DisconnectReason reason,
        LegalLimits limits,
        LocalDate activatedOn,
        Instant left,
        Instant created) {

    Scope scope() {
        return new Scope(region.jurisdiction(), province, lineType, reason);
    }

    /** Nobody was told yet. */
    SeededCycle undisclosed(Ending ending) {
        return cycle(CycleState.ACCEPTED, ending, null, Moment.at(created));
    }

    /** It rests, under a policy. */
    Resting resting(Ending ending, Policy policy, Instant freezeEnd, LocalDate askOn, @Nullable Instant sealedAt) {
        return new Resting(this, ending, policy, freezeEnd, askOn, sealedAt);
    }

    /** @param sealedAt null: its cohort is open */
    record Resting(
            TakenIn number,
            Ending ending,
            Policy policy,
            Instant freezeEnd,
            LocalDate askOn,
            @Nullable Instant sealedAt) {

        SeededCycle asleep(boolean held, Instant wakesAt) {
            return number.cycle(CycleState.RESTING, ending, this, new Moment(held, null, null, wakesAt, null));
        }

        SeededCycle stuck(StuckReason why, Instant since, Instant wakesAt) {
            return number.cycle(CycleState.RESTING, ending, this, new Moment(false, why, since, wakesAt, null));
        }

        /** What platforms did is being undone. */
        SeededCycle undoing(CycleState state, Instant wakesAt) {
            return number.cycle(state, ending, this, Moment.at(wakesAt));
        }

        SeededCycle over(CycleState state, Instant closedAt) {
            return number.cycle(state, ending, this, new Moment(false, null, null, closedAt, closedAt));
        }
    }

    /** How it stands at present. */
    private record Moment(
            boolean held,
            @Nullable StuckReason stuck,
            @Nullable Instant since,
            Instant wakesAt,
            @Nullable Instant closedAt) {
        static Moment at(Instant wakesAt) {
            return new Moment(false, null, null, wakesAt, null);
        }
    }

    private SeededCycle cycle(CycleState state, Ending ending, @Nullable Resting rest, Moment moment) {
        return new SeededCycle(
                place,
                id,
                region,
                province,
                carrier,
                lineType,
                reason,
                limits,
                state,
                ending,
                ending == Ending.RETURN_TO_DONOR ? Asking.NOBODY : Asking.COHORT,
                moment.held(),
                moment.stuck(),
                rest == null ? null : rest.policy(),
                activatedOn,
                left,
                created,
                rest == null ? null : rest.freezeEnd(),
                rest == null ? null : rest.askOn(),
                rest == null ? null : rest.sealedAt(),
                moment.since(),
                moment.wakesAt(),
                moment.closedAt());
    }
}
