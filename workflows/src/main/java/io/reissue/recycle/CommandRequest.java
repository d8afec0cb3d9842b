package io.reissue.recycle;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of one cycle. Which fields count depends on the kind.
 *
 * @param actor the principal who asks
 * @param offices of that principal
 * @param reasonCode why, as a code; required for every kind
 * @param until EXTEND_FREEZE, SHORTEN_FREEZE: the new end
 * @param platform WAIVE, ASK_AGAIN: its code
 * @param sameHolder REINSTATE: whether the reference given equals the one under the cycle's key; the reference itself never
 *     comes this far
 * @param arrearsCleared REINSTATE: confirmed by the shop
 * @param identityConfirmed REINSTATE: confirmed by the shop
 * @param secondOf the actor of a matching command that waits for a second principal; null: this is the first
 */
public record CommandRequest(
        CommandKind kind,
        String actor,
        Set<Office> offices,
        @Nullable String reasonCode,
        @Nullable Instant until,
        @Nullable String platform,
        boolean sameHolder,
        boolean arrearsCleared,
        boolean identityConfirmed,
        @Nullable String secondOf) {}
